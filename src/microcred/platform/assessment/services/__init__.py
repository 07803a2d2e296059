"""What can be done: set a method, hand in, mark, decide, certify a cohort by sample, appeal."""

from microcred.platform.assessment.services.cohorts import (
    begin_cohort,
    decide_cohort,
    declare_cohort_conflict,
    draw_sample,
    hand_over,
)
from microcred.platform.assessment.services.deciding import decide, hear_appeal
from microcred.platform.assessment.services.erasing import (
    forget_addresses,
    forget_sheets,
    hear_account_erased,
)
from microcred.platform.assessment.services.handing_in import Handed, appeal, hand_in
from microcred.platform.assessment.services.marking import declare_conflict, mark, take
from microcred.platform.assessment.services.methods import set_method
from microcred.platform.assessment.services.offerings import check_offering_results, take_offering_results
from microcred.platform.assessment.services.reminding import remind, set_reminders
from microcred.platform.assessment.services.results import check_results, take_results

__all__ = [
    "Handed",
    "appeal",
    "begin_cohort",
    "check_offering_results",
    "check_results",
    "decide",
    "decide_cohort",
    "declare_cohort_conflict",
    "declare_conflict",
    "draw_sample",
    "forget_addresses",
    "forget_sheets",
    "hand_in",
    "hand_over",
    "hear_account_erased",
    "hear_appeal",
    "mark",
    "remind",
    "set_method",
    "set_reminders",
    "take",
    "take_offering_results",
    "take_results",
]
