"""Status entries and lists: each error of Bitstring Status List 1.0 under its own code."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from microcred.vc.errors import CredentialError, Failed, Undecided
from microcred.vc.status import (
    NoStatuses,
    StaticStatuses,
    StatusBits,
    StatusEntry,
    StatusEntryMalformed,
    StatusIndexOutOfRange,
    StatusListMalformed,
    StatusListTooShort,
    StatusListUnverified,
    StatusOfAnotherTime,
    StatusPurposeOther,
    StatusRevoked,
    StatusSuspended,
    StatusTooMany,
    StatusUnreachable,
    StatusUnsupported,
    read_entries,
    read_list,
    status_list_credential,
)

URL = "https://example.org/status/1"
ISSUER = "did:web:example.org"
FROM = datetime(2026, 5, 1, tzinfo=UTC)
UNTIL = FROM + timedelta(days=7)
NOW = FROM + timedelta(days=1)


def listed(purpose: str = "revocation", bits: StatusBits | None = None, **changes: Any) -> dict[str, Any]:
    issuer = {"id": ISSUER, "type": ["Profile"]}
    bits = bits or StatusBits()
    document = status_list_credential(
        url=URL, issuer=issuer, purpose=purpose, bits=bits, valid_from=FROM, valid_until=UNTIL
    )
    return {**document, **changes}


def entry(**changes: Any) -> dict[str, Any]:
    found = {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "94567",
        "statusListCredential": URL,
        **changes,
    }
    return {name: value for name, value in found.items() if value is not None}


def test_an_unset_bit_is_in_order_and_a_set_one_decides() -> None:
    bits = StatusBits()
    bits.set(94567)
    (asked,) = read_entries({"credentialStatus": entry()})
    read_list(listed()).check(asked, issuer=ISSUER, at=NOW)
    with pytest.raises(StatusRevoked):
        read_list(listed(bits=bits)).check(asked, issuer=ISSUER, at=NOW)
    (suspension,) = read_entries({"credentialStatus": [entry(statusPurpose="suspension")]})
    with pytest.raises(StatusSuspended):
        read_list(listed("suspension", bits)).check(suspension, issuer=ISSUER, at=NOW)


def test_a_refresh_or_message_condemns_nothing() -> None:
    bits = StatusBits(131_072 * 2)
    bits.set(7)
    for purpose, size, value in (("refresh", 1, 1), ("message", 2, 1)):
        asked = StatusEntry(purpose, 7 if size == 1 else 3, URL, size)
        found = read_list(listed(purpose, bits))
        found.check(asked, issuer=ISSUER, at=NOW)
        assert found.ask(asked, issuer=ISSUER, at=NOW) == value


def test_a_list_of_several_purposes_answers_for_each() -> None:
    document = listed()
    document["credentialSubject"]["statusPurpose"] = ["revocation", "suspension"]
    for purpose in ("revocation", "suspension"):
        read_list(document).check(StatusEntry(purpose, 1, URL), issuer=ISSUER, at=NOW)


@pytest.mark.parametrize(
    ("asked", "issuer", "at", "error"),
    [
        (StatusEntry("suspension", 1, URL), ISSUER, NOW, StatusPurposeOther),
        (StatusEntry("revocation", 1, URL + "2"), ISSUER, NOW, StatusListUnverified),
        (StatusEntry("revocation", 1, URL), "did:web:example.com", NOW, StatusListUnverified),
        (StatusEntry("revocation", 131_072, URL), ISSUER, NOW, StatusIndexOutOfRange),
        (StatusEntry("revocation", 1, URL), ISSUER, FROM - timedelta(seconds=301), StatusOfAnotherTime),
        (StatusEntry("revocation", 1, URL), ISSUER, UNTIL, StatusOfAnotherTime),
    ],
)
def test_a_list_that_cannot_answer_leaves_it_open(
    asked: StatusEntry, issuer: str, at: datetime, error: type[CredentialError]
) -> None:
    assert issubclass(error, Undecided)
    with pytest.raises(error):
        read_list(listed()).check(asked, issuer=issuer, at=at)


def test_a_list_that_was_made_a_moment_after_the_question_answers_it() -> None:
    bits = StatusBits()
    bits.set(7)
    asked = FROM - timedelta(seconds=300)
    read_list(listed(bits=bits)).check(StatusEntry("revocation", 1, URL), issuer=ISSUER, at=asked)
    with pytest.raises(StatusRevoked):
        read_list(listed(bits=bits)).check(StatusEntry("revocation", 7, URL), issuer=ISSUER, at=asked)


def test_a_list_below_131072_entries_leaves_it_open() -> None:
    short = read_list(listed(bits=StatusBits.of(bytes(16_383))))
    with pytest.raises(StatusListTooShort):
        short.check(StatusEntry("revocation", 1, URL), issuer=ISSUER, at=NOW)
    message = read_list(listed("message"))
    with pytest.raises(StatusListTooShort):
        message.check(StatusEntry("message", 1, URL, size=2), issuer=ISSUER, at=NOW)


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ("text", StatusEntryMalformed),
        (7, StatusEntryMalformed),
        ([entry()] * 17, StatusTooMany),
        (entry(statusListIndex=None), StatusEntryMalformed),
        (entry(statusListIndex="-1"), StatusEntryMalformed),
        (entry(statusListIndex="01"), StatusEntryMalformed),
        (entry(statusListIndex="1.0"), StatusEntryMalformed),
        (entry(statusListIndex="9" * 40), StatusEntryMalformed),
        (entry(statusListIndex="１"), StatusEntryMalformed),
        (entry(statusListIndex=True), StatusEntryMalformed),
        (entry(statusListIndex=-1), StatusEntryMalformed),
        (entry(statusListIndex=1.5), StatusEntryMalformed),
        (entry(statusPurpose=None), StatusEntryMalformed),
        (entry(statusPurpose="of the issuer's own"), StatusUnsupported),
        (entry(statusPurpose=["revocation"]), StatusEntryMalformed),
        (entry(statusListCredential=None), StatusEntryMalformed),
        (entry(statusListCredential="status"), StatusEntryMalformed),
        (entry(statusSize=0), StatusEntryMalformed),
        (entry(statusSize=True), StatusEntryMalformed),
        (entry(statusSize=2), StatusEntryMalformed),
        (entry(statusSize=99, statusPurpose="message"), StatusEntryMalformed),
        (entry(id=7), StatusEntryMalformed),
        (entry(type="1EdTechRevocationList"), StatusUnsupported),
        (entry(type="RevocationList2020Status"), StatusUnsupported),
        (entry(type=None), StatusUnsupported),
    ],
)
def test_a_bad_entry_is_refused(value: Any, error: type[CredentialError]) -> None:
    with pytest.raises(error):
        read_entries({"credentialStatus": value})


def test_no_status_is_no_entry_and_entries_come_back() -> None:
    assert read_entries({}) == []
    made = StatusEntry("suspension", 5, URL, 1, f"{URL}#5")
    assert read_entries({"credentialStatus": [made.as_json()]}) == [made]
    wide = StatusEntry("message", 5, URL, 2, "urn:uuid:1")
    assert read_entries({"credentialStatus": wide.as_json()}) == [wide]
    assert read_entries({"credentialStatus": entry(statusListIndex=23)})[0].index == 23


@pytest.mark.parametrize(
    "changes",
    [
        {"type": ["VerifiableCredential"]},
        {"credentialSubject": None},
        {"credentialSubject": {"type": "Other"}},
        {"credentialSubject": {"type": "BitstringStatusList", "statusPurpose": "revocation"}},
        {"credentialSubject": {"type": "BitstringStatusList", "encodedList": "uAA"}},
        {"id": None},
        {"issuer": None},
        {"issuer": {"name": "nobody"}},
        {"validFrom": "yesterday"},
        {"validUntil": 7},
    ],
)
def test_a_broken_list_leaves_it_open(changes: dict[str, Any]) -> None:
    with pytest.raises(StatusListMalformed):
        read_list(listed(**changes))


def test_sources_hand_out_what_is_at_hand() -> None:
    assert StaticStatuses({URL: b"list"}).fetch(URL) == b"list"
    for source in (NoStatuses(), StaticStatuses({})):
        with pytest.raises(StatusUnreachable):
            source.fetch(URL)


def test_only_a_set_bit_or_a_broken_entry_condemns() -> None:
    assert all(issubclass(error, Failed) for error in (StatusRevoked, StatusSuspended, StatusEntryMalformed))


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("dates", "at", "had", "answers"),
    [
        ({}, NOW, None, True),
        ({"validUntil": None}, NOW, NOW, True),
        ({"validUntil": None}, NOW + timedelta(minutes=4), NOW, True),
        ({"validUntil": None}, NOW + DAY, NOW, False),
        ({"validUntil": None}, NOW - timedelta(hours=2), NOW, True),
        ({"validFrom": None, "validUntil": None}, NOW - timedelta(hours=2), NOW, False),
        ({"validFrom": None}, NOW + DAY, NOW, True),
        ({"validFrom": None}, NOW - DAY, NOW, False),
        ({}, NOW + DAY, NOW - DAY, True),
        ({}, UNTIL, UNTIL, False),
    ],
    ids=[
        "dated, of its own time",
        "without an end, asked about the moment",
        "without an end, a little later",
        "without an end, a day later",
        "without an end, after its beginning",
        "without a date, of before",
        "without a beginning, before its end",
        "without a beginning, of before",
        "dated, wherever it was kept",
        "over",
    ],
)
def test_a_list_speaks_of_its_own_time_and_else_of_the_moment_it_was_had(
    dates: dict[str, Any], at: datetime, had: datetime | None, answers: bool
) -> None:
    document = {name: value for name, value in listed(**dates).items() if value is not None}
    asked = StatusEntry("revocation", 5, URL)
    if answers:
        assert read_list(document).ask(asked, issuer=ISSUER, at=at, had=had) == 0
    else:
        with pytest.raises(StatusOfAnotherTime):
            read_list(document).ask(asked, issuer=ISSUER, at=at, had=had)
