"""Uploaded badge images: a PNG or an SVG that is safe to show and that a credential can be baked into."""

from __future__ import annotations

from hashlib import sha256

from microcred import vc
from microcred.platform.catalogue.errors import ImageRefused
from microcred.vc.errors import CredentialError

MOST_BYTES = 1_000_000


def accepted(data: bytes) -> tuple[str, str]:
    """Media type and hash of a picture; raises `ImageRefused` with the reason."""
    if len(data) > MOST_BYTES:
        raise ImageRefused(f"{len(data):,} bytes of at most {MOST_BYTES:,}")
    png = data.startswith(b"\x89PNG\r\n\x1a\n")
    bake = vc.bake_png if png else vc.bake_svg
    try:
        bake(data, "x.x.x")
    except CredentialError as error:
        raise ImageRefused(str(error)) from None
    return ("image/png" if png else "image/svg+xml"), sha256(data).hexdigest()
