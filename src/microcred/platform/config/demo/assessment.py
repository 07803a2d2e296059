"""Assessments of the demo: works in each state, a worker without a course, two cohorts by sample."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from microcred.platform.accounts.models import Account
from microcred.platform.assessment import services
from microcred.platform.assessment.rubric.method import Method
from microcred.platform.assessment.services import Handed
from microcred.platform.awards import services as awards

if TYPE_CHECKING:
    from microcred.platform.config.demo.building import Demo

LEVELS = [
    {"key": "not-shown", "name": "Not shown", "points": 0},
    {"key": "partly", "name": "Partly", "points": 6},
    {"key": "fully", "name": "Fully", "points": 10},
]
ALONE, TAUGHT = "listen-actively", "resolve-conflicts"
FULLY, PARTLY, NOT = "fully", "partly", "not-shown"
REFLECTION = (
    "A conversation with a colleague who wanted to leave the team. I kept silent longer than I like to, "
    "repeated what I had understood, and asked one open question at a time."
)
AT_WORK = (
    "Eleven years at the front desk of a clinic. I attach what my supervisor wrote, and describe three "
    "conversations in which listening changed what we did next."
)


def build_assessments(made: Demo, now: datetime) -> None:
    """All of it, through the services, on days before today."""
    began = now - timedelta(days=40)
    _works(made, began, now)
    _cohorts(made, began, now)


def _method(*names: str, **more: object) -> Method:
    criteria = [
        {"key": name.lower().replace(" ", "-"), "name": name, "levels": LEVELS, "at_least": "partly"}
        for name in names
    ]
    return Method.read({"criteria": criteria, "pass_points": 18, **more})


def _works(made: Demo, began: datetime, now: datetime) -> None:
    owner, cert = made.owners["cert"], made.institutions["cert"]
    method = services.set_method(
        actor=owner,
        institution=cert,
        achievement=made.achievements[ALONE],
        method=_method(
            "Attention",
            "Understanding",
            "Answer",
            task="Describe a conversation in which you listened, and what came of it. One page.",
            assessors=2,
            tolerance=4,
            names_hidden=True,
            without_course=True,
        ),
        now=began,
        educator=made.institutions["lumen"],
    )
    first, second = (made.staff[f"{name}@northlight.example"] for name in ("ylva.brandt", "tomas.reiner"))
    henrik = made.staff["henrik.dal@northlight.example"]
    notes = (("supervisor.txt", b"She hears what patients do not say. Dr. Lind, head of the clinic."),)
    learners = made.learners[16:21]
    works = [
        _handed(method, learner, now - timedelta(days=9 - number), number == 0, notes)
        for number, learner in enumerate(learners)
    ]
    for number, (one, other) in enumerate(
        [((FULLY, FULLY, PARTLY),) * 2, ((FULLY,) * 3, (PARTLY,) * 3), ((FULLY,) * 3, (FULLY, FULLY, PARTLY))]
    ):
        for assessor, levels in ((first, one), (second, other)):
            services.mark(
                actor=assessor,
                submission=works[number],
                marks=dict(zip(("attention", "understanding", "answer"), levels, strict=True)),
                now=now - timedelta(days=4),
                feedback="Clear, and honest about what was hard.",
            )
    award = services.decide(
        actor=henrik,
        submission=works[0],
        outcome="passed",
        reason="Both assessors saw attention and understanding in full.",
        now=now - timedelta(days=3),
    )
    awards.accept(actor=learners[0], public_id=award, now=now - timedelta(days=2), visibility="public")


def _handed(
    method: str, learner: Account, at: datetime, at_work: bool, notes: tuple[tuple[str, bytes], ...]
) -> str:
    work = Handed(text=AT_WORK if at_work else REFLECTION, files=notes if at_work else ())
    return services.hand_in(actor=learner, method=method, work=work, now=at, at_work=at_work)


def _cohorts(made: Demo, began: datetime, now: datetime) -> None:
    owner, declan = made.owners["cert"], made.owners["lumen"]
    method = services.set_method(
        actor=owner,
        institution=made.institutions["cert"],
        achievement=made.achievements[TAUGHT],
        method=_method("Calm", "Interests", "Agreement", task="A role play of twenty minutes."),
        now=began,
        educator=made.institutions["lumen"],
    )
    ylva, henrik = (made.staff[f"{name}@northlight.example"] for name in ("ylva.brandt", "henrik.dal"))
    for name, people, days, release in (
        ("Autumn group", made.learners[8:20], 20, True),
        ("Winter group", made.learners[20:29], 3, False),
    ):
        at = now - timedelta(days=days)
        cohort = services.begin_cohort(
            actor=declan, educator=made.institutions["lumen"], method=method, name=name, now=at
        )
        services.take_results(actor=declan, cohort=cohort, data=_sheet(people), now=at)
        services.hand_over(actor=declan, cohort=cohort, now=at)
        drawn = services.draw_sample(actor=henrik, cohort=cohort, now=at)
        for work in drawn if release else drawn[:2]:
            services.mark(
                actor=ylva,
                submission=work,
                marks={"calm": FULLY, "interests": FULLY, "agreement": PARTLY},
                now=at + timedelta(days=1),
            )
        if release:
            services.decide_cohort(
                actor=henrik,
                cohort=cohort,
                outcome="released",
                reason="The second marking agrees with Lumen's in every verdict.",
                now=at + timedelta(days=2),
            )


def _sheet(people: list[Account]) -> bytes:
    rows = [f"{one.name},{one.email},Fully,Fully,Partly" for one in people[:-1]]
    rows += [f"{one.name},{one.email},Fully,Partly,Partly" for one in people[-1:]]
    return "\n".join(["Name,Email,Calm,Interests,Agreement", *rows]).encode()
