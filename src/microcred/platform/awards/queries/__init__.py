"""What can be asked about awards, batches and the people awarded: plain values."""

from __future__ import annotations

from microcred.platform.awards.addresses import mail_address
from microcred.platform.awards.queries.affected import affected, affected_ids
from microcred.platform.awards.queries.awards import (
    AcceptedRow,
    AwardRow,
    accepted_by,
    award,
    awards,
    awards_after,
    count,
    held_by,
    mailed,
    successor,
    versions,
)
from microcred.platform.awards.queries.batches import (
    BatchDetail,
    Counts,
    RowDetail,
    Sample,
    batch,
    batches,
    progress,
    rows,
    samples,
    sheet_head,
    slips_to_print,
)
from microcred.platform.awards.queries.learners import (
    LearnerRow,
    learner,
    learners,
    learners_after,
    learners_count,
)
from microcred.platform.awards.queries.numbers import Numbers, OfMicroCredential, numbers
from microcred.platform.awards.shown import Shown, shown

__all__ = [
    "AcceptedRow",
    "AwardRow",
    "BatchDetail",
    "Counts",
    "LearnerRow",
    "Numbers",
    "OfMicroCredential",
    "RowDetail",
    "Sample",
    "Shown",
    "accepted_by",
    "affected",
    "affected_ids",
    "award",
    "awards",
    "awards_after",
    "batch",
    "batches",
    "count",
    "held_by",
    "learner",
    "learners",
    "learners_after",
    "learners_count",
    "mail_address",
    "mailed",
    "numbers",
    "progress",
    "rows",
    "samples",
    "sheet_head",
    "shown",
    "slips_to_print",
    "successor",
    "versions",
]
