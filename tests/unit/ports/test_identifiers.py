"""Public ids: unguessable, usable in addresses and on command lines, and made in one place."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

import microcred
from microcred.ports.identifiers import new_public_id


def test_an_id_has_128_bits_in_22_characters_and_never_a_dash_in_front(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = {new_public_id() for _ in range(500)}
    assert len(made) == 500
    assert {len(one) for one in made} == {22}
    given = iter(["-" + "a" * 21, "-" + "b" * 21, "c" * 22])
    monkeypatch.setattr(secrets, "token_urlsafe", lambda size: next(given) if size == 16 else "")
    assert new_public_id() == "c" * 22


def test_every_app_has_its_public_ids_from_here() -> None:
    platform = Path(microcred.__file__).parent / "platform"
    own = [one for one in platform.rglob("*.py") if "def new_public_id" in one.read_text("utf-8")]
    assert own == []
