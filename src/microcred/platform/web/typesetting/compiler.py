"""One call of typst. What people wrote goes in as data, never as markup."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import typst

from microcred.platform.web.typesetting.errors import TypesettingFailed
from microcred.platform.web.typesetting.fonts import fonts

_compile: Any = typst.compile  # its annotations do not know a source of several files
DATA = "/data.json"
"""Where the source finds its data: `#let data = json("/data.json")`."""


def typeset(
    source: str,
    data: Any,
    *,
    kind: str = "pdf",
    files: Mapping[str, bytes] | None = None,
    standards: Sequence[str] = (),
    pixels_per_inch: float = 144,
    system_fonts: bool = True,
) -> bytes:
    """The document that `source` (our own typst) makes of `data` (plain values, readable at `DATA`).

    `kind` is pdf, svg or png; `files` are readable under their names; `standards` are PDF standards such as
    `a-3a` and `ua-1`. Raises `TypesettingFailed` with typst's message.
    """
    world = {"main.typ": source.encode(), DATA[1:]: json.dumps(data).encode(), **(files or {})}
    try:
        made: object = _compile(
            world,
            format=kind,
            font_paths=fonts(system_fonts),
            pdf_standards=list(standards),
            ppi=pixels_per_inch,
        )
    except typst.TypstError as error:
        raise TypesettingFailed(str(error)[:500]) from error
    if not isinstance(made, bytes):
        raise TypesettingFailed("more than one page")
    return made
