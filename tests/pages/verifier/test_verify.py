"""The verify page: each of the six verdicts from a real document, in every way of giving it."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape
from tests.pages.verifier import site
from tests.properties import seeds
from tests.services.verifier.test_seals_and_codes import code
from tests.unit.ports.servers import body, redirect
from tests.unit.vc.baking import pictures
from tests.unit.vc.examine import institution as college
from tests.unit.vc.openbadges2 import academy

from microcred.cli.main import main
from microcred.cli.outside import EXCEPTIONS
from microcred.platform.careers.texts import words_of
from microcred.platform.credentials import services as credentials
from microcred.platform.verifier.pages import verify
from microcred.platform.verifier.services import examining
from microcred.vc.baking import bake_png, bake_svg, unbake
from microcred.vc.report import PART
from microcred.vc.verdicts import Verdict

pytestmark = pytest.mark.django_db


def file(data: bytes, name: str = "credential.json") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, data)}


def page(client: Client, data: dict[str, Any], status: int = 200) -> str:
    answer = client.post("/verify", data)
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return answer.content.decode()


def report(client: Client, data: bytes) -> dict[str, Any]:
    answer = client.post("/verify.json", data, content_type="application/vc")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def revoke(own: site.Own) -> None:
    credentials.revoke(
        actor=own.owner,
        institution=own.institution,
        public_ids=[own.credential],
        reason="Awarded by mistake.",
        now=datetime.now(UTC),
    )


def test_a_credential_of_this_site_holds(client: Client, own: site.Own) -> None:
    html = page(client, file(own.body))
    assert Verdict.HOLDS.word in html
    assert "Máire Ní Bhriain" in html
    assert "An institution of this site." in html
    assert report(client, own.body)["issuerKnown"]["as"] == "Alder College"


def test_a_sound_credential_of_a_stranger_is_not_called_forged(
    client: Client, elsewhere: site.Elsewhere
) -> None:
    html = page(client, file(elsewhere.signed()))
    assert Verdict.ISSUER_UNKNOWN.word in html
    assert f"127.0.0.1:{elsewhere.port}" in html
    assert "t-fault" not in html


def test_an_expired_credential_says_so(client: Client, db: None) -> None:
    found = site.own(valid_until=datetime(2026, 6, 1, tzinfo=UTC))
    assert report(client, found.body)["verdict"] == "expired"
    assert Verdict.EXPIRED.word in page(client, file(found.body))


def test_a_withdrawn_credential_says_so_at_once(client: Client, own: site.Own) -> None:
    assert report(client, own.body)["verdict"] == "holds"
    revoke(own)
    assert report(client, own.body)["verdict"] == "withdrawn"
    assert Verdict.WITHDRAWN.word in page(client, file(own.body))


def test_a_changed_credential_is_not_genuine(client: Client, own: site.Own) -> None:
    html = page(client, file(site.tampered(own.body)))
    assert Verdict.NOT_GENUINE.word in html
    assert "None of it was confirmed" in html


def test_an_issuer_out_of_reach_leaves_it_open(client: Client, elsewhere: site.Elsewhere) -> None:
    data = elsewhere.signed()
    elsewhere.answers["/.well-known/did.json"] = body(b"", 503)
    html = page(client, file(data))
    assert Verdict.UNCHECKED.word in html
    assert "t-fault" not in html


@pytest.mark.parametrize("form", ["json", "png", "svg", "pdf", "text", "address"])
def test_it_is_read_in_every_way_of_giving_it(client: Client, elsewhere: site.Elsewhere, form: str) -> None:
    data = elsewhere.signed()
    given: dict[str, Any] = {
        "json": lambda: file(data),
        "png": lambda: file(bake_png(pictures.png(), data), "badge.png"),
        "svg": lambda: file(bake_svg(pictures.SVG, data), "badge.svg"),
        "pdf": lambda: file(pictures.pdf(pictures.attachment(__import__("zlib").compress(data))), "a.pdf"),
        "text": lambda: {"text": data.decode()},
        "address": lambda: {"text": f" {elsewhere.address('/badge')} "},
    }[form]()
    elsewhere.answers["/badge"] = body(data)
    assert Verdict.ISSUER_UNKNOWN.word in page(client, given)


def test_an_address_is_fetched_only_when_it_is_posted(client: Client, elsewhere: site.Elsewhere) -> None:
    html = client.get("/verify", {"address": elsewhere.address("/badge")}).content.decode()
    assert elsewhere.address("/badge") in html
    assert elsewhere.seen == []


def test_a_whole_status_list_is_fetched_and_remembered(client: Client, elsewhere: site.Elsewhere) -> None:
    assert report(client, elsewhere.with_status())["verdict"] == "issuer-unknown"
    assert report(client, elsewhere.with_status())["verdict"] == "issuer-unknown"
    assert [one.split()[1] for one in elsewhere.seen].count("/status/1") == 1


def test_a_credential_that_a_stranger_withdrew_is_withdrawn(
    client: Client, elsewhere: site.Elsewhere
) -> None:
    assert report(client, elsewhere.with_status(7))["verdict"] == "withdrawn"


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest/meta-data", "https://10.0.0.1/", "https://[::1]/", "file:///etc/passwd"],
)
def test_an_address_that_leads_into_a_private_network_is_refused(
    client: Client, elsewhere: site.Elsewhere, target: str
) -> None:
    elsewhere.answers["/away"] = redirect(target)
    html = page(client, {"text": elsewhere.address("/away")}, 422)
    assert "private network" in html or "not an address that can be fetched" in html


def test_a_page_for_people_is_told_from_a_credential(client: Client, elsewhere: site.Elsewhere) -> None:
    elsewhere.answers["/page"] = body(b"<!doctype html><title>My badge</title>")
    assert "shows a web page" in page(client, {"text": elsewhere.address("/page")}, 422)


DEEP = b'{"a":' * 10_000 + b"1" + b"}" * 10_000


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pictures.png(width=10_000, height=10_000), "baking.too-large"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "baking"),
        (DEEP, "json"),
        (b"\x00\x01\x02 rubbish", "kind"),
        (b"PK\x03\x04 not really a zip", "kind"),
    ],
    ids=["100 megapixels", "svg with a script", "10,000 levels", "rubbish", "broken zip"],
)
def test_bad_files_get_a_verdict_at_their_first_step(client: Client, data: bytes, code: str) -> None:
    found = report(client, data)
    assert found["verdict"] == "not-genuine"
    assert found["checks"][0]["code"].startswith(code)


def test_a_file_over_the_limit_is_refused_before_it_is_read(client: Client) -> None:
    answer = client.generic(
        "POST", "/verify", b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="99000000"
    )
    assert answer.status_code == 413
    answer = client.generic("POST", "/verify.json", b"x", content_type="application/json", CONTENT_LENGTH="")
    assert answer.status_code == 411
    assert answer["Content-Type"] == "application/problem+json"


def test_nothing_given_is_said_beside_the_field(client: Client) -> None:
    html = page(client, {"text": "  "}, 422)
    assert "There is nothing to check yet." in html
    assert 'href="#id_text"' in html


def test_another_person_and_another_time_can_be_asked_about(client: Client, own: site.Own) -> None:
    asked = {**file(own.body), "recipient": "somebody@else.example"}
    assert "Not issued to this person" in page(client, asked)
    assert Verdict.HOLDS.word in page(client, {**file(own.body), "recipient": "maire@example.org"})
    html = page(client, {**file(own.body), "at": "2030-01-01T00:00"})
    assert Verdict.EXPIRED.word in html or Verdict.UNCHECKED.word in html
    assert "You asked how it stood on" in html


def test_the_report_is_the_same_as_data(client: Client, own: site.Own) -> None:
    answer = client.post("/verify", file(own.body), headers={"accept": "application/json"})
    found = answer.json()
    assert (found["outcome"], found["verdict"], len(found["checks"])) == ("passed", "holds", 6)
    assert found["checkedBy"] == "http://127.0.0.1:8000"


def test_the_report_goes_out_as_pdf_with_the_data_attached(client: Client, own: site.Own) -> None:
    carried = base64.b64encode(own.body).decode()
    answer = client.post("/verify.pdf", {"carried": carried})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    attached = json.loads(unbake(answer.content).text)
    assert attached["verdict"] == "holds"


def test_a_part_is_called_a_part_in_every_form_of_the_report(client: Client, own: site.Own) -> None:
    whole, part = own.body, seeds.data_integrity()["ecdsa-sd-2023, a part"]
    assert PART in page(client, file(part))
    assert PART not in page(client, file(whole))
    found = report(client, part)
    assert (found["notes"], found["signed"]["part"]) == ([PART], True)
    assert report(client, whole)["notes"] == []
    paper = client.post("/verify.pdf", {"carried": base64.b64encode(part).decode()}).content
    assert PART in " ".join(words_of(paper).split())
    assert json.loads(unbake(paper).text)["notes"] == [PART]


def test_what_a_stranger_wrote_is_never_markup(client: Client, elsewhere: site.Elsewhere) -> None:
    recipient = college.Recipient(name="<script>alert(1)</script>")
    html = page(client, file(elsewhere.signed(recipient=recipient)))
    assert "<script>alert(1)" not in html
    assert escape("<script>alert(1)</script>") in html


def test_many_checks_from_one_address_are_told_to_wait(client: Client, settings: Any) -> None:
    settings.VERIFY_PER_MINUTE = 3
    answers = [client.post("/verify.json", b"{}", content_type="application/json") for _ in range(5)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429, 429]
    assert answers[-1]["Retry-After"] == "60"


def test_an_address_of_this_site_shows_only_what_its_holder_shows(client: Client, own: site.Own) -> None:
    html = page(client, {"text": f"http://127.0.0.1:8000/c/{own.credential}"}, 422)
    assert "no credential at this address that you may see" in html


def test_the_way_to_check_elsewhere_is_told(client: Client) -> None:
    assert "You need not take our word" in client.get("/verify/elsewhere").content.decode()


def test_the_report_speaks_french(client: Client, own: site.Own) -> None:
    answer = client.post("/verify", file(own.body), headers={"accept-language": "fr"})
    assert '<html lang="fr"' in answer.content.decode()
    assert Verdict.HOLDS.sentence not in answer.content.decode()


def test_the_evidence_bundle_is_downloaded_and_comes_back(client: Client, own: site.Own) -> None:
    carried = base64.b64encode(own.body).decode()
    answer = client.post("/verify.zip", {"carried": carried})
    assert (answer["Content-Type"], answer.content[:4]) == ("application/zip", b"PK\x03\x04")
    assert "Evidence bundle" in page(client, file(own.body))
    assert Verdict.HOLDS.word in page(client, file(answer.content, "evidence.zip"))


def test_the_document_of_the_collector_is_served(client: Client, own: site.Own) -> None:
    client.post("/verify.zip", {"carried": base64.b64encode(own.body).decode()})
    found = client.get("/.well-known/did.json").json()
    assert found["id"] == "did:web:127.0.0.1%3A8000"
    assert len(found["assertionMethod"]) == 1


def test_a_code_in_a_picture_is_followed_when_the_reader_says_so(
    client: Client, elsewhere: site.Elsewhere
) -> None:
    elsewhere.answers["/badge"] = body(elsewhere.signed())
    html = page(client, file(code(elsewhere.address("/badge")), "photo.png"))
    assert "a QR code with the address of one" in html
    assert elsewhere.seen == []
    assert Verdict.ISSUER_UNKNOWN.word in page(client, {"text": elsewhere.address("/badge")})
    answer = client.post("/verify.json", code(elsewhere.address("/badge")), content_type="image/png")
    assert (answer.status_code, answer.json()["code"]) == (422, "verify.link-in-picture")


def test_under_overload_the_answer_is_503_before_anything_is_examined(client: Client, own: site.Own) -> None:
    """Places and queue are full; how soon it comes is measured by the bench."""
    from contextlib import ExitStack

    from microcred.platform.verifier.gate import Gate

    page(client, file(own.body))
    full = Gate(at_once=1, waiting=0, aside=1)
    with ExitStack() as held, pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify, "GATE", full)
        held.enter_context(full.inside())
        patch.setattr(examining, "examine", None)  # whoever came so far would fail
        for _ in range(20):
            answer = client.post("/verify.json", own.body, content_type="application/vc")
            assert (answer.status_code, answer["Retry-After"]) == (503, "3")


def test_a_hosted_badge_that_is_gone_is_withdrawn_here_and_on_the_command_line(
    client: Client,
    elsewhere: site.Elsewhere,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = elsewhere.address("/assertions/1")
    elsewhere.answers["/assertions/1"] = body(b"", 410)
    data = json.dumps(academy.assertion(id=url)).encode()
    for consent, verdict in (("", "unchecked"), ("1", "withdrawn")):
        said = client.post(f"/verify.json?consent={consent}", data, content_type="application/json").json()
        assert said["verdict"] == verdict
    (tmp_path / "badge.json").write_bytes(data)
    monkeypatch.setenv(EXCEPTIONS, f"127.0.0.1:{elsewhere.port}")
    assert main(["verify", str(tmp_path / "badge.json"), "--json"]) == 2
    assert main(["verify", str(tmp_path / "badge.json"), "--json", "--tell-issuer"]) == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["verdict"] for one in told] == ["unchecked", "withdrawn"]
