"""The map as a picture without script: accreditors left, the institution in the middle, partners right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from microcred.platform.network import words
from microcred.platform.network.queries.map import MOST, Map, Neighbour

WIDTH, ROW, BOX, HIGH = 960, 62, 250, 44
_LEFT, _MIDDLE, _RIGHT = 5, 375, 705
_MIDDLE_WIDTH = 210
_LONGEST = 30

SIDES: Sequence[tuple[str, Promise]] = (
    ("accreditors", gettext_lazy("Accreditor")),
    ("accredited", gettext_lazy("Accredited")),
    ("partners", gettext_lazy("Partner")),
)


def sentence(of: Map) -> str:
    """The finding: how many rights there are to teach, assess and certify, and when the next one ends."""
    if of.accredited and not of.fields:
        return _given(of)
    counts = {
        verb: ngettext("%(n)s right", "%(n)s rights", of.fields.get(verb, 0)) % {"n": of.fields.get(verb, 0)}
        if of.fields.get(verb)
        else _("no right")
        for verb in words.VERB_NAMES
    }
    text = _("%(name)s holds %(teach)s to teach, %(assess)s to assess and %(certify)s to certify") % {
        "name": of.name,
        **counts,
    }
    if of.next_end:
        text += _("; the next ends %(date)s") % {"date": words.day(of.next_end)}
    return f"{text}."


def _given(of: Map) -> str:
    """The finding for an accreditor, which gives rights and needs none."""
    rights = sum(sum(one.rights.values()) for one in of.accredited)
    said = ngettext("%(name)s has given %(n)s right", "%(name)s has given %(n)s rights", rights)
    to = ngettext("to %(n)s institution", "to %(n)s institutions", len(of.accredited))
    values = {"name": of.name, "n": rights}
    return f"{said % values} {to % {'n': len(of.accredited)}}."


@dataclass(frozen=True, slots=True)
class Row:
    """A neighbour in the table, once: each way in which it is linked, with its line in words."""

    name: str
    public_id: str
    links: tuple[tuple[str, str], ...]
    shared: tuple[tuple[str, str], ...]
    next_end: datetime | None


def rows(of: Map) -> list[Row]:
    """The same as the picture for the table: every neighbour in one row, in the order of the picture."""
    found: dict[str, Row] = {}
    for side, title in SIDES:
        for one in getattr(of, side):
            known = found.get(one.did, Row(one.name, one.public_id, (), (), None))
            ends = [end for end in (known.next_end, one.next_end) if end is not None]
            found[one.did] = replace(
                known,
                links=(*known.links, (str(title), label(replace(one, shared=())))),
                shared=(*known.shared, *one.shared),
                next_end=min(ends, default=None),
            )
    return list(found.values())


def label(one: Neighbour) -> str:
    """What a line says."""
    parts = [f"{words.VERB_NAMES[verb]} {count}" for verb, count in sorted(one.rights.items(), reverse=True)]
    if one.agreements:
        said = ngettext("%(n)s agreement", "%(n)s agreements", one.agreements)
        parts.append(said % {"n": one.agreements})
    if one.shared:
        count = len(one.shared)
        parts.append(ngettext("%(n)s shared", "%(n)s shared", count) % {"n": count})
    if one.withdrawn:
        parts.append(_("%(n)s withdrawn") % {"n": one.withdrawn})
    return ", ".join(parts) or _("none now")


def picture(of: Map, verb: str = "") -> str:
    """The SVG; every box is a link to the map of that institution, of the same kind of right."""
    all_left, all_right = _sides(of)
    left, right = all_left[:MOST], all_right[:MOST]
    rows = max(len(left), len(right), 1)
    height = rows * ROW + 20
    middle = height / 2
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="group" '
        f'aria-labelledby="map-title" font-family="system-ui, sans-serif" font-size="14">'
        f'<title id="map-title">{escape(sentence(of))}</title>'
    ]
    for column, x, edge, centre in (
        (left, _LEFT, _LEFT + BOX, _MIDDLE),
        (right, _RIGHT, _RIGHT, _MIDDLE + _MIDDLE_WIDTH),
    ):
        start = (height - len(column) * ROW) / 2
        for number, one in enumerate(column):
            y = start + number * ROW + ROW / 2
            parts.append(_line(edge, y, centre, middle, one))
            parts.append(_box(x, y, BOX, one.name, label(one), _address(one, verb)))
    parts.append(_box(_MIDDLE, middle, _MIDDLE_WIDTH, of.name, "", "", strong=True))
    hidden = len(all_left) - len(left) + len(all_right) - len(right)
    if hidden:
        more = ngettext("and %(n)s more in the table", "and %(n)s more in the table", hidden) % {"n": hidden}
        parts.append(
            f'<text x="{WIDTH / 2}" y="{height - 6}" text-anchor="middle" fill="currentColor">{more}</text>'
        )
    return "".join([*parts, "</svg>"])


def _sides(of: Map) -> tuple[list[Neighbour], list[Neighbour]]:
    """Accreditors left; whom it accredits and its partners right, each once: agreements stand with rights."""
    left = {one.did: one for one in of.accreditors}
    right = {one.did: one for one in of.accredited}
    for one in of.partners:
        side = left if one.did in left else right
        both = side.get(one.did)
        side[one.did] = replace(both, agreements=one.agreements, shared=one.shared) if both else one
    return _heaviest(left), _heaviest(right)


def _heaviest(side: dict[str, Neighbour]) -> list[Neighbour]:
    return sorted(side.values(), key=lambda one: (-one.weight, one.name))


def _line(x: float, y: float, to_x: float, to_y: float, one: Neighbour) -> str:
    """As thick as there are rights and agreements; dashed where none holds any more."""
    dash = "" if one.weight else ' stroke-dasharray="5 5"'
    width = min(1 + one.weight, 8)
    return (
        f'<line x1="{x}" y1="{y:g}" x2="{to_x}" y2="{to_y:g}" stroke="#6F7975" stroke-width="{width}"{dash}/>'
    )


def _box(x: float, y: float, width: float, name: str, under: str, link: str, *, strong: bool = False) -> str:
    stroke = 3 if strong else 1
    cut = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    top = y - (4 if under else -5)
    weight = ' font-weight="600"' if strong else ""
    words_under = (
        f'<text x="{x + 12}" y="{y + 14:g}" fill="currentColor" font-size="13">{escape(under)}</text>'
        if under
        else ""
    )
    box = (
        f'<rect x="{x}" y="{y - HIGH / 2 - 3:g}" width="{width}" height="{HIGH + 6}" rx="4" '
        f'class="map-box" fill="#FFFFFF" fill-opacity="0" stroke="#6F7975" stroke-width="{stroke}"/>'
        f'<text x="{x + 12}" y="{top:g}" fill="currentColor"{weight}>{escape(cut)}</text>{words_under}'
    )
    return f'<a href="{escape(link)}">{box}</a>' if link else box


def _address(one: Neighbour, verb: str) -> str:
    chosen = f"?verb={verb}" if verb else ""
    return f"{reverse('network:map', args=[one.public_id])}{chosen}" if one.public_id else ""
