"""What can be done with awards: one, or a sheet of many; corrected, renewed, withdrawn; answered."""

from microcred.platform.awards.services.afterwards import (
    reinstate,
    resend,
    revoke,
    revoke_batch,
    send_reminders,
    suspend,
)
from microcred.platform.awards.services.answers import accept, claim, decline, new_share, show_to
from microcred.platform.awards.services.batches import (
    approve,
    award_many,
    discard,
    fix_row,
    leave_out,
    leave_out_open,
    release,
    set_columns,
    take_in,
    undo,
)
from microcred.platform.awards.services.certifying import award_assessed, held_already
from microcred.platform.awards.services.copies import Copy, copy_of
from microcred.platform.awards.services.erasing import hear_account_erased
from microcred.platform.awards.services.reissuing import reissue, reissue_affected
from microcred.platform.awards.services.releasing import release_chunks, release_now
from microcred.platform.awards.services.single import award_one, correct, renew

__all__ = [
    "Copy",
    "accept",
    "approve",
    "award_assessed",
    "award_many",
    "award_one",
    "claim",
    "copy_of",
    "correct",
    "decline",
    "discard",
    "fix_row",
    "hear_account_erased",
    "held_already",
    "leave_out",
    "leave_out_open",
    "new_share",
    "reinstate",
    "reissue",
    "reissue_affected",
    "release",
    "release_chunks",
    "release_now",
    "renew",
    "resend",
    "revoke",
    "revoke_batch",
    "send_reminders",
    "set_columns",
    "show_to",
    "suspend",
    "take_in",
    "undo",
]
