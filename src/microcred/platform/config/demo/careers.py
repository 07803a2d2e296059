"""Three learners on their way, and an employer who looks for people: the part of the demo about work.

One has credentials and answered an opening; one follows a plan, one step of which is done; one is forty-five,
holds no credential, and starts from the job that he has.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from microcred.platform.accounts import services as accounts
from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.careers import queries, services
from microcred.platform.careers.offered import offerings
from microcred.platform.frameworks.services import load_examples, load_own_framework
from microcred.platform.portfolio import queries as portfolio
from microcred.skills.gap.starting import from_occupation
from microcred.skills.gap.target import Wanted
from microcred.skills.own import own_framework
from microcred.skills.plan.plan import Aim, Limits

if TYPE_CHECKING:
    from microcred.platform.config.demo.building import Demo

WORKER = ("Marek Sobol", "marek.sobol@learners.example")
COLUMNS = (
    "id", "title", "skills", "price", "start", "end", "hoursperweek", "course", "language", "mode",
    "assessmentonly",
)  # fmt: skip
ASSESSED_ALONE = ("welding-basics", "read-drawings", "work-safety", "write-reports", "lead-a-team")
"""What may also be shown by an assessment without the course."""
ADVANCED = ("analyse-data", "think-critically", "work-safety")
"""What is also assessed one level above its course."""


@dataclass(frozen=True)
class Sought:
    """An opening of the employer: skills by the key of a micro-credential, level, whether essential."""

    title: str
    place: str
    about: str
    skills: Sequence[tuple[str, int, bool]]


SOUGHT = (
    Sought(
        "Data analyst for freight",
        "Rotterdam",
        "You look after the figures of forty lorries and two warehouses, and tell the planners why.",
        (
            ("analyse-data", 5, True), ("clean-data", 5, True), ("sql-queries", 4, True),
            ("visualise-data", 4, False), ("work-in-a-team", 4, True),
        ),
    ),
    Sought(
        "Team leader, night shift",
        "Venlo",
        "Eight people load and unload from ten in the evening; you plan the shift and look after them.",
        (
            ("lead-a-team", 5, True), ("resolve-conflicts", 5, True), ("work-safety", 3, True),
            ("coach-colleagues", 5, False), ("first-aid", 3, False),
        ),
    ),
)  # fmt: skip


def build_careers(made: Demo, now: datetime) -> None:
    """Offerings, openings, and where the three learners stand."""
    load_own_framework(now=now)
    load_examples(now=now)
    entries = {entry["key"]: entry for entry in _read("achievements.json")}
    services.load_offerings(name="The demo's colleges", body=offered(entries, now.date()), now=now)
    openings = [_open(made, one, entries, now) for one in SOUGHT]
    _with_credentials(made.learners[0], openings[0], now)
    _on_the_way(made, made.learners[2], now)
    made.learners.append(_from_a_job(now))


def _read(name: str) -> list[dict[str, Any]]:
    text = files("microcred.platform.config.demo").joinpath(name).read_text("utf-8")
    found: list[dict[str, Any]] = json.loads(text)
    return found


def offered(entries: dict[str, dict[str, Any]], today: date) -> str:
    """The table of offerings: of each micro-credential a slow run and a dense one, some assessments alone."""
    written = io.StringIO()
    sheet = csv.writer(written)
    sheet.writerow(COLUMNS)
    for number, (key, entry) in enumerate(entries.items()):
        work = int(float(entry["hours"]))
        for run, (hours, wait, rate) in enumerate(((5, 2 + number % 4, 4), (10, 1 + number % 3, 6)), 1):
            start = _monday(today) + timedelta(weeks=wait)
            end = start + timedelta(weeks=max(1, -(-work // hours)), days=-3)
            level, price = int(entry["eqf"]), round(work * rate, -1)
            sheet.writerow(_row(f"{key}-{run}", entry, level, price, (start, end), hours, "no"))
        for level in [int(entry["eqf"])] * (key in ASSESSED_ALONE) + [int(entry["eqf"]) + 1] * (
            key in ADVANCED
        ):
            day = _monday(today) + timedelta(weeks=3 + number % 4, days=4)
            sheet.writerow(_row(f"{key}-assessed-{level}", entry, level, 90, (day, day), 3, "yes"))
    return written.getvalue()


def _row(
    identifier: str,
    entry: dict[str, Any],
    level: int,
    price: int,
    days: tuple[date, date],
    hours: int,
    assessed: str,
) -> list[object]:
    skill = f"{entry['skill']['address']}@{level}"
    # Where a level above the course is assessed, the course alone does not do.
    course = identifier if assessed == "yes" else entry["key"]
    mode = "onsite" if assessed == "yes" else entry["participation"]
    title = entry["name"]["en"]
    return [identifier, title, skill, price, *days, hours, course, "en", mode, assessed]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _open(made: Demo, one: Sought, entries: dict[str, dict[str, Any]], now: datetime) -> str:
    wanted = [
        Wanted(entries[key]["skill"]["address"], essential, level) for key, level, essential in one.skills
    ]
    return services.publish_opening(
        actor=made.owners["harbour"],
        institution=made.institutions["harbour"],
        title=one.title,
        about=one.about,
        place=one.place,
        wanted=wanted,
        until=(now + timedelta(days=45)).date(),
        now=now - timedelta(days=4),
    )


def _with_credentials(learner: Account, opening: str, now: datetime) -> None:
    """Wants to be a data analyst, and answered an opening with what counts for it."""
    services.aim_at_occupation(actor=learner, address=_occupation("data analyst"), now=now)
    told = queries.match(queries.opening(opening, now), queries.standing(learner, now))
    useful = {source.url for line in told.lines for source in line.sources}
    held = [one for one in portfolio.holdings(learner, now) if one.accepted and one.url in useful]
    if held:
        services.answer(
            actor=learner,
            public_id=opening,
            credentials=[one.id for one in held],
            until=(now + timedelta(days=30)).date(),
            now=now - timedelta(days=1),
        )


def _on_the_way(made: Demo, learner: Account, now: datetime) -> None:
    """Took the quickest plan to be a solar installer; the first credential of it has arrived."""
    services.aim_at_occupation(actor=learner, address=_occupation("solar installer"), now=now)
    goal = queries.goal(learner)
    if goal is None or goal.target is None:
        return
    gap = queries.gap_between(queries.standing(learner, now).profile, goal.target, goal.accepted)
    found = queries.three(gap, Limits(earliest=now.date()), offerings(learner, now))
    plan = next(one for one in found if one.aim is Aim.QUICKEST)
    services.adopt(actor=learner, found=found, key=plan.key, now=now)
    arrived = awards.award_one(
        actor=made.owners["dogwood"],
        achievement=made.achievements["read-drawings"],
        values={"name": learner.name, "email": learner.email, "grade": "78"},
        identity=Identity("sign-in"),
        now=now,
    )
    awards.accept(actor=learner, public_id=arrived, now=now, visibility="link")
    services.follow(actor=learner, now=now)


def _from_a_job(now: datetime) -> Account:
    """Welds since he was nineteen; declares what he can do, and wants to know what else it is good for."""
    name, email = WORKER
    worker = accounts.create(email=email, name=name, now=now - timedelta(days=2))
    present = _occupation("welder")
    services.have_occupation(actor=worker, address=present, now=now)
    declared = from_occupation(own_framework(), present, now)
    services.declare_all(
        actor=worker,
        skills=[one.skill for one in declared],
        levels={one.skill: one.level for one in declared},
        now=now,
    )
    services.aim_at_occupation(actor=worker, address=_occupation("team leader in production"), now=now)
    return worker


def _occupation(name: str) -> str:
    found = own_framework().occupations.values()
    return next(one.address for one in found if one.label() == name)
