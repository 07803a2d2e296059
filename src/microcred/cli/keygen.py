"""`microcred keygen`: a new key, its file, and where its public half is published."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from microcred.vc.keys import PrivateKey
    from microcred.vc.signer import KeySigner

PASSWORD = "MICROCRED_KEY_PASSWORD"  # noqa: S105  the name of the variable, not a password
"""Environment variable with the password of the key file; else it is asked for."""


class Kind(StrEnum):
    """Kinds of key that credentials are signed with."""

    ED25519 = "Ed25519"
    P256 = "P-256"
    RSA = "RSA"


def keygen(
    file: Annotated[Path, typer.Argument(help="New key file, readable by you only.")],
    kind: Annotated[Kind, typer.Option(help="Kind of key; RSA signs JWT only.")] = Kind.ED25519,
    did: Annotated[
        str | None, typer.Option(help="did:web of the issuer; without it the key is a did:key.")
    ] = None,
    document: Annotated[
        str | None, typer.Option(help="With --did: new file for the document to publish.")
    ] = None,
    encrypt: Annotated[
        bool, typer.Option("--encrypt", help=f"Encrypt the file ({PASSWORD} or asked).")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Make a key to sign with. The file is the key: keep it, and keep it to yourself."""
    from microcred.cli.files import write_bytes
    from microcred.ports.keyfiles import write_key_file
    from microcred.vc.dids import web_document_url
    from microcred.vc.jsontext import write
    from microcred.vc.keys import PrivateKey
    from microcred.vc.signer import KeySigner

    private = PrivateKey.generate(kind.value)
    signer = KeySigner.did_key(private) if did is None else KeySigner(private, f"{did}#key-1")
    shown: dict[str, Any] = {
        "issuer": signer.controller,
        "verificationMethod": signer.verification_method,
        "publicKeyMultibase": private.public.multikey,
        "file": str(file),
    }
    if did is not None:
        shown["publishAt"] = web_document_url(did)
    if document is not None and did is None:
        raise typer.BadParameter("--document needs --did: a did:key is its own document")
    write_key_file(file, signer, private, _password() if encrypt else None)
    if document is not None:
        write_bytes(document, write(published(signer)))
        shown["document"] = document
    if as_json:
        typer.echo(write(shown).decode("utf-8"))
    else:
        for name, value in shown.items():
            typer.echo(f"{name}: {value}")
    return 0


def published(signer: KeySigner) -> dict[str, Any]:
    """The did:web document of a single key."""
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": signer.controller,
        "verificationMethod": [
            {
                "id": signer.verification_method,
                "type": "Multikey",
                "controller": signer.controller,
                "publicKeyMultibase": signer.public.multikey,
            }
        ],
        "assertionMethod": [signer.verification_method],
    }


def _password() -> str:
    found = os.environ.get(PASSWORD)
    return found if found else str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


def key_file_content(path: Path) -> tuple[PrivateKey, str]:
    """The key in a file and its verification method; asks for the password where none is set."""
    from microcred.ports.errors import KeyFilePassword
    from microcred.ports.keyfiles import read_private_key

    found = os.environ.get(PASSWORD)
    try:
        return read_private_key(path, found)
    except KeyFilePassword:
        if found:
            raise
        return read_private_key(path, str(typer.prompt("Password", hide_input=True)))
