"""Rules and their versions: drafts, publication, traps, what a new one would change."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from tests import house
from tests.services.admissions.scene import NOW, entry, scene

from microcred.platform.accounts.models import Account
from microcred.platform.awards.addresses import achievement_address
from microcred.platform.frameworks.models import Skill
from microcred.platform.frameworks.services import load_own_framework
from microcred.platform.institutions.errors import NotAllowed
from microcred.platform.qualifications import queries, services
from microcred.platform.qualifications.errors import (
    NothingToPublish,
    RuleEditedMeanwhile,
    RuleUnknown,
)
from microcred.rules.errors import CannotPublish, RulesError

pytestmark = pytest.mark.django_db


def book(here: object) -> str:
    found = queries.of_institution(here.registrar, here.at)  # type: ignore[attr-defined]
    return found[0].public_id


def test_a_new_version_leaves_the_published_one_as_it_is() -> None:
    here = scene()
    one = book(here)
    value = {"id": "x", "version": 9, "title": "Entry", "requirement": entry(here.talk, 10)}
    assert services.save(actor=here.registrar, public_id=one, text=json.dumps(value), now=NOW) == 2
    assert queries.published_book(one).versions[0].number == 1
    services.publish(actor=here.registrar, public_id=one, now=NOW)
    assert [row.state for row in queries.published_book(one).versions] == ["published", "retired"]
    assert queries.rule_version(one, 1).version == 1
    assert queries.published_rule(one) == queries.rule_version(one, 2)
    with pytest.raises(NothingToPublish):
        services.publish(actor=here.registrar, public_id=one, now=NOW)


def test_a_draft_that_somebody_else_saved_is_not_overwritten() -> None:
    here = scene()
    one, text = (
        book(here),
        json.dumps({"id": "x", "version": 1, "title": "E", "requirement": entry(here.talk)}),
    )
    services.save(actor=here.registrar, public_id=one, text=text, now=NOW)
    services.save(actor=here.registrar, public_id=one, text=text, now=NOW, revision=1)
    with pytest.raises(RuleEditedMeanwhile):
        services.save(actor=here.registrar, public_id=one, text=text, now=NOW, revision=1)


@pytest.mark.parametrize(
    "requirement",
    [
        {"kind": "credits", "atLeast": 5, "where": {"levelAtLeast": 6, "levelAtMost": 4}},
        {"kind": "by", "day": "2020-01-01", "part": {"kind": "credits", "atLeast": 5}},
    ],
)
def test_a_trap_is_not_published(requirement: dict[str, object]) -> None:
    here = scene()
    one = services.begin(
        actor=here.registrar,
        institution=here.at,
        kind="entry",
        title="Trap",
        now=NOW,
        parts={"requirement": requirement},
    )
    with pytest.raises(CannotPublish):
        services.publish(actor=here.registrar, public_id=one, now=NOW)


UNKNOWN = "https://skills.example/nobody-knows-it"
STATED = "https://skills.example/stated-by-a-college"


def test_a_skill_that_nobody_knows_is_said_in_the_editor_and_not_published() -> None:
    here = scene()
    load_own_framework(now=NOW)
    known = Skill.objects.order_by("pk").values_list("address", flat=True)[0]
    house.published(here.registrar, here.at, name="Own skill", skills=[{"label": "Own", "address": STATED}])
    for skill in (known, STATED):
        services.publish(actor=here.registrar, public_id=asking(here, skill), now=NOW)
    one = asking(here, UNKNOWN)
    client = Client()
    client.force_login(here.registrar, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/o/{here.at}/rules/{one}").content.decode()
    assert "This skill is in no framework that is loaded." in page
    with pytest.raises(CannotPublish, match=f"unknown-skill: {UNKNOWN}"):
        services.publish(actor=here.registrar, public_id=one, now=NOW)


def test_where_no_framework_is_loaded_nobody_can_tell_which_skills_are_known() -> None:
    here = scene()
    services.publish(actor=here.registrar, public_id=asking(here, UNKNOWN), now=NOW)


def asking(here: object, skill: str) -> str:
    return services.begin(
        actor=here.registrar,  # type: ignore[attr-defined]
        institution=here.at,  # type: ignore[attr-defined]
        kind="entry",
        title="By skill",
        now=NOW,
        parts={"requirement": {"kind": "credentials", "atLeast": 1, "where": {"skills": [{"skill": skill}]}}},
    )


@pytest.mark.parametrize("text", ["{", "[]", '{"id": 1.5}', "null", '{"requirement": {"kind": "magic"}}'])
def test_what_is_no_rule_is_refused_and_nothing_kept(text: str) -> None:
    here = scene()
    with pytest.raises(RulesError):
        services.save(actor=here.registrar, public_id=book(here), text=text, now=NOW)
    assert queries.book(here.registrar, book(here)).draft is None


def test_only_those_with_the_role_write_and_strangers_see_no_drafts() -> None:
    here = scene()
    viewer = house.member(here.at, "Vera Blick", "viewer")
    with pytest.raises(NotAllowed):
        services.publish(actor=viewer, public_id=book(here), now=NOW)
    draft = services.begin(actor=here.registrar, institution=here.at, kind="credit", title="Draft", now=NOW)
    with pytest.raises(RuleUnknown):
        queries.published_book(draft)


def qualification(owner: Account, gives: str, *takes: str) -> str:
    parts = [{"kind": "micro-credential", "microCredential": achievement_address(one)} for one in takes]
    return services.new_qualification(
        actor=owner,
        achievement=gives,
        now=NOW,
        parts={"requirement": {"kind": "any-of", "parts": parts}},
    )


def test_a_qualification_that_takes_itself_is_said_before_it_is_published() -> None:
    here = scene()
    one = qualification(here.registrar, here.talk, here.talk, here.data)
    client = Client()
    client.force_login(here.registrar, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/o/{here.at}/qualifications/{one}").content.decode()
    assert "Qualifications require one another in a circle." in page
    with pytest.raises(CannotPublish, match="circle: Presenting to an audience"):
        services.publish(actor=here.registrar, public_id=queries.qualification(one).book, now=NOW)


def test_a_circle_over_two_institutions_is_found_where_it_closes() -> None:
    here = scene()
    first = qualification(here.registrar, here.talk, here.data)
    services.publish(actor=here.registrar, public_id=queries.qualification(first).book, now=NOW)
    second = queries.qualification(qualification(here.other, here.data, here.talk)).book
    with pytest.raises(CannotPublish, match="circle"):
        services.publish(actor=here.other, public_id=second, now=NOW)
