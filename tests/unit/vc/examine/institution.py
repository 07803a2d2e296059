"""An institution of the tests: keys, documents, status lists and credentials."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from typing import Any

from tests.unit.vc.baking import pictures

from microcred import vc
from microcred.vc.baking import bake_png, bake_svg
from microcred.vc.dids import ControllerDocument, did_key
from microcred.vc.issue import issue
from microcred.vc.keys import PrivateKey
from microcred.vc.openbadges import (
    Course,
    IdentityCheck,
    Outcome,
    Recipient,
    achievement,
    achievement_credential,
    issuer_profile,
)
from microcred.vc.openbadges import StatusEntry as Entry
from microcred.vc.signer import KeySigner
from microcred.vc.status import StaticStatuses, StatusBits, status_list_credential

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
SIGNED_AT = datetime(2026, 5, 14, 9, tzinfo=UTC)
COLLEGE = "did:web:alder.example"
METHOD = f"{COLLEGE}#key-1"
LIST = "https://alder.example/status/1"
KEY = PrivateKey("Ed25519", bytes(range(32)))
SIGNER = KeySigner(KEY, METHOD)


def controller(key: PrivateKey = KEY, **method: Any) -> dict[str, Any]:
    """The college's DID document with one key; `method` adds to the key's entry."""
    entry = {
        "id": METHOD,
        "type": "Multikey",
        "controller": COLLEGE,
        "publicKeyMultibase": key.public.multikey,
        **method,
    }
    return {"id": COLLEGE, "verificationMethod": [entry], "assertionMethod": [METHOD]}


def resolver(document: dict[str, Any] | ControllerDocument | None = None) -> vc.StaticResolver:
    return vc.StaticResolver({COLLEGE: document or controller()})


def badge(issuer: str = COLLEGE, **changes: Any) -> dict[str, Any]:
    """The content of one Open Badge, not signed."""
    values: dict[str, Any] = {
        "identifier": "https://alder.example/c/1",
        "issuer": issuer_profile(issuer, "Alder College", country="IE"),
        "achievement": achievement(
            "https://alder.example/m/talk",
            "Presenting to an audience",
            "Talks that land.",
            criteria="Give a talk of fifteen minutes.",
            course=Course(
                outcomes=(Outcome("Structure a talk"), Outcome("Answer hostile questions calmly")),
                ects=2,
                eqf_level=5,
                assessment=("oral",),
                participation="blended",
                quality_assurance=("institution",),
            ),
            language="en",
            grade_scale="LetterGrade",
        ),
        "recipient": Recipient(name="Máire Ní Bhriain", email="maire@example.org", salt="Kosher"),
        "valid_from": SIGNED_AT,
        "valid_until": datetime(2029, 5, 14, 9, tzinfo=UTC),
        "grade": "B",
        "identity_check": IdentityCheck("sign-in", "Alder College", SIGNED_AT),
    }
    return achievement_credential(**{**values, **changes}).document()


def entry(purpose: str = "revocation", index: int = 7) -> Entry:
    return Entry.of(
        id=f"{LIST}#{index}",
        status_purpose=purpose,
        status_list_index=str(index),
        status_list_credential=LIST,
    )


def statuses(
    *taken: int, purpose: str = "revocation", signer: KeySigner = SIGNER, **more: Any
) -> StaticStatuses:
    """The college's signed list with the bits in `taken` set."""
    content = listing(*taken, purpose=purpose, **more)
    return StaticStatuses({LIST: issue(content, signer, now=SIGNED_AT).body})


def listing(*taken: int, purpose: str = "revocation", **more: Any) -> dict[str, Any]:
    """The content of the list, not signed."""
    bits = StatusBits(131_072)
    bits.set_all(taken)
    return status_list_credential(
        **{
            "url": LIST,
            "issuer": COLLEGE,
            "purpose": purpose,
            "bits": bits,
            "valid_from": SIGNED_AT,
            **more,
        }
    )


def signed(content: dict[str, Any] | None = None, form: Any = "di", signer: KeySigner = SIGNER) -> bytes:
    return issue(content or badge(), signer, now=SIGNED_AT, format=form).body


def every_form() -> dict[str, bytes]:
    """One credential in every form in which it is given out."""
    di, jwt = signed(), signed(form="jwt")
    return {
        "json": di,
        "jwt": jwt,
        "json in png": bake_png(pictures.png(), di),
        "jwt in png": bake_png(pictures.png(), jwt),
        "json in svg": bake_svg(pictures.SVG, di),
        "jwt in svg": bake_svg(pictures.SVG, jwt),
        "json in pdf": pictures.pdf(pictures.attachment(zlib.compress(di))),
    }


def did_key_signer(kind: str = "Ed25519") -> KeySigner:
    return KeySigner.did_key(PrivateKey.generate(kind))


def did_of(signer: KeySigner) -> str:
    return did_key(signer.public)
