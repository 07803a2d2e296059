"""A pathway as a picture: SVG without scripts. Stops on a line, from the first part down to the award."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from xml.sax.saxutils import escape

from django.utils.translation import gettext

from microcred.platform.qualifications.shown import title_at, words
from microcred.rules.model.requirements import AnyOf, NOf, parts_of
from microcred.rules.model.rule import Rule

WIDTH = 360
_INDENT, _LINE, _GAP, _LETTERS = 26, 19, 18, 36
_STOP = {
    "Met": '<circle cx="{x}" cy="{y}" r="9" fill="currentColor"/>'
    '<path d="M{x1} {y}l3.2 3.4 5.6-6.6" fill="none" class="tick" stroke-width="2"/>',
    "Cannot be met": '<path d="M{x1} {y1}l10 10m0-10l-10 10" stroke="currentColor" stroke-width="2.5"/>',
}
_OPEN = '<circle cx="{x}" cy="{y}" r="8" class="open" stroke="currentColor" stroke-width="2"/>'


@dataclass(frozen=True)
class Stop:
    """One part of a pathway. `role` is required, elective or milestone; `state` is empty for nobody."""

    path: str
    depth: int
    title: str
    role: str
    state: str


def stops(rule: Rule, states: Mapping[str, str] | None = None) -> list[Stop]:
    """The parts of a rule in their order; `states` are outcomes by path."""
    lines = {line.number: line.text for line in words(rule) if line.number}
    found: list[Stop] = []
    elective: dict[str, bool] = {}
    for path, one in rule.walk():
        above = path.rpartition(".")[0]
        chosen = elective.get(above, False)
        elective[path] = isinstance(one, AnyOf | NOf)
        if path == "1" and parts_of(one):
            continue
        inner = bool(parts_of(one))
        role = "milestone" if inner else "elective" if chosen else "required"
        title = title_at(rule, one) or lines.get(path, "")
        found.append(Stop(path, path.count(".") - 1, title, role, (states or {}).get(path, "")))
    return found


def role_word(role: str) -> str:
    """The role of a part in a word."""
    return {
        "required": gettext("required"),
        "elective": gettext("elective"),
        "milestone": gettext("milestone"),
    }[role]


def picture(title: str, parts: Sequence[Stop]) -> str:
    """The drawing; `title` stands at the end of the line. The words are escaped here."""
    rows, y = [], 24
    points: list[int] = []
    for one in parts:
        x = 20 + max(0, one.depth) * _INDENT
        points.append(y)
        rows.append(_stop(one, x, y))
        texts = wrap(one.title, _LETTERS - max(0, one.depth) * 3) or [""]
        for number, text in enumerate(texts[:3]):
            weight = ' font-weight="600"' if one.role == "milestone" else ""
            rows.append(f'<text x="{x + 22}" y="{y + 5 + number * _LINE}"{weight}>{escape(text)}</text>')
        note = role_word(one.role) + (f" · {one.state}" if one.state else "")
        y += _LINE * min(len(texts), 3)
        rows.append(f'<text x="{x + 22}" y="{y + 4}" class="note">{escape(note)}</text>')
        y += _LINE + _GAP
    rows.append(f'<path d="M10 {y - 10}h20v14c0 6-4 9-10 12c-6-3-10-6-10-12z" fill="currentColor"/>')
    for number, text in enumerate(wrap(title, _LETTERS)[:3]):
        rows.append(f'<text x="42" y="{y + 7 + number * _LINE}" font-weight="600">{escape(text)}</text>')
    height = y + 30 + _LINE * (len(wrap(title, _LETTERS)[:3]) - 1)
    line = f'<path d="M20 {points[0] if points else 10}V{y - 8}" stroke="currentColor" stroke-width="2"/>'
    label = escape(gettext("The way to %(title)s") % {"title": title}, {'"': "&quot;"})
    return (
        f'<svg class="map" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="{label}" font-size="15" fill="currentColor">{line}{"".join(rows)}</svg>'
    )


def _stop(one: Stop, x: int, y: int) -> str:
    branch = f'<path d="M20 {y}H{x}" stroke="currentColor" stroke-width="2"/>' if x > 20 else ""
    back = f'<circle cx="{x}" cy="{y}" r="11" class="ground"/>'
    state = "Met" if one.state == gettext("Met") else one.state
    drawn = _STOP.get(state, _OPEN)
    return branch + back + drawn.format(x=x, y=y, x1=x - 4.5, y1=y - 5)
