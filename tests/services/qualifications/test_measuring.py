"""Before a version is published, everybody it is about is counted with it: learners on the way and past cases."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from tests import house
from tests.services.admissions.scene import NOW, Scene, entry, scene
from tests.services.qualifications.test_pathways import made

from microcred.platform.accounts.models import Account
from microcred.platform.institutions.errors import NotAllowed
from microcred.platform.journal import worker
from microcred.platform.journal.queries import progress
from microcred.platform.qualifications import queries, services
from microcred.platform.qualifications.errors import NothingToMeasure
from microcred.platform.qualifications.pages import rules
from microcred.platform.qualifications.register import changes
from microcred.platform.qualifications.services.rulebooks import read_draft

pytestmark = pytest.mark.django_db


def cohort() -> tuple[Scene, str, list[Account]]:
    """Three learners on the way: one with both parts, one with a talk, one with nothing."""
    here = scene()
    one = made(here)
    learners = [house.person(name) for name in ("Ann Alm", "Bo Berg", "Cleo Dahl")]
    here.award(learners[0])
    here.award(learners[0], "data")
    here.award(learners[1])
    for learner in learners:
        services.start(actor=learner, public_id=one, now=NOW)
    return here, queries.qualification(one).book, learners


def draft(here: Scene, credit: int = 40) -> str:
    value = {"id": "x", "version": 1, "title": "T", "requirement": entry(here.talk, credit)}
    return json.dumps(value)


def test_learners_on_the_way_are_counted_one_by_one_with_progress() -> None:
    here, book, _ = cohort()
    told: list[tuple[int, int]] = []
    old, new = queries.rule_version(book, 1), read_draft(book, 2, draft(here))
    found = changes(book, old, new, NOW, lambda done, total: told.append((done, total)))
    assert (found.people, found.worse) == (3, 3)
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_worker_measures_a_draft_and_what_is_kept_names_nobody() -> None:
    here, book, learners = cohort()
    services.save(actor=here.registrar, public_id=book, text=draft(here), now=NOW)
    services.measure(actor=here.registrar, public_id=book, now=NOW)
    waiting = queries.measured(here.registrar, book)
    assert waiting is not None
    assert waiting.finished_at is None
    worker.run_due(NOW)
    found = queries.measured(here.registrar, book)
    assert found is not None
    assert found.job is not None
    standing = progress(found.job.id)
    assert standing is not None
    assert (standing.state, standing.done, standing.total) == ("done", 3, 3)
    assert (found.people, found.worse, found.stale) == (3, 3, False)
    assert (str(learners[0]), "met", "not-yet") in found.changes
    services.save(actor=here.registrar, public_id=book, text=draft(here, 2), now=NOW)
    assert queries.measured(here.registrar, book).stale  # type: ignore[union-attr]


def test_without_a_draft_there_is_nothing_to_measure_and_viewers_ask_for_none() -> None:
    here, book, _ = cohort()
    with pytest.raises(NothingToMeasure):
        services.measure(actor=here.registrar, public_id=book, now=NOW)
    with pytest.raises(NotAllowed):
        services.measure(actor=house.member(here.at, "Vera Blick", "viewer"), public_id=book, now=NOW)


def test_the_editor_counts_a_few_at_once_and_leaves_many_to_the_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here, book, learners = cohort()
    client, address = Client(), f"/o/{here.at}/rules/{book}"
    client.force_login(here.registrar, backend="django.contrib.auth.backends.ModelBackend")
    look = {"what": "look", "body": draft(here)}
    page = client.post(address, look).content
    assert b"For 3 people and past cases" in page
    assert str(learners[1]).encode() in page
    monkeypatch.setattr(rules, "AT_ONCE", 2)
    assert b"It is about 3 people and past cases" in client.post(address, look).content
    answer = client.post(address, {**look, "what": "measure"}, follow=True)
    assert b"data-poll" in answer.content
    worker.run_due(NOW)
    page = client.get(address).content
    assert b"Worse off: 3." in page
    assert str(learners[0]).encode() in page
