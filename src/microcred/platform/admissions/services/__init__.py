"""What can be done: write and open a programme, count what somebody drops."""

from microcred.platform.admissions.services.counting import Dropped, Estimate, estimate, examined
from microcred.platform.admissions.services.programmes import change_programme, new_programme, write_rule_for

__all__ = [
    "Dropped",
    "Estimate",
    "change_programme",
    "estimate",
    "examined",
    "new_programme",
    "write_rule_for",
]
