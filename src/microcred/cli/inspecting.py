"""`microcred inspect`: what a file says, without checking any of it."""

from __future__ import annotations

from typing import Annotated, Any

import typer


def inspect(
    file: Annotated[str, typer.Argument(help="JSON, JWT, PNG, SVG or PDF file; - reads it.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Show what a credential says. Nothing is checked: use verify for that."""
    from microcred.cli.exits import printable
    from microcred.cli.files import read_bytes
    from microcred.vc.jsontext import write

    found = opened(read_bytes(file))
    if as_json:
        typer.echo(write(found).decode("utf-8"))
        return 0
    typer.echo("Not checked. This is what the file says:")
    for name, value in summary(found):
        typer.echo(f"  {name:<12}{printable(value)}")
    return 0


def opened(data: bytes) -> dict[str, Any]:
    """`foundIn`, `header` (of a JWT) and the unchecked `credential` of any supported file."""
    from microcred.vc.baking import carrier, unbake
    from microcred.vc.jsontext import parse
    from microcred.vc.jwt import JwtMalformed, read_jwt

    kind = carrier(data)
    content = unbake(data).text.encode("utf-8") if kind else data.strip()
    if not content.startswith((b"{", b"[")):
        try:
            jwt = read_jwt(content.decode("ascii"))
        except UnicodeDecodeError:
            raise JwtMalformed("neither JSON nor JWT") from None
        header = {"alg": jwt.header.alg, "typ": jwt.header.typ, "kid": jwt.header.kid}
        return {"foundIn": kind or "jwt", "header": header, "credential": jwt.credential}
    return {"foundIn": kind or "json", "credential": parse(content)}


def summary(found: dict[str, Any]) -> list[tuple[str, str]]:
    """Name and value of what people look for first; only what is there."""
    credential = found["credential"] if isinstance(found["credential"], dict) else {}
    subject = _first(credential.get("credentialSubject"))
    achievement = _first(subject.get("achievement"))
    issuer = credential.get("issuer")
    proofs = [_first(proof) for proof in _listed(credential.get("proof"))]
    rows = [
        ("found in", found["foundIn"]),
        ("id", credential.get("id")),
        ("type", ", ".join(str(kind) for kind in _listed(credential.get("type")))),
        ("title", achievement.get("name") or credential.get("name")),
        ("issuer", _named(issuer)),
        ("subject", subject.get("id") or _recipient(subject)),
        ("valid from", credential.get("validFrom") or credential.get("issuanceDate")),
        ("valid until", credential.get("validUntil") or credential.get("expirationDate")),
        (
            "status",
            ", ".join(str(_first(one).get("type")) for one in _listed(credential.get("credentialStatus"))),
        ),
        ("proof", ", ".join(str(proof.get("cryptosuite") or proof.get("type")) for proof in proofs)),
        ("signed by", ", ".join(str(proof.get("verificationMethod")) for proof in proofs)),
        ("token", ", ".join(f"{name} {value}" for name, value in found.get("header", {}).items() if value)),
    ]
    return [(name, str(value)) for name, value in rows if value]


def _named(issuer: Any) -> str:
    if isinstance(issuer, dict):
        return " ".join(str(issuer[name]) for name in ("name", "id") if issuer.get(name))
    return str(issuer or "")


def _recipient(subject: dict[str, Any]) -> str:
    for identity in _listed(subject.get("identifier")):
        if (
            isinstance(identity, dict)
            and identity.get("identityType") == "name"
            and not identity.get("hashed")
        ):
            return str(identity.get("identityHash"))
    return ""


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _first(value: Any) -> dict[str, Any]:
    return next((one for one in _listed(value) if isinstance(one, dict)), {})
