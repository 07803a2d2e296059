"""Asking the process that reads QR codes, and what a code may hold: a credential, or the address of one."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from microcred.platform.verifier.errors import LinkInPicture
from microcred.vc import baking
from microcred.vc.baking.errors import NothingBaked
from microcred.vc.baking.text import is_jws
from microcred.vc.errors import CredentialError

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS = 4
"""Of computing; as many again until the process is ended from here."""
MEMORY = 1_000_000_000
"""Address space. What is really used stays under 200 MB: libraries reserve much more than they touch."""
BYTES = 12_000_000
_PICTURES = (b"\xff\xd8\xff", b"GIF8", b"RIFF")


def inside(data: bytes) -> bytes:
    """What to examine: the file itself, or the token that stands in a QR code of it.

    Only a file that carries no credential is searched. Raises `LinkInPicture` for a code with an address,
    which nobody has asked yet.
    """
    if not is_searched(data):
        return data
    for text in codes(data):
        if text.startswith(("https://", "http://")) and " " not in text:
            raise LinkInPicture(text[:2000])
        if is_jws(text.partition("~")[0]) or text.startswith("{"):
            return text.encode("utf-8")
    return data


def codes(data: bytes) -> Sequence[str]:
    """The texts of the QR codes in a picture or in the first pages of a PDF; none where it cannot be read."""
    command = [sys.executable, "-I", "-m", "microcred.platform.verifier.qr.child", str(SECONDS), str(MEMORY)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and no word of the stranger's in the command
            command, input=data, capture_output=True, timeout=2 * SECONDS, check=True, env={}
        )
        found = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        return []
    return [one for one in found if isinstance(one, str)]


def is_searched(data: bytes) -> bool:
    """Whether it is a picture or paper that carries no credential itself, and is not too large."""
    if len(data) > BYTES:
        return False
    if baking.carrier(data) in ("png", "pdf"):
        try:
            baking.unbake(data)
        except NothingBaked:
            return True
        except CredentialError:
            return False
        return False
    return data.startswith(_PICTURES)
