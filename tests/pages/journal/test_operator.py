"""The operator's page, and what it can do; nobody else learns that it is there."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests import house

from microcred.platform.accounts import services as accounts
from microcred.platform.accounts.models import Account
from microcred.platform.journal import queries
from microcred.platform.journal import services as journal
from microcred.platform.journal.models import Entry, Job, JobState
from microcred.platform.journal.queries.chain import verify_chain

pytestmark = pytest.mark.django_db
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
ACTIONS = ("/operator/log", "/operator/jobs/x/again")


@pytest.fixture
def operator(now: datetime) -> Account:
    return accounts.make_operator(email="nora@operator.example", name="Nora Vind", now=now)


@pytest.fixture
def client_of(operator: Account) -> Client:
    client = Client()
    client.force_login(operator, backend=MODEL_BACKEND)
    return client


def test_an_account_that_exists_becomes_an_operator_and_keeps_its_name(now: datetime) -> None:
    ida = house.person()
    made = accounts.make_operator(email=ida.email.upper(), name="Somebody", now=now)
    assert (made.pk, made.name, made.is_staff) == (ida.pk, "Ida Storm", True)


def test_a_failed_job_is_named_and_can_be_tried_again(client_of: Client) -> None:
    job = journal.enqueue("awards.release", "b" * 22)
    Job.objects.filter(pk=job).update(state=JobState.FAILED, slot=None, error="journal.job-broken")
    assert "awards.release" in client_of.get("/operator").content.decode()
    client_of.post(f"/operator/jobs/{job}/again")
    assert Job.objects.get(pk=job).state == JobState.WAITING
    assert "awards.release" not in client_of.get("/operator").content.decode()


def test_what_waits_for_its_time_does_not_wait_yet(now: datetime) -> None:
    journal.enqueue("awards.release", "later", due=now + timedelta(hours=1))
    assert queries.standing(now).jobs_waiting == 0
    assert queries.standing(now + timedelta(hours=2)).jobs_waiting == 1


def test_a_log_that_was_changed_is_found_out(client_of: Client) -> None:
    owner = house.person()
    house.institution(owner)
    journal.seal()
    assert "The log is whole" in client_of.post("/operator/log", follow=True).content.decode()
    first = Entry.objects.order_by("sequence").exclude(sequence=None).first()
    assert first is not None
    Entry.objects.filter(pk=first.pk).update(hash="0" * 64)
    assert not verify_chain().whole
    assert "The log is broken" in client_of.post("/operator/log", follow=True).content.decode()


def test_nobody_else_learns_that_it_is_there() -> None:
    client = Client()
    client.force_login(house.person(), backend=MODEL_BACKEND)
    assert client.get("/operator").status_code == 404
    assert [client.post(one).status_code for one in ACTIONS] == [404, 404]
