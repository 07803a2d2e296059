"""QR codes, made here: nobody else learns who looks at what."""

from __future__ import annotations

import io

import segno


def qr_svg(text: str, *, size: int = 168, dark: str = "#000000") -> str:
    """A QR code of `text` as inline SVG of `size` CSS px, with the quiet zone that scanners need.

    Level M: readable with 15 % of it damaged. No style attributes, so a strict policy shows it.
    """
    code = segno.make(text, error="m", micro=False)
    out = io.BytesIO()
    code.save(out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=4, dark=dark, svgclass=None,
              lineclass=None, nl=False)  # fmt: skip
    drawing = out.getvalue().decode()
    return drawing.replace("<svg ", f'<svg width="{size}" height="{size}" aria-hidden="true" ', 1)
