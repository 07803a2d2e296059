"""Which characters no font here has, found out before anything is released."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from microcred.platform.web.typesetting.compiler import typeset
from microcred.platform.web.typesetting.errors import MissingGlyphs, TypesettingFailed

ALWAYS = frozenset(chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2027)))
"""Set by typst's own serif on every machine (tested), so nobody needs to ask."""

_PROBE = """
#let data = json("/data.json")
#set document(title: "probe")
#set text(font: "Libertinus Serif")
#for one in data [#one #parbreak()]
"""
_CJK = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH")
_KNOWN: dict[tuple[str, bool], bool] = {}
_KNOWN_MOST = 100_000
_LOCK = threading.Lock()


@dataclass(frozen=True)
class Missing:
    """Characters that cannot be shown, and the Debian package whose fonts would."""

    characters: tuple[str, ...]
    packages: tuple[str, ...]

    def __str__(self) -> str:
        return f"{' '.join(self.characters)}: apt install {' '.join(self.packages)}"


def missing_glyphs(text: str, *, system_fonts: bool = True) -> Missing | None:
    """What of `text` no font here can show, or None.

    Asked of typst itself, once for each character (with the marks that combine with it), so the answer is
    the one the certificate will give. Control characters count as missing.
    """
    wanted = [
        one for one in dict.fromkeys(_clusters(unicodedata.normalize("NFC", text))) if one not in ALWAYS
    ]
    if not wanted:
        return None
    with _LOCK:
        absent = [one for one in wanted if not _shown(one, wanted, system_fonts)]
    if not absent:
        return None
    return Missing(tuple(absent), tuple(sorted({package_for(one) for one in absent})))


def refuse_missing_glyphs(*texts: str, system_fonts: bool = True) -> None:
    """Raises `MissingGlyphs`, naming characters and package, if any of `texts` cannot be shown whole."""
    missing = missing_glyphs("".join(texts), system_fonts=system_fonts)
    if missing:
        raise MissingGlyphs(str(missing))


def package_for(character: str) -> str:
    """The Debian package whose fonts show `character`."""
    name = unicodedata.name(character[0], "")
    if name.startswith(_CJK):
        return "fonts-noto-cjk"
    if ord(character[0]) >= 0x1F000 or unicodedata.category(character[0]) == "So":
        return "fonts-noto-color-emoji"
    return "fonts-noto-core"


def _shown(cluster: str, together: Sequence[str], system: bool) -> bool:
    if (cluster, system) not in _KNOWN:
        if len(_KNOWN) > _KNOWN_MOST:
            _KNOWN.clear()
        asked = [one for one in together if (one, system) not in _KNOWN]
        if _probe(asked, system):
            _KNOWN.update({(one, system): True for one in asked})
        else:
            _KNOWN.update({(one, system): _probe([one], system) for one in asked})
    return _KNOWN[cluster, system]


def _probe(clusters: Sequence[str], system: bool) -> bool:
    """Whether typst can show them all: PDF/A forbids a box in place of a character, so it says so."""
    if any(unicodedata.category(one[0]) in ("Cc", "Cn", "Co", "Cs") for one in clusters):
        return False
    try:
        typeset(_PROBE, list(clusters), standards=["a-3u"], system_fonts=system)
    except TypesettingFailed:
        return False
    return True


def _clusters(text: str) -> Iterator[str]:
    """Each character with the marks that follow it."""
    cluster = ""
    for character in text:
        if cluster and unicodedata.category(character) not in ("Mn", "Mc", "Me"):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster
