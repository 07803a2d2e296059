"""Seals by the authorities on a list; QR codes in pictures and papers."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
import segno
from cryptography.hazmat.primitives.serialization import Encoding
from tests.pages.verifier import site
from tests.unit.ports.servers import body
from tests.unit.vc.baking import pictures
from tests.unit.vc.certificates import authority
from tests.unit.vc.jades.test_jades import AT, sealed

from microcred.platform.accounts import services as accounts
from microcred.platform.verifier import services, shown
from microcred.platform.verifier.desk.gathering import gather
from microcred.platform.verifier.errors import LinkInPicture
from microcred.platform.verifier.qr.reading import codes, inside
from microcred.platform.verifier.trust.stored import policy_for
from microcred.vc.bundle import read_bundle

pytestmark = pytest.mark.django_db
LINK = "https://badges.example/c/4711"


def code(text: str, kind: str = "png") -> bytes:
    made = io.BytesIO()
    segno.make(text, micro=False).save(made, kind=kind, scale=4)
    return made.getvalue()


def jpeg(text: str) -> bytes:
    from PIL import Image

    made = io.BytesIO()
    Image.open(io.BytesIO(code(text))).convert("L").save(made, "JPEG")
    return made.getvalue()


def test_a_seal_counts_for_whoever_trusts_its_authority() -> None:
    reader = accounts.create(email="hr@employer.example", name="H", now=AT)
    data = json.dumps(sealed()).encode()
    assert services.examine_for(data, at=AT).verdict.value == "unchecked"
    root = authority.ROOT.public_bytes(Encoding.PEM)
    services.add_list(actor=reader, name="National list", data=root, now=AT)
    mine = policy_for(reader)
    found = services.examine_for(data, at=AT, policy=mine.policy, anchors=mine.anchors)
    assert found.verdict.value == "holds"
    told = shown.shown(found, mine)
    assert told is not None and told.known is not None
    assert (told.issuer, told.known.source) == ("rsa Alder College", "National list")
    assert services.examine_for(data, at=AT).verdict.value == "unchecked"


def test_the_bundle_of_a_seal_carries_the_authority_that_vouched_for_it() -> None:
    reader = accounts.create(email="hr@employer.example", name="H", now=AT)
    data = json.dumps(sealed()).encode()
    unused = authority.certificate("Other root", "Other root", authority=True)
    texts = [one.public_bytes(Encoding.PEM) for one in (authority.ROOT, unused)]
    services.add_list(actor=reader, name="National list", data=b"".join(texts), now=AT)
    packed = services.bundle_for(data, at=AT, policy=policy_for(reader), now=AT)
    assert read_bundle(packed).anchors == texts[0]
    assert services.examine_for(packed, at=AT).verdict.value == "holds"
    assert services.examine_for(data, at=AT).verdict.value == "unchecked"


@pytest.mark.parametrize("made", [code(LINK), code(LINK, "pdf"), jpeg(LINK)], ids=["png", "pdf", "jpeg"])
def test_a_code_with_an_address_is_read_and_not_followed(made: bytes) -> None:
    with pytest.raises(LinkInPicture) as told:
        inside(made)
    assert told.value.detail == LINK


def test_a_code_can_hold_the_token_itself() -> None:
    token = "eyJhbGciOiJFZERTQSJ9.eyJhIjoxfQ.c2lnbmF0dXJl"
    assert inside(code(token)) == token.encode()


@pytest.mark.parametrize(
    "data",
    [b"\xff\xd8\xff rubbish", b"%PDF-1.7 rubbish", code("just words"), pictures.png(width=9000, height=9000)],
    ids=["broken jpeg", "broken pdf", "no address", "too many pixels"],
)
def test_what_holds_no_code_is_examined_as_it_is(data: bytes) -> None:
    assert codes(data) in ([], ["just words"])
    assert inside(data) == data


def test_a_picture_at_the_desk_waits_for_consent(elsewhere: site.Elsewhere) -> None:
    elsewhere.answers["/badge"] = body(elsewhere.signed())
    now = datetime.now(UTC)
    given = gather([("photo.png", code(elsewhere.address("/badge")))], "")
    values: dict[str, Any] = {"actor": None, "wanted": [], "policy": "", "consent": False, "now": now}
    run = services.start_run(gathered=given, **values)
    assert services.advance(run, now=now, seconds=5) == 0
    assert (run.items.get().state, elsewhere.seen) == ("consent", [])
    services.allow_requests(actor=None, public_id=run.pk, now=now)
    run.refresh_from_db()
    assert services.advance(run, now=now, seconds=5) == 0
    assert run.items.get().result["verdict"] == "issuer-unknown"
