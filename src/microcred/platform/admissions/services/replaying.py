"""A decision counted again, years later, from what is stored with it."""

from __future__ import annotations

from datetime import datetime

from microcred.platform.admissions.errors import CaseUnknown, ReplayDiffers
from microcred.platform.admissions.facts import from_json
from microcred.platform.admissions.models import Case, Decision
from microcred.platform.admissions.services.evaluating import inputs_digest, paper_digests, rule_digest
from microcred.platform.qualifications import queries as qualifications
from microcred.rules.evaluate.evaluation import check_certificate, evaluate, write_evaluation


def replay(public_id: str) -> list[str]:
    """Counts each decision of a case again from what is stored with it: a line for each rule.

    Empty where nothing was decided yet. Raises `ReplayDiffers` where the rule, what was counted or a
    paper was changed, or the result is not the stored one, byte for byte, or `CertificateWrong`; inputs that
    were erased are said to be.
    """
    case = Case.objects.filter(public_id=public_id).first()
    if case is None:
        raise CaseUnknown(public_id[:40])
    lines = []
    for made in case.decisions.order_by("number"):
        _check_inputs(made, case)
        for part in made.evaluations:
            name = f"decision {made.number}, {part['what']}, rule {part['book']} version {part['version']}"
            if made.inputs is None:
                lines.append(f"{name}: input erased")
                continue
            rule = qualifications.rule_version(part["book"], part["version"])
            if part.get("rule", rule_digest(rule)) != rule_digest(rule):
                raise ReplayDiffers(f"{name}: the rule is not the one that was applied")
            held = [from_json(one) for one in made.inputs]
            told = evaluate(rule, held, datetime.fromisoformat(part["at"]).date())
            if write_evaluation(told).decode() != part["result"]:
                raise ReplayDiffers(f"{name}: the result is another")
            check_certificate(rule, held, told)
            lines.append(f"{name}: {told.outcome.value}, same result, certificate {told.certificate.proof}")
    return lines


def _check_inputs(made: Decision, case: Case) -> None:
    """What was counted, and the papers that were looked at, are those of the day; unless they were erased."""
    if made.inputs is None or not made.digests:
        return
    if made.digests["inputs"] != inputs_digest(made.inputs):
        raise ReplayDiffers(f"decision {made.number}: what was counted is not what was stored then")
    papers = {place: one for place, one in made.digests.items() if place != "inputs"}
    if papers != paper_digests(case.items.all()):
        raise ReplayDiffers(f"decision {made.number}: a paper is not the one that was handed in")
