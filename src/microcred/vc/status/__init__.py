"""Revocation and suspension by Bitstring Status List 1.0."""

from microcred.vc.status.bits import LIST_BYTES, SHORTEST, StatusBits
from microcred.vc.status.entries import PURPOSES, StatusEntry, read_entries, read_entry
from microcred.vc.status.errors import (
    StatusEntryMalformed,
    StatusIndexOutOfRange,
    StatusListMalformed,
    StatusListTooLong,
    StatusListTooShort,
    StatusListUnverified,
    StatusOfAnotherTime,
    StatusPurposeOther,
    StatusRevoked,
    StatusSuspended,
    StatusTooMany,
    StatusUnreachable,
    StatusUnsupported,
)
from microcred.vc.status.lists import (
    NoStatuses,
    StaticStatuses,
    StatusList,
    StatusSource,
    read_list,
    status_list_credential,
)
from microcred.vc.status.times import check_time

__all__ = [
    "LIST_BYTES",
    "PURPOSES",
    "SHORTEST",
    "NoStatuses",
    "StaticStatuses",
    "StatusBits",
    "StatusEntry",
    "StatusEntryMalformed",
    "StatusIndexOutOfRange",
    "StatusList",
    "StatusListMalformed",
    "StatusListTooLong",
    "StatusListTooShort",
    "StatusListUnverified",
    "StatusOfAnotherTime",
    "StatusPurposeOther",
    "StatusRevoked",
    "StatusSource",
    "StatusSuspended",
    "StatusTooMany",
    "StatusUnreachable",
    "StatusUnsupported",
    "check_time",
    "read_entries",
    "read_entry",
    "read_list",
    "status_list_credential",
]
