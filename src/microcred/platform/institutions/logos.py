"""Uploaded logos: a PNG, read by its head only and served as it is."""

from __future__ import annotations

import struct
from hashlib import sha256

from microcred import vc
from microcred.platform.institutions.errors import LogoRefused
from microcred.vc.errors import CredentialError

MOST_BYTES = 500_000
MOST_PIXELS = 2_000


def accepted(data: bytes) -> str:
    """The hash of a logo; raises `LogoRefused` with the reason."""
    if len(data) > MOST_BYTES:
        raise LogoRefused(f"{len(data):,} bytes of at most {MOST_BYTES:,}")
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or data[12:16] != b"IHDR":
        raise LogoRefused("no PNG")
    try:
        width, height = struct.unpack(">II", data[16:24])
        vc.bake_png(data, "x.x.x")  # walks every chunk and its checksum
    except (CredentialError, struct.error) as error:
        raise LogoRefused(str(error)) from None
    if max(width, height) > MOST_PIXELS:
        raise LogoRefused(f"{width} x {height} pixels")
    return sha256(data).hexdigest()
