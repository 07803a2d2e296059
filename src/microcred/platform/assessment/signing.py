"""What a decision signs: the reached levels, who taught and assessed, and how it was certified, in words."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from microcred.platform.assessment.models import Cohort, Submission
from microcred.platform.assessment.rubric.results import Result
from microcred.platform.awards.assessed import Assessed, Party, RubricLevel, RubricResult
from microcred.platform.institutions import queries as institutions


def assessed(work: Submission, result: Result, markers: int, *, cohort_size: int = 0) -> Assessed:
    """What is signed for one work; `cohort_size` of those certified by sample, or 0."""
    certifier = institutions.issuer(work.method.institution_id)
    educator_id = work.cohort.educator_id if work.cohort else work.method.educator_id
    educator = institutions.issuer(educator_id) if educator_id and not work.at_work else None
    taught_by = Party(educator.did, educator.name, educator.country) if educator else None
    marked_here = work.cohort is None or work.public_id in work.cohort.drawn
    own = Party(certifier.did, certifier.name, certifier.country)
    first = own if marked_here or taught_by is None else taught_by
    language = work.method.version.content.get("language", "en")
    with translation.override(language):
        how = _how(work, result, markers, certifier.name, cohort_size)
        heading = str(_("How it was assessed and certified"))
    return Assessed(_levels(result), how, heading, taught_by, first, work.at_work)


def _levels(result: Result) -> tuple[RubricResult, ...]:
    return tuple(
        RubricResult(
            one.criterion.key,
            one.criterion.name,
            tuple(
                RubricLevel(level.key, level.name, level.points, level.description)
                for level in one.criterion.levels
            ),
            one.level.key,
            one.criterion.at_least or "",
        )
        for one in result.reached
    )


def _how(work: Submission, result: Result, markers: int, certifier: str, cohort_size: int) -> str:
    points = _("%(points)s of %(most)s points; %(needed)s were needed.") % {
        "points": result.points,
        "most": result.most,
        "needed": result.needed,
    }
    if work.cohort is not None:
        return f"{_by_sample(work.cohort, certifier, cohort_size)} {points}"
    assessors = ngettext(
        "Assessed by %(count)s assessor of %(name)s.", "Assessed by %(count)s assessors of %(name)s.", markers
    ) % {"count": markers, "name": certifier}
    if work.at_work:
        return f"{_('Learned at work, and certified without a course.')} {assessors} {points}"
    return f"{assessors} {points}"


def _by_sample(cohort: Cohort, certifier: str, size: int) -> str:
    return _(
        "Certified by sample: %(educator)s marked the cohort of %(size)s; %(certifier)s drew %(drawn)s of "
        "them by the rule %(rule)s with the seed %(seed)s, and marked these again without seeing the first "
        "marks."
    ) % {
        "educator": cohort.educator.name,
        "size": size,
        "certifier": certifier,
        "drawn": len(cohort.drawn),
        "rule": cohort.rule,
        "seed": cohort.seed,
    }
