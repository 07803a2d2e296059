"""By what right, from the evidence bundle: the chain is followed again with the network off."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import house
from tests.pages.verifier.test_one_report import squeezed, words_of
from typer.testing import CliRunner

from microcred.cli import rights as spoken
from microcred.cli.main import app
from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.credentials.services import stored_form
from microcred.platform.institutions.access import by_public_id
from microcred.platform.network import services, words
from microcred.platform.network.scope import Branch, Chain, Scope
from microcred.platform.network.scope.branches import ISCED_F
from microcred.platform.network.scope.carried import carried_chains
from microcred.platform.network.services import sign_log
from microcred.platform.verifier.collector import collector_document
from microcred.platform.verifier.services import bundle_for
from microcred.platform.verifier.trust.stored import policy_for
from microcred.vc import examine
from microcred.vc.bundle import Bundle, bundle_resolver, read_bundle
from microcred.vc.dids import LocalResolver
from microcred.vc.keys import PrivateKey

NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
WIDE = Scope(
    "certify", NOW, NOW + 900 * DAY, (Branch(f"{ISCED_F}00", "generic programmes"),), 3, 6, passes_on=1
)

pytestmark = pytest.mark.django_db


@dataclass
class Case:
    """An award of a college whose right rests on that of a body, which an accreditor gave."""

    ida: Account
    first: str
    second: str
    credential: bytes

    def bundle(self) -> bytes:
        now = NOW + 3 * DAY
        return bundle_for(self.credential, at=now, policy=policy_for(None), now=now)


@pytest.fixture
def case() -> Case:
    ida = house.person()
    accreditor, body, college = (house.institution(ida, name) for name in ("Anchor", "Body", "College"))
    services.list_accreditor(actor=None, did=by_public_id(accreditor).did, name="Anchor", now=NOW)
    first = services.give(actor=ida, giver=accreditor, holder=body, scope=WIDE, now=NOW)
    narrow = replace(WIDE, lowest=5, highest=5, passes_on=0)
    second = services.give(actor=ida, giver=body, holder=college, scope=narrow, now=NOW, rests_on=first)
    made = awards.award_one(
        actor=ida,
        achievement=house.published(ida, college, requires_accreditation=True),
        values={"name": "Ida Storm", "email": "ida@learners.example"},
        identity=Identity(),
        now=NOW,
    )
    return Case(ida, first, second, stored_form(made).body)


def offline(folder: Path, data: bytes, *more: str) -> str:
    (folder / "bundle.zip").write_bytes(data)
    (folder / "collector.json").write_text(json.dumps(collector_document()))
    given = ["verify", str(folder / "bundle.zip"), "--offline", "--at", "2026-05-17T09:30:00Z", *more]
    return CliRunner().invoke(app, given, standalone_mode=False).output


def test_the_paper_shows_by_what_right_word_by_word(case: Case, client: Client) -> None:
    answer = client.post("/verify.pdf", case.credential, content_type="application/vc")
    paper = squeezed(words_of(answer.content))
    page = client.post("/verify", {"file": SimpleUploadedFile("a.json", case.credential)}).content.decode()
    said = (
        "Certified by",
        "College",
        "The right holds, and so does each that it rests on.",
        "Given by Anchor",
    )
    assert [words for words in said if words not in page] == []
    assert [words for words in (*said, "By what right") if squeezed(words) not in paper] == []


def followed(data: bytes, change: Callable[[Bundle], Bundle], *, trusted: bool = True) -> Chain:
    """What the chain comes to once the bundle was changed by whoever is the collector."""
    sealed = read_bundle(data)
    resolver = bundle_resolver(sealed, LocalResolver(), trusted=True)
    report = examine(sealed.credential, at=NOW, resolver=resolver)
    assert report.signed is not None
    found = carried_chains(
        change(sealed),
        report.signed.document,
        report.content.encode(),
        resolver=LocalResolver(),
        trusted=trusted,
    )
    certified = found[-1][1]
    assert certified is not None
    return certified


def network(bundle: Bundle, **more: Any) -> Bundle:
    return replace(bundle, network={**bundle.network, **more})


def of_another_key(bundle: Bundle) -> Bundle:
    log, other = bundle.network["log"], PrivateKey.generate("Ed25519").public.jwk
    keys = [{**one, "x": other["x"]} for one in log["keys"]]
    return network(bundle, log={**log, "keys": keys})


def changed_right(bundle: Bundle) -> Bundle:
    return replace(
        bundle, rights={name: body.replace(b"generic", b"general") for name, body in bundle.rights.items()}
    )


def test_the_command_shows_the_chain_offline(case: Case, tmp_path: Path) -> None:
    data = case.bundle()
    trusting = ("--trust", str(tmp_path / "collector.json"))
    report = json.loads(offline(tmp_path, data, *trusting, "--json"))
    found = report["accreditation"]
    assert (report["verdict"], found["outcome"], found["reason"]) == ("holds", "passed", "")
    assert [one["right"].rpartition("/")[2] for one in found["chain"]] == [case.second, case.first]
    said = offline(tmp_path, data, *trusting)
    assert "Certified by College: Accredited for just this." in said
    assert "College may certify generic programmes, EQF 5, until 2028-10-30, given by Body" in said
    assert "Body may certify generic programmes, EQF 3-6, until 2028-10-30, may be passed on" in said


def test_without_a_trusted_collector_the_chain_is_undecided(case: Case, tmp_path: Path) -> None:
    data = case.bundle()
    report = json.loads(offline(tmp_path, data, "--json"))
    assert report["outcome"] == "undecided"
    assert report["accreditation"]["outcome"] == "undecided"
    assert followed(data, lambda bundle: bundle, trusted=False).outcome == "undecided"


def test_a_right_withdrawn_later_is_shown_and_the_award_stands_by_the_log(case: Case) -> None:
    services.withdraw(actor=case.ida, public_id=case.first, reason="The audit was failed.", now=NOW + DAY)
    found = followed(case.bundle(), lambda bundle: bundle)
    assert (found.outcome, found.reason) == ("passed", "withdrawn later")
    assert found.withdrawn_at == NOW + DAY


@pytest.mark.parametrize(
    ("change", "outcome", "reason"),
    [
        (lambda one: network(one, log={}), "undecided", "before withdrawal unproven"),
        (of_another_key, "undecided", "before withdrawal unproven"),
        (lambda one: network(one, anchors=[]), "undecided", "no anchor"),
        (lambda one: network(one, anchors=7, log=[], above=[]), "undecided", "no anchor"),
        (changed_right, "undecided", "not at hand"),
        (lambda one: replace(one, withdrawals={}), "passed", ""),
    ],
    ids=["no log", "another's log", "no anchor", "nonsense", "a changed right", "withdrawals left out"],
)
def test_what_a_bundle_lacks_is_missed(
    case: Case, change: Callable[[Bundle], Bundle], outcome: str, reason: str
) -> None:
    services.withdraw(actor=case.ida, public_id=case.second, reason="The audit was failed.", now=NOW + DAY)
    found = followed(case.bundle(), change)
    assert (found.outcome, found.reason) == (outcome, reason)


def test_a_withdrawal_of_another_right_ends_nothing(case: Case) -> None:
    sign_log(NOW)
    services.withdraw(actor=case.ida, public_id=case.first, reason="The audit was failed.", now=NOW + DAY)

    def moved(bundle: Bundle) -> Bundle:
        ((about, statement),) = bundle.withdrawals.items()
        other = next(one for one in bundle.rights if one != about)
        return replace(bundle, withdrawals={other: statement})

    assert followed(case.bundle(), moved).withdrawn_at is None


def test_the_chain_is_followed_without_django() -> None:
    code = "import sys, microcred.platform.network.scope.carried; print('django' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"


def test_the_command_says_it_as_the_site_does() -> None:
    known = {reason: str(said) for reason, said in words.REASONS.items() if reason != "none"}
    assert known == {**spoken.REASONS}
    assert {outcome: str(said) for outcome, said in words.OUTCOMES.items()} == {**spoken.OUTCOMES}
