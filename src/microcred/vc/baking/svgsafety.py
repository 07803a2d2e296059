"""Which SVG is refused: scripts, handlers, foreign content and references to other addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping

from microcred.vc.baking.errors import SvgUnsafe

SVG = "http://www.w3.org/2000/svg"
XHTML = "http://www.w3.org/1999/xhtml"

_ELEMENTS = frozenset(
    {
        "script",
        "handler",
        "listener",
        "foreignobject",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
    }
)
_ANIMATIONS = frozenset({"set", "animate", "animatetransform", "animatemotion"})
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*", re.ASCII)
_OUTSIDE = re.compile(r"url\s*\(\s*['\"]?\s*(?!#)|@import|expression\s*\(|javascript:|\\", re.IGNORECASE)
_WEB = ("https://", "http://")


def split(name: str) -> tuple[str, str]:
    """Namespace and local name of `{namespace}local`."""
    if not name.startswith("{"):
        return "", name
    namespace, _, local = name[1:].partition("}")
    return namespace, local


def check_element(name: str, attributes: Mapping[str, str]) -> None:
    """Raises `SvgUnsafe` for an element that could run, load or show anything from outside."""
    namespace, local = split(name)
    lower = local.lower()
    if namespace == XHTML or lower in _ELEMENTS:
        raise SvgUnsafe(f"element {local[:40]}")
    for attribute, value in attributes.items():
        _check_attribute(lower, split(attribute)[1].lower(), value)


def check_style(text: str) -> None:
    """Raises `SvgUnsafe` for style rules that load anything."""
    if _OUTSIDE.search(text):
        raise SvgUnsafe("a style that refers to another address")


def _check_attribute(element: str, name: str, value: str) -> None:
    if name.startswith("on"):
        raise SvgUnsafe(f"handler {name[:40]}")
    if name in ("href", "src"):
        _check_reference(element, value.strip())
    elif element in _ANIMATIONS and name == "attributename":
        if value.strip().lower().rpartition(":")[2] == "href" or value.strip().lower().startswith("on"):
            raise SvgUnsafe("an animated reference")
    elif name == "base":
        raise SvgUnsafe("a base address")
    elif "(" in value or name == "style":
        check_style(value)


def _check_reference(element: str, value: str) -> None:
    if value.startswith("#") or _PICTURE.fullmatch(value):
        return
    if element == "a" and value.lower().startswith(_WEB):
        return
    raise SvgUnsafe(f"reference of {element[:40]}")
