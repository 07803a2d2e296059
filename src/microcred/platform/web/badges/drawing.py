"""A badge as SVG, 600 by 600: shape by kind, ground, pattern, sign, words, marks, notches."""

from __future__ import annotations

import hashlib
from html import escape

from django.utils.translation import gettext, override

from microcred.platform.web.badges.design import Badge
from microcred.platform.web.badges.grounds import GROUNDS, Ground
from microcred.platform.web.badges.outlines import OUTLINES, Outline, notches
from microcred.platform.web.badges.patterns import pattern_drawing
from microcred.platform.web.badges.signs import sign_drawing
from microcred.platform.web.badges.words import Letters, Text, outlines
from microcred.platform.web.marks import SHAPES, Mark, MarkRow
from microcred.platform.web.monogram import colour_or_neutral, ink_on, monogram

INK = "#FFFFFF"
TITLE_SIZES = (66, 60, 54, 49, 44, 40, 36, 33, 30)
"""Sizes of the title in units; below the last it is refused."""
NAME_SIZES = (24, 22, 20, 18, 16)
MARK_SIDE = 46
MARK_GAP = 10


def badge_svg(badge: Badge) -> str:
    """The badge as a self-contained SVG: no fonts, no scripts, no references, its words inside as text too.

    Raises `BadgeTitleTooLong`, `MissingGlyphs`.
    """
    outline, ground = OUTLINES[badge.kind], GROUNDS[badge.ground]
    lift = outline.shift + (0 if badge.marks else 24)
    words = outlines(
        [
            Text(badge.title, TITLE_SIZES, outline.width, 3, 326 + lift),
            Text(badge.institution, NAME_SIZES, outline.width * 0.84, 2, 441 + lift),
        ],
        [*_monogram(badge, 170 + lift), *_mark_letters(badge.marks, 506 + outline.shift)],
        language=badge.language,
        ink=INK,
    )
    body = [
        _field(badge, outline, ground),
        notches(outline, badge.level or 0, INK),
        sign_drawing(badge.sign, 236, 106 + lift, 128, INK) if badge.sign else "",
        _mark_shapes(badge.marks, 506 + outline.shift),
        words,
    ]
    return _wrapped(badge, "".join(body), 600)


def badge_plain_svg(badge: Badge) -> str:
    """The variant for 32 px: shape, ground and sign, nothing that would blur."""
    outline, ground = OUTLINES[badge.kind], GROUNDS[badge.ground]
    shape = f'<path d="{outline.path}" fill="{ground.field}"/>'
    if badge.sign:
        sign = sign_drawing(badge.sign, 120, 120 + outline.shift / 2, 360, INK)
        return _wrapped(badge, shape + sign.replace('stroke-width="1.5"', 'stroke-width="2"'), 32)
    letters = Letters(_initials(badge), 300, 300 + outline.shift / 2, 260, INK)
    return _wrapped(badge, shape + outlines([], [letters], language=badge.language, ink=INK), 32)


def _field(badge: Badge, outline: Outline, ground: Ground) -> str:
    clip = "c" + hashlib.sha256(f"{badge.kind}{badge.pattern}{badge.title}".encode()).hexdigest()[:10]
    return (
        f'<clipPath id="{clip}"><path d="{outline.path}" transform="{outline.inner}"/></clipPath>'
        f'<path d="{outline.path}" fill="{ground.rim}"/>'
        f'<g clip-path="url(#{clip})"><path d="M0 0H600V600H0Z" fill="{ground.field}"/>'
        f"{pattern_drawing(badge.pattern, badge.title, ground.figure)}</g>"
        f'<path d="{outline.path}" transform="{outline.inner}" fill="none" stroke="{INK}" stroke-width="3"/>'
    )


def _initials(badge: Badge) -> str:
    return badge.monogram[:2] or monogram(badge.institution)


def _monogram(badge: Badge, middle: float) -> list[Letters]:
    return [] if badge.sign else [Letters(_initials(badge), 300, middle, 118, INK)]


def _places(middle: float) -> list[tuple[float, float]]:
    wide = 4 * MARK_SIDE + 3 * MARK_GAP
    return [(300 - wide / 2 + k * (MARK_SIDE + MARK_GAP), middle - MARK_SIDE / 2) for k in range(4)]


def _mark_shapes(row: MarkRow | None, middle: float) -> str:
    if row is None:
        return ""
    out = []
    for mark, (left, top) in zip(row, _places(middle), strict=True):
        place = f"translate({left:g} {top:g}) scale({MARK_SIDE / 48:.4f})"
        out.append(f'<g transform="{place}">{_mark_shape(mark)}</g>')
    return "".join(out)


def _mark_shape(mark: Mark) -> str:
    if mark.missing:
        return (
            f'<rect x="4" y="4" width="40" height="40" fill="none" stroke="{INK}" stroke-width="2" '
            'stroke-dasharray="4 3"/>'
        )
    colour = colour_or_neutral(mark.colour)
    return f'<path d="{SHAPES[mark.kind]}" fill="{colour}" stroke="{INK}" stroke-width="2"/>'


def _mark_letters(row: MarkRow | None, middle: float) -> list[Letters]:
    if row is None:
        return []
    out = []
    for mark, (left, top) in zip(row, _places(middle), strict=True):
        if mark.missing:
            continue
        x, y, ink = left + MARK_SIDE / 2, top + MARK_SIDE / 2, ink_on(colour_or_neutral(mark.colour))
        if mark.under:
            out += [Letters(mark.sign, x, y - 7, 20, ink), Letters(mark.under, x, y + 10, 13, ink)]
        else:
            out.append(Letters(mark.sign, x, y, 20 if len(mark.sign) < 3 else 15, ink))
    return out


def _wrapped(badge: Badge, body: str, side: int) -> str:
    with override(badge.language if badge.language[:2] in ("en", "fr") else "en"):
        words = gettext("Badge of %(institution)s") % {"institution": badge.institution}
        if badge.level:
            words += ", " + gettext("EQF level %(level)s") % {"level": badge.level}
        if badge.marks:
            words += ". " + badge.marks.sentence
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{side}" height="{side}" viewBox="0 0 600 600" role="img">'
        f'<title xml:lang="{escape(badge.language)}">{escape(badge.title)}</title>'
        f"<desc>{escape(words)}</desc>"
        f"{body}</svg>"
    )
