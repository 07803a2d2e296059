"""What can be done with rules and qualifications."""

from microcred.platform.qualifications.services.establishing import forget_established
from microcred.platform.qualifications.services.measuring import measure
from microcred.platform.qualifications.services.pathways import (
    confirm,
    new_qualification,
    review,
    start,
)
from microcred.platform.qualifications.services.recording import hear_account_erased
from microcred.platform.qualifications.services.reopening import (
    hear_import_changed,
    hear_status_changed,
    keep,
)
from microcred.platform.qualifications.services.rulebooks import begin, publish, save
from microcred.platform.qualifications.services.tables import import_table

__all__ = [
    "begin",
    "confirm",
    "forget_established",
    "hear_account_erased",
    "hear_import_changed",
    "hear_status_changed",
    "import_table",
    "keep",
    "measure",
    "new_qualification",
    "publish",
    "review",
    "save",
    "start",
]
