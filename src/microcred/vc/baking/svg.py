"""SVG: one `<openbadges:credential>` right after the start of the picture (OB 3.0 5.3.2)."""

from __future__ import annotations

import re
from xml.etree.ElementTree import ParseError
from xml.sax.saxutils import quoteattr

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from microcred.vc.baking.errors import (
    AlreadyBaked,
    BakedMalformed,
    BakedTwice,
    CarrierTooLarge,
    NothingBaked,
    SvgUnreadable,
    SvgUnsafe,
)
from microcred.vc.baking.limits import SVG_BYTES, SVG_DEPTH, SVG_ELEMENTS
from microcred.vc.baking.svgsafety import SVG, check_element, check_style, split
from microcred.vc.baking.text import bakeable, baked, is_jws

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
LEGACY_NAMESPACE = "http://openbadges.org"
CREDENTIAL = f"{{{NAMESPACE}}}credential"
ASSERTION = f"{{{LEGACY_NAMESPACE}}}assertion"
"""Where versions 1 and 2 have it, with a web address or a JWS in `verify`."""
_HOLDERS = (CREDENTIAL, ASSERTION)
_ROOT = re.compile(
    r"<((?:[A-Za-z_][\w.-]*:)?svg)((?:\s+[^\s=<>\"'/]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(/?)>"
)
_BEFORE_ROOT = re.compile(
    r"\ufeff?\s*(?:<\?xml\s[^>]*\?>\s*)?(?:(?:<!--.*?-->\s*)|(?:<!DOCTYPE[^\[>]*>\s*))*", re.DOTALL
)
_ENCODING = re.compile(rb"<\?xml[^>]*\sencoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")


class _Reader:
    """Receives the parser's events: checks each element and keeps what the credential elements hold."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.elements = 0
        self.verify: list[str | None] = []
        self.bodies: list[list[str]] = []
        self.legacy: list[bool] = []
        self.style: list[str] = []

    # The parser calls these by their names.
    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > SVG_ELEMENTS or len(self.path) >= SVG_DEPTH:
            raise CarrierTooLarge("more or deeper elements than are read")
        if not self.path and split(name) != (SVG, "svg"):
            raise SvgUnreadable("not an SVG")
        if any(holder in self.path for holder in _HOLDERS):
            raise BakedMalformed("elements inside the credential")
        if name in _HOLDERS:
            if len(self.path) != 1:
                raise BakedMalformed("not directly inside the picture")
            self.verify.append(attributes.get("verify"))
            self.bodies.append([])
            self.legacy.append(name == ASSERTION)
        else:
            check_element(name, attributes)
        self.path.append(name)

    def end(self, name: str) -> None:
        if split(name)[1].lower() == "style":
            check_style("".join(self.style))
            self.style.clear()
        self.path.pop()

    def data(self, text: str) -> None:
        if self.path[-1] in _HOLDERS:
            self.bodies[-1].append(text)
        elif split(self.path[-1])[1].lower() == "style":
            self.style.append(text)

    def pi(self, target: str, text: str | None) -> None:
        raise SvgUnsafe("a processing instruction")

    def close(self) -> None:
        return None


def bake_svg(svg: bytes, credential: str | bytes) -> bytes:
    """`svg` (UTF-8) with the credential inside: a JWS as attribute `verify`, JSON as CDATA.

    Raises `SvgUnreadable`, `SvgUnsafe`, `CarrierTooLarge`, `AlreadyBaked` or `NotBakeable`.
    """
    text = bakeable(credential)
    if _read(svg).verify:
        raise AlreadyBaked
    source = svg.decode("utf-8")
    before = _BEFORE_ROOT.match(source)
    root = _ROOT.match(source, before.end() if before else 0)
    if root is None or "xmlns:openbadges" in root[2]:
        raise SvgUnreadable("its first element")
    if is_jws(text):
        inside = f"<openbadges:credential verify={quoteattr(text)}/>"
    else:
        body = text.replace("]]>", "]]]]><![CDATA[>")
        inside = f"<openbadges:credential><![CDATA[{body}]]></openbadges:credential>"
    opened = f'<{root[1]} xmlns:openbadges="{NAMESPACE}"{root[2]}>{inside}'
    closed = f"</{root[1]}>" if root[3] else ""
    return (source[: root.start()] + opened + closed + source[root.end() :]).encode("utf-8")


def unbake_svg(svg: bytes) -> str:
    """The credential inside `svg`: JSON or compact JWS.

    A badge of an older version may be a web address. Raises `SvgUnreadable`, `SvgUnsafe`,
    `CarrierTooLarge`, `NothingBaked`, `BakedTwice` or `BakedMalformed`.
    """
    found = _read(svg)
    if len(found.verify) > 1:
        raise BakedTwice
    if not found.verify:
        raise NothingBaked
    verify, body = found.verify[0], "".join(found.bodies[0]).strip()
    if found.legacy[0]:
        return _older(verify, body)
    if verify is None:
        return baked(body.encode("utf-8"))
    if body or not is_jws(verify.strip()):
        raise BakedMalformed("verify and a body, or no JWS in verify")
    return baked(verify.encode("utf-8"))


def _older(verify: str | None, body: str) -> str:
    """OB 2.0 baking: the body where there is one, unless `verify` is a JWS, which is the badge itself."""
    if verify is not None and is_jws(verify.strip()):
        return verify.strip()
    return baked((body or (verify or "").strip()).encode("utf-8"), address=True)


def _read(svg: bytes) -> _Reader:
    if len(svg) > SVG_BYTES:
        raise CarrierTooLarge(f"more than {SVG_BYTES} bytes")
    encoding = _ENCODING.match(svg.removeprefix(b"\xef\xbb\xbf").lstrip())
    if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
        raise SvgUnreadable("not UTF-8")
    try:
        svg.decode("utf-8")
    except UnicodeDecodeError:
        raise SvgUnreadable("not UTF-8") from None
    reader = _Reader()
    parser = DefusedXMLParser(target=reader, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(svg)
        parser.close()
    except DefusedXmlException:
        raise SvgUnsafe("entities") from None
    except (ParseError, ValueError) as error:
        raise SvgUnreadable(str(error)[:80]) from None
    return reader
