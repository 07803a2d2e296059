"""`microcred bake` and `microcred unbake`."""

from __future__ import annotations

from typing import Annotated

import typer


def bake(
    image: Annotated[str, typer.Argument(help="PNG or SVG file.")],
    credential: Annotated[str, typer.Argument(help="Signed credential, JSON or JWT; - reads it.")],
    output: Annotated[str, typer.Argument(help="New image file; - writes it to standard output.")],
) -> int:
    """Put a signed credential into a picture, where wallets find it."""
    from microcred.cli.files import read_bytes, write_bytes
    from microcred.vc.baking import CarrierUnknown, bake_png, bake_svg, carrier

    picture = read_bytes(image)
    baking = {"png": bake_png, "svg": bake_svg}.get(carrier(picture))
    if baking is None:
        raise CarrierUnknown(image)
    write_bytes(output, baking(picture, read_bytes(credential).strip()))
    return 0


def unbake(
    image: Annotated[str, typer.Argument(help="PNG, SVG or PDF file; - reads it.")],
    output: Annotated[str, typer.Argument(help="New file; - writes it to standard output.")] = "-",
) -> int:
    """Take the credential out of a picture or a PDF, unchecked."""
    from microcred.cli.files import read_bytes, write_bytes
    from microcred.vc.baking import unbake as unbaked

    text = unbaked(read_bytes(image)).text
    write_bytes(output, text.encode("utf-8") + (b"\n" if output == "-" else b""))
    return 0
