"""Key files: for the owner's eyes only, never overwritten, encrypted on request."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest

from microcred.errors import MicrocredError
from microcred.ports.clock import FixedClock, SystemClock
from microcred.ports.errors import KeyFileExposed, KeyFilePassword, KeyFilePresent, KeyFileUnreadable
from microcred.ports.keyfiles import read_key_file, write_key_file
from microcred.vc.keys import PrivateKey
from microcred.vc.signer import KeySigner

KEY = PrivateKey.generate()
SIGNER = KeySigner(KEY, "did:web:example.org#key-1")


@pytest.mark.parametrize("kind", ["Ed25519", "P-256", "P-384", "RSA"])
@pytest.mark.parametrize("password", [None, "correct horse"])
def test_a_key_comes_back_from_its_file(tmp_path: Path, kind: str, password: str | None) -> None:
    path, key = tmp_path / "key.json", PrivateKey.generate(kind)
    write_key_file(path, KeySigner.did_key(key), key, password)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    signer = read_key_file(path, password)
    assert signer.public == key.public
    assert signer.verification_method == KeySigner.did_key(key).verification_method
    signer.public.verify(signer.sign(b"data"), b"data")
    assert (key.secret_multikey in path.read_text()) == (password is None)


def test_an_encrypted_key_needs_its_password(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    write_key_file(path, SIGNER, KEY, "right")
    for password in (None, "", "wrong"):
        with pytest.raises(KeyFilePassword):
            read_key_file(path, password)
    content = orjson.loads(path.read_bytes())
    moved = {**content, "id": "did:web:example.com#key-1"}
    path.write_bytes(orjson.dumps(moved))
    with pytest.raises(KeyFilePassword):
        read_key_file(path, "right")


def test_a_key_is_never_overwritten_nor_written_through_a_link(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    path.write_text("mine")
    with pytest.raises(KeyFilePresent):
        write_key_file(path, SIGNER, KEY)
    assert path.read_text() == "mine"
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(KeyFilePresent):
        write_key_file(link, SIGNER, KEY)
    with pytest.raises(KeyFileUnreadable):
        write_key_file(tmp_path / "missing" / "key.json", SIGNER, KEY)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "key.json"
    write_key_file(path, SIGNER, KEY)
    path.chmod(mode)
    with pytest.raises(KeyFileExposed):
        read_key_file(path)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": None},
        {"id": "did:web:example.org"},
        {"secretKeyMultibase": None},
        {"secretKeyMultibase": "z123"},
        {"publicKeyMultibase": PrivateKey.generate().public.multikey},
        {"encrypted": {"kind": "rot13"}},
        {"encrypted": 7},
    ],
)
def test_a_broken_key_file_is_unreadable(tmp_path: Path, changes: dict[str, object]) -> None:
    path = tmp_path / "key.json"
    write_key_file(path, SIGNER, KEY)
    path.write_bytes(orjson.dumps({**orjson.loads(path.read_bytes()), **changes}))
    with pytest.raises(KeyFileUnreadable):
        read_key_file(path)


@pytest.mark.parametrize("content", [b"", b"text", b"[]", b"{}", b"\xff"])
def test_what_is_no_key_file_is_unreadable(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key.json"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(KeyFileUnreadable):
        read_key_file(path)
    with pytest.raises(MicrocredError):
        read_key_file(tmp_path)
    with pytest.raises(KeyFileUnreadable):
        read_key_file(tmp_path / "missing.json")


def test_clocks_carry_a_zone() -> None:
    assert abs(SystemClock().now() - datetime.now(UTC)) < timedelta(minutes=1)
    at = datetime(2026, 5, 1, tzinfo=UTC)
    assert FixedClock(at).now() == at
    with pytest.raises(ValueError):
        FixedClock(at.replace(tzinfo=None))
