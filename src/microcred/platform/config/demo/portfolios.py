"""What the first learner of the demo has done with her credentials: the part of the demo about growing.

She holds older and newer ones, one renewed and one lapsed; one waits for her answer, one comes from elsewhere
and does not count yet; she declares a skill, keeps a collection, shows a page, and has written what changed.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from microcred import vc
from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.portfolio import services
from microcred.platform.verifier.intake import Given

if TYPE_CHECKING:
    from microcred.platform.config.demo.building import Demo

EARLIER = (
    ("visualise-data", "2025-06-18"),
    ("sql-queries", "2025-09-04"),
    ("think-critically", "2025-12-11"),
    ("machine-learning", "2026-03-20"),
    ("listen-actively", "2026-09-11"),
)
"""What she earned besides: micro-credential and day."""
RENEWED = ("cyber-hygiene", "2024-10-21", "2026-09-28")
WAITS = "moderate-discussions"
ELSEWHERE = ("Fjord Academy", "Writing reports for decisions", "write-reports")
"""An issuer that nobody follows here, the title, and the micro-credential whose skill it names."""
BEFORE_AND_NOW = (
    ("machine-learning", 1, 4, "I can say why a forecast was wrong, and not only that it was.",
     "The weekly forecast of returns, since April."),
    ("listen-actively", 2, 4, "I ask what the other one needs before I say what I want.", ""),
)  # fmt: skip


def build_portfolios(made: Demo, now: datetime) -> None:
    """Everything of the first learner, through the services."""
    learner = made.learners[0]
    entries = {entry["key"]: entry for entry in _read()}
    held = {key: _awarded(made, entries[key], learner, _day(day)) for key, day in EARLIER}
    key, first, again = RENEWED
    old = _awarded(made, entries[key], learner, _day(first))
    owner = made.owners[entries[key]["institution"]]
    renewed = awards.renew(actor=owner, public_id=old, now=_day(again))
    awards.accept(actor=learner, public_id=renewed, now=_day(again), visibility="link")
    _awarded(made, entries[WAITS], learner, now - timedelta(days=2), accepted=False)
    _from_elsewhere(learner, entries, now)
    services.declare(
        actor=learner,
        label="Reading timetables of freight trains",
        level=4,
        since=_day("2023-02-01"),
        now=now,
    )
    for of, before, after, sentence, used in BEFORE_AND_NOW:
        services.reflect(
            actor=learner, credential=held[of], before=before, after=after, sentence=sentence, used=used
        )
    data = [held["sql-queries"], held["visualise-data"], held["machine-learning"]]
    kept = services.collect(
        actor=learner, name="Working with data", public_ids=data, note="For applications.", now=now
    )
    services.share(
        actor=learner,
        title="Amina Diallo: working with data",
        note="With thanks for the talk on Tuesday.",
        collection=kept,
        ends_at=now + timedelta(days=60),
        with_words=True,
        now=now,
    )


def _read() -> list[dict[str, Any]]:
    text = files("microcred.platform.config.demo").joinpath("achievements.json").read_text("utf-8")
    found: list[dict[str, Any]] = json.loads(text)
    return found


def _day(text: str) -> datetime:
    found = date.fromisoformat(text)
    return datetime(found.year, found.month, found.day, 10, tzinfo=UTC)


def _awarded(
    made: Demo, entry: dict[str, Any], learner: Account, at: datetime, *, accepted: bool = True
) -> str:
    public_id = awards.award_one(
        actor=made.owners[entry["institution"]],
        achievement=made.achievements[entry["key"]],
        values={"name": learner.name, "email": learner.email, "grade": "79"},
        identity=Identity("sign-in"),
        now=at,
    )
    if accepted:
        awards.accept(actor=learner, public_id=public_id, now=at, visibility="link")
    return public_id


def _from_elsewhere(learner: Account, entries: dict[str, dict[str, Any]], now: datetime) -> None:
    issuer, title, key = ELSEWHERE
    skill = entries[key]["skill"]
    signer = vc.KeySigner.did_key(vc.PrivateKey.generate())
    document = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:5f3a4c60-7f0e-4f3f-9f39-3f5f6ff3a0d1",
        "type": ["VerifiableCredential", "AchievementCredential"],
        "issuer": {"id": signer.controller, "type": ["Profile"], "name": issuer},
        "validFrom": "2025-12-05T00:00:00Z",
        "name": title,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": learner.name,
                    "identityType": "name",
                }
            ],
            "achievement": {
                "id": "https://fjord-academy.example/courses/reports",
                "type": ["Achievement"],
                "name": title,
                "description": "Two days on reports that are read to the end.",
                "criteria": {"narrative": "Three reports, marked."},
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": skill["label"],
                        "targetUrl": skill["address"],
                        "targetType": "ceasn:Competency",
                    }
                ],
            },
        },
    }
    body = vc.issue(document, signer, now=now).body
    services.keep(actor=learner, given=Given(body, "reports.json"), now=now)
