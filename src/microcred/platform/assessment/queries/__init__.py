"""What can be asked about assessments: plain values."""

from microcred.platform.assessment.queries.cohorts import (
    CohortDetail,
    CohortRow,
    cohort,
    cohort_method,
    cohorts,
)
from microcred.platform.assessment.queries.due import (
    DueRow,
    hand_in_address,
    own_due,
    to_hand_in,
    wants_reminders,
)
from microcred.platform.assessment.queries.kept import account_data
from microcred.platform.assessment.queries.methods import (
    MethodDetail,
    MethodRow,
    method_of,
    methods,
    open_method,
)
from microcred.platform.assessment.queries.queue import (
    DecidedRow,
    WorkRow,
    decided,
    queue,
    to_decide,
    to_hear,
)
from microcred.platform.assessment.queries.works import (
    FileRow,
    MarkingShown,
    WorkDetail,
    file_for_institution,
    file_of_own,
    latest_own,
    own_work,
    own_works,
    work,
)

__all__ = [
    "CohortDetail",
    "CohortRow",
    "DecidedRow",
    "DueRow",
    "FileRow",
    "MarkingShown",
    "MethodDetail",
    "MethodRow",
    "WorkDetail",
    "WorkRow",
    "account_data",
    "cohort",
    "cohort_method",
    "cohorts",
    "decided",
    "file_for_institution",
    "file_of_own",
    "hand_in_address",
    "latest_own",
    "method_of",
    "methods",
    "open_method",
    "own_due",
    "own_work",
    "own_works",
    "queue",
    "to_decide",
    "to_hand_in",
    "to_hear",
    "wants_reminders",
    "work",
]
