"""QR codes, made here: nobody else learns who looks at what."""

from __future__ import annotations

import io

import segno


def qr_svg(text: str, *, size: int = 168, border: int = 4) -> str:
    """A QR code of `text` as inline SVG of `size` CSS px, with `border` modules of quiet
    zone: scanners need four, less only where the paper round it is white.

    Level M: readable with 15 % of it damaged. No style attributes, so a strict policy shows it.
    """
    code = segno.make(text, error="m", micro=False)
    out = io.BytesIO()
    code.save(
        out, kind="svg", xmldecl=False, omitsize=True, border=border, svgclass=None, lineclass=None, nl=False
    )
    drawing = out.getvalue().decode()
    return drawing.replace("<svg ", f'<svg width="{size}" height="{size}" aria-hidden="true" ', 1)
