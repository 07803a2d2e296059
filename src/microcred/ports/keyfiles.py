"""Key files of the command line: one key each, readable by its owner only, encrypted on request.

The form is a Multikey object (CID 2.2.2) with its verification method as `id`. Encrypted, the secret is
replaced by `encrypted`: scrypt over the password, then ChaCha20-Poly1305 with the `id` bound to it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from microcred.ports.errors import KeyFileExposed, KeyFilePassword, KeyFilePresent, KeyFileUnreadable
from microcred.vc.errors import CredentialError
from microcred.vc.keys import PrivateKey
from microcred.vc.multibase import base64url_decode, base64url_encode
from microcred.vc.signer import KeySigner

_LARGEST = 20_000
_COST = {"n": 2**15, "r": 8, "p": 1}


def write_key_file(path: Path, signer: KeySigner, private: PrivateKey, password: str | None = None) -> None:
    """Writes a new key file with mode 0600; raises `KeyFilePresent`."""
    content: dict[str, Any] = {
        "type": "Multikey",
        "id": signer.verification_method,
        "controller": signer.controller,
        "publicKeyMultibase": private.public.multikey,
    }
    if password is None:
        content["secretKeyMultibase"] = private.secret_multikey
    else:
        content["encrypted"] = _sealed(private.secret_multikey, password, signer.verification_method)
    data = orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(path, flags, 0o600)
    except FileExistsError:
        raise KeyFilePresent(str(path)) from None
    except OSError as error:
        raise KeyFileUnreadable(f"{path}: {error.strerror}") from None
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def read_key_file(path: Path, password: str | None = None) -> KeySigner:
    """The signer in a key file; raises as `read_private_key`."""
    return KeySigner(*read_private_key(path, password))


def read_private_key(path: Path, password: str | None = None) -> tuple[PrivateKey, str]:
    """The key in a key file and its verification method.

    Raises `KeyFileUnreadable`, `KeyFileExposed` (others may read it) or `KeyFilePassword`.
    """
    content = _read(path)
    secret, method = content.get("secretKeyMultibase"), content.get("id")
    if not isinstance(method, str) or "#" not in method:
        raise KeyFileUnreadable(f"{path}: no id")
    if "encrypted" in content:
        secret = _opened(content["encrypted"], password, method, path)
    try:
        private = PrivateKey.from_multikey(secret)
    except CredentialError:
        raise KeyFileUnreadable(f"{path}: no secret key") from None
    if private.public.multikey != content.get("publicKeyMultibase"):
        raise KeyFileUnreadable(f"{path}: public and secret key differ")
    return private, method


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            if os.name == "posix" and os.fstat(file.fileno()).st_mode & 0o077:
                raise KeyFileExposed(str(path))
            content = orjson.loads(file.read(_LARGEST))
    except OSError as error:
        raise KeyFileUnreadable(f"{path}: {error.strerror}") from None
    except orjson.JSONDecodeError:
        raise KeyFileUnreadable(f"{path}: no JSON") from None
    if not isinstance(content, dict):
        raise KeyFileUnreadable(str(path))
    return content


def _cipher(password: str, salt: bytes) -> ChaCha20Poly1305:
    key = Scrypt(salt=salt, length=32, **_COST).derive(password.encode("utf-8"))
    return ChaCha20Poly1305(key)


def _sealed(secret: str, password: str, method: str) -> dict[str, str]:
    salt, nonce = os.urandom(16), os.urandom(12)
    data = _cipher(password, salt).encrypt(nonce, secret.encode("ascii"), method.encode("utf-8"))
    parts = {"salt": salt, "nonce": nonce, "data": data}
    return {
        "kind": "scrypt-chacha20poly1305",
        **{name: base64url_encode(part) for name, part in parts.items()},
    }


def _opened(sealed: object, password: str | None, method: str, path: Path) -> str:
    if not isinstance(sealed, Mapping) or sealed.get("kind") != "scrypt-chacha20poly1305":
        raise KeyFileUnreadable(f"{path}: encrypted in another way")
    if password is None:
        raise KeyFilePassword(str(path))
    try:
        salt, nonce, data = (base64url_decode(str(sealed.get(name))) for name in ("salt", "nonce", "data"))
        return _cipher(password, salt).decrypt(nonce, data, method.encode("utf-8")).decode("ascii")
    except (InvalidTag, CredentialError, ValueError):
        raise KeyFilePassword(str(path)) from None
