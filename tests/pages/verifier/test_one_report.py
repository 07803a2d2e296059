"""Page, JSON, PDF and command line give one report: the same verdict, and step by step the same outcome,
reason, code and section.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import gettext, override
from tests.pages.verifier import site
from tests.unit.vc.baking import pictures
from tests.unit.vc.examine import institution as college

from microcred.cli.main import main
from microcred.platform.accounts import services as accounts
from microcred.platform.accounts.models import Account
from microcred.platform.credentials import services as credentials
from microcred.platform.verifier import services
from microcred.platform.verifier.collector import collector_document
from microcred.platform.verifier.trust.stored import policy_for
from microcred.vc.baking import bake_png
from microcred.vc.verdicts import Verdict

pytestmark = pytest.mark.django_db
SIGNER = college.did_key_signer()
ISSUER = college.did_of(SIGNER)
STRANGER = college.did_key_signer()


@dataclass
class World:
    """A site with a reader who trusts one issuer, and the same trust for the command line."""

    own: site.Own
    reader: Account
    trust: list[str]


@pytest.fixture
def world(own: site.Own, tmp_path: Path) -> World:
    now = datetime.now(UTC)
    reader = accounts.create(email="hr@employer.example", name="Hanna Roe", now=now)
    services.trust_issuer(
        actor=reader, issuer=ISSUER, name="Alder", reason="A test.", ends=now + timedelta(days=9), now=now
    )
    collector = tmp_path / "collector.json"
    collector.write_text(json.dumps(collector_document()))
    return World(own, reader, ["--trust", ISSUER, "--trust", own.institution.did, "--trust", str(collector)])


def signed(world: World, form: Any = "di", signer: Any = SIGNER, **changes: Any) -> bytes:
    return college.signed(college.badge(college.did_of(signer), **changes), form=form, signer=signer)


def bundled(world: World, *, withdrawn: bool) -> bytes:
    now, own = datetime.now(UTC), world.own
    if withdrawn:
        credentials.revoke(
            actor=own.owner,
            institution=own.institution,
            public_ids=[own.credential],
            reason="Awarded by mistake.",
            now=now,
        )
    return services.bundle_for(own.body, at=now, policy=policy_for(None), now=now)


def with_bundle(world: World, withdrawn: bool, tmp_path: Path) -> bytes:
    """A bundle, and its collector for the command line: its key is made with the first bundle."""
    made = bundled(world, withdrawn=withdrawn)
    Path(world.trust[-1]).write_text(json.dumps(collector_document()))
    return made


Make = Callable[[World, Path], bytes]
DOCUMENTS: dict[str, tuple[Make, Verdict]] = {
    "JSON of a trusted issuer": (lambda w, _: signed(w), Verdict.HOLDS),
    "JWT of a trusted issuer": (lambda w, _: signed(w, "jwt"), Verdict.HOLDS),
    "picture of a trusted issuer": (lambda w, _: bake_png(pictures.png(), signed(w)), Verdict.HOLDS),
    "evidence bundle": (lambda w, p: with_bundle(w, False, p), Verdict.HOLDS),
    "issuer that nobody trusts": (lambda w, _: signed(w, signer=STRANGER), Verdict.ISSUER_UNKNOWN),
    "past its date": (
        lambda w, _: signed(w, valid_until=datetime(2026, 6, 1, tzinfo=UTC)),
        Verdict.EXPIRED,
    ),
    "withdrawn, in a bundle": (lambda w, p: with_bundle(w, True, p), Verdict.WITHDRAWN),
    "changed": (lambda w, _: site.tampered(signed(w)), Verdict.NOT_GENUINE),
    "not signed": (lambda w, _: json.dumps(college.badge(ISSUER)).encode(), Verdict.NOT_GENUINE),
    "no credential": (lambda w, _: b"Dear Sir or Madam", Verdict.NOT_GENUINE),
    "issuer out of reach": (
        lambda w, _: college.signed(
            college.badge("did:web:nowhere.invalid"),
            signer=type(SIGNER)(college.KEY, "did:web:nowhere.invalid#key-1"),
        ),
        Verdict.UNCHECKED,
    ),
}


def steps(report: dict[str, Any]) -> list[tuple[str, ...]]:
    names = ("title", "outcome", "reason", "code", "section")
    return [tuple(str(one.get(name) or "") for name in names) for one in report["checks"]]


def squeezed(text: str) -> str:
    """Letters only: a page and a paper break lines where they like."""
    return re.sub(r"[\s\u200b\ufffe\x02-]+", "", text)


def texts_of_page(html: str) -> list[str]:
    found = re.search(r'<ol class="checks">(.*?)</ol>', html, re.S)
    assert found
    rows = re.findall(r"<li>(.*?)</li>", found[1], re.S)
    return [squeezed(unescape(re.sub(r"<[^>]+>", " ", row))) for row in rows]


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return squeezed("".join(page.get_textpage().get_text_bounded() for page in document))
    finally:
        document.close()


def attached(pdf: bytes) -> dict[str, Any]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        made: dict[str, Any] = json.loads(bytes(document.get_attachment(0).get_data()))
        return made
    finally:
        document.close()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_four_ways_of_asking_give_one_report(
    client: Client, world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    make, verdict = DOCUMENTS[name]
    data = make(world, tmp_path)
    client.force_login(world.reader, backend="django.contrib.auth.backends.ModelBackend")

    said = client.post("/verify.json", data, content_type="application/vc").json()
    assert said["verdict"] == verdict.value
    one = steps(said)
    assert len(one) == 6

    file = tmp_path / "given"
    file.write_bytes(data)
    code = main(["verify", str(file), "--offline", "--json", *world.trust])
    told = json.loads(capsys.readouterr().out)
    assert steps(told) == one
    assert [told[key] for key in ("verdict", "outcome", "word", "sentence", "foundIn")] == [
        said[key] for key in ("verdict", "outcome", "word", "sentence", "foundIn")
    ]
    assert code == {"passed": 0, "failed": 1}.get(said["outcome"], 2)
    main(["verify", str(file), "--offline", *world.trust])
    spoken = squeezed(capsys.readouterr().out)
    assert all(squeezed(f"{title}: {reason}") in spoken for title, _, reason, _, _ in one)

    html = client.post("/verify", {"file": SimpleUploadedFile("given", data)}).content.decode()
    for (title, _, reason, its_code, section), text in zip(one, texts_of_page(html), strict=True):
        assert [part for part in (title, reason, its_code, section) if squeezed(part) not in text] == []
    assert said["word"] in html

    pdf = client.post("/verify.pdf", data, content_type="application/vc").content
    assert steps(attached(pdf)) == one
    paper = words_of(pdf)
    for _, _, reason, its_code, section in one:
        assert [part for part in (reason, its_code, section) if squeezed(part) not in paper] == []
    assert squeezed(said["word"]) in paper


@pytest.mark.parametrize("name", ["JSON of a trusted issuer", "changed", "issuer that nobody trusts"])
def test_the_paper_is_in_the_language_of_the_reader(
    client: Client, world: World, tmp_path: Path, name: str
) -> None:
    make, _ = DOCUMENTS[name]
    answer = client.post(
        "/verify.pdf", make(world, tmp_path), content_type="application/vc", HTTP_ACCEPT_LANGUAGE="fr"
    )
    paper, said = words_of(answer.content), attached(answer.content)
    with override("fr"):
        word = gettext(said["word"])
        reasons = [gettext(reason) for _, _, reason, _, _ in steps(said)]
        head = gettext("The six steps")
    assert word != said["word"]
    assert head != "The six steps"
    assert [text for text in (word, head, *reasons) if squeezed(text) not in paper] == []
    assert squeezed(said["word"]) not in paper
