"""One sound document of each format that the verifier opens, made by the tests' own actors."""

from __future__ import annotations

import io
import json
import zlib
from datetime import UTC, datetime
from typing import Any

import segno
from PIL import Image
from tests.unit.vc.baking import pictures
from tests.unit.vc.examine import holder
from tests.unit.vc.examine import institution as college

from microcred import vc
from microcred.vc.baking import bake_png, bake_svg
from microcred.vc.keys import PrivateKey
from microcred.vc.proofs import add_base_proof, add_proof, derive, proof_value
from microcred.vc.signer import KeySigner

CANONISER = vc.Canoniser()
KEYS = {
    kind: KeySigner.did_key(PrivateKey(kind, bytes(range(1, length + 1))))
    for kind, length in (("Ed25519", 32), ("P-256", 32), ("P-384", 48))
}
SUITES = {
    "eddsa-rdfc-2022": "Ed25519",
    "eddsa-jcs-2022": "Ed25519",
    "ecdsa-rdfc-2019": "P-256",
    "ecdsa-jcs-2019": "P-256",
}
ISSUERS = {college.COLLEGE: "Alder College"} | {
    one.controller: f"{kind} College" for kind, one in KEYS.items()
}
V1 = "https://www.w3.org/2018/credentials/v1"


def data_integrity() -> dict[str, bytes]:
    """A badge by each suite and curve, a chain of proofs, a part, and a proof of the older type."""
    made = {"with a status": college.signed(college.badge(status=[college.entry(index=8)]))}
    made |= {f"{suite} {kind}": _proved(suite, kind) for suite, kind in SUITES.items()}
    made |= {f"{suite} P-384": _proved(suite, "P-384") for suite in ("ecdsa-rdfc-2019", "ecdsa-jcs-2019")}
    signer = KEYS["P-256"]
    base = add_base_proof(
        college.badge(signer.controller), signer, created=college.SIGNED_AT, canoniser=CANONISER
    )
    chosen = [f"/credentialSubject/{name}" for name in ("identifier", "achievement", "result")]
    part = derive(base, chosen, CANONISER)
    made["ecdsa-sd-2023, a part"] = _json(part)
    made["ecdsa-sd-2023, the base"] = _json(base)
    made["Ed25519Signature2020"] = _older()
    return made


def two_proofs() -> bytes:
    """The same content with a proof by each of two suites."""
    first = json.loads(_proved("eddsa-rdfc-2022", "Ed25519"))
    second = json.loads(_proved("eddsa-jcs-2022", "Ed25519"))["proof"]
    return _json({**first, "proof": [first["proof"], second]})


def _proved(suite: str, kind: str) -> bytes:
    signer = KEYS[kind]
    content = college.badge(signer.controller)
    return _json(add_proof(content, signer, created=college.SIGNED_AT, canoniser=CANONISER, suite=suite))


def _older() -> bytes:
    signer = KEYS["Ed25519"]
    content = college.badge(signer.controller)
    contexts = [*content["@context"], "https://w3id.org/security/suites/ed25519-2020/v1"]
    content["@context"] = contexts
    proof = {
        "type": "Ed25519Signature2020",
        "created": "2026-05-14T09:00:00Z",
        "verificationMethod": signer.verification_method,
        "proofPurpose": "assertionMethod",
    }
    data = CANONISER.digest({"@context": contexts, **proof}) + CANONISER.digest(content)
    return _json({**content, "proof": {**proof, "proofValue": proof_value(signer.sign(data))}})


def no_longer_valid() -> dict[str, bytes]:
    """Revoked and expired ones, of which no mutant may ever verify."""
    revoked = college.badge(status=[college.entry(index=7)])
    expired = college.badge(valid_until=datetime(2026, 5, 20, tzinfo=UTC))
    contents = (("revoked", revoked), ("expired", expired))
    return {
        f"{name} {form}": college.signed(content, form)
        for name, content in contents
        for form in ("di", "jwt")
    }


def tokens() -> dict[str, bytes]:
    """A badge as a token by each curve, and one of version 1.1 in the claim `vc`."""
    made = {"jwt EdDSA": college.signed(form="jwt")}
    for kind in ("P-256", "P-384"):
        signer = KEYS[kind]
        made[f"jwt {signer.public.jose}"] = college.signed(college.badge(signer.controller), "jwt", signer)
    old = {
        "@context": [V1],
        "type": ["VerifiableCredential"],
        "credentialSubject": {"name": "Máire Ní Bhriain"},
    }
    claims = {"iss": college.COLLEGE, "sub": "did:example:maire", "nbf": 1_778_749_200, "vc": old}
    made["jwt with the claim vc"] = holder.token(claims, "JWT", college.SIGNER).encode()
    return made


def carriers() -> dict[str, bytes]:
    """A badge in pictures and in a paper."""
    made = {}
    for form in ("di", "jwt"):
        data = college.signed(form=form)
        made[f"{form} in png"] = bake_png(pictures.png(), data)
        made[f"{form} in svg"] = bake_svg(pictures.SVG, data)
        made[f"{form} in pdf"] = in_pdf(data)
    return made


def in_pdf(data: bytes) -> bytes:
    """A paper with an attached file."""
    return pictures.pdf(pictures.attachment(zlib.compress(data)))


def inside() -> dict[str, bytes]:
    """A record with badges inside, an endorsed badge, and presentations."""
    endorsement = {
        "@context": college.badge()["@context"],
        "id": "https://alder.example/e/1",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsement",
        "issuer": {"id": college.COLLEGE, "type": ["Profile"], "name": "Alder College"},
        "validFrom": "2026-05-14T09:00:00Z",
        "credentialSubject": {
            "id": "https://alder.example/m/other",
            "type": ["EndorsementSubject"],
            "endorsementComment": "Well made.",
        },
    }
    record = {
        "@context": [
            holder.CONTEXT,
            "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "https://alder.example/r/1",
        "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": {"id": college.COLLEGE, "type": ["Profile"], "name": "Alder College"},
        "validFrom": "2026-05-14T09:00:00Z",
        "name": "Record",
        "credentialSubject": {
            "type": ["ClrSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": "Máire Ní Bhriain",
                    "identityType": "name",
                }
            ],
            "verifiableCredential": [json.loads(college.signed())],
        },
    }
    given = json.loads(college.signed(endorsement))
    presented = holder.presentation(college.signed(form="jwt"))
    return {
        "clr 2.0": college.signed(record),
        "endorsed": college.signed({**college.badge(), "endorsement": [given]}),
        "presentation": holder.presented(holder.presentation(college.signed())),
        "presentation eddsa-jcs-2022": holder.presented(
            holder.presentation(college.signed()), suite="eddsa-jcs-2022"
        ),
        "presentation of an envelope": holder.presented(presented),
        "presentation as a token": holder.token(presented).encode(),
    }


def codes() -> dict[str, bytes]:
    """A short token as a QR code, in a picture and on a paper."""
    small = {
        "@context": [holder.CONTEXT],
        "type": ["VerifiableCredential"],
        "issuer": college.COLLEGE,
        "credentialSubject": {"id": "did:example:maire"},
    }
    token = holder.token(small, "vc+jwt", college.SIGNER)
    drawn, paper = io.BytesIO(), io.BytesIO()
    segno.make(token, error="m", micro=False).save(drawn, kind="png", scale=4)
    Image.open(drawn).convert("L").save(paper, format="PDF")
    return {"a qr code in a picture": drawn.getvalue(), "a qr code on a paper": paper.getvalue()}


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()
