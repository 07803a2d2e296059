"""What can be done: aim at work, plan, adopt, publish an opening, answer it."""

from microcred.platform.careers.services.declaring import declare_all
from microcred.platform.careers.services.erasing import hear_account_erased
from microcred.platform.careers.services.goals import (
    accept_partial,
    aim_at_list,
    aim_at_occupation,
    aim_at_opening,
    have_occupation,
)
from microcred.platform.careers.services.offering import load_offerings
from microcred.platform.careers.services.openings import (
    answer,
    close_opening,
    publish_opening,
    reopen_opening,
    withdraw_answer,
)
from microcred.platform.careers.services.plans import (
    adopt,
    drop,
    follow,
    hear_award_answered,
    hear_status_changed,
    take_back,
)

__all__ = [
    "accept_partial",
    "adopt",
    "aim_at_list",
    "aim_at_occupation",
    "aim_at_opening",
    "answer",
    "close_opening",
    "declare_all",
    "drop",
    "follow",
    "have_occupation",
    "hear_account_erased",
    "hear_award_answered",
    "hear_status_changed",
    "load_offerings",
    "publish_opening",
    "reopen_opening",
    "take_back",
    "withdraw_answer",
]
