"""Template tags of the look: `{% load look %}`.

Each draws one component; none reads the database. Values that come from people are escaped by the
templates in `templates/web/parts/`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

from microcred.platform.web.badges import Badge, badge_plain_svg, badge_svg
from microcred.platform.web.countries import country_name
from microcred.platform.web.markdown import to_html
from microcred.platform.web.marks import Mark, MarkKind, MarkRow, mark_svg
from microcred.platform.web.monogram import colour_or_neutral
from microcred.platform.web.monogram import monogram as initials_of
from microcred.platform.web.qr import qr_svg
from microcred.platform.web.shapes import OUTCOMES, VERDICTS, shape_svg
from microcred.platform.web.statuses import chip as chip_of
from microcred.vc.checks import Check
from microcred.vc.outcomes import Outcome
from microcred.vc.report import VerificationReport
from microcred.vc.verdicts import WORDS, Verdict

register = template.Library()
AWARD_STEPS = (gettext_lazy("Sheet"), gettext_lazy("Columns"), gettext_lazy("Check"), gettext_lazy("Release"))


def _safe(svg: str) -> SafeString:
    """Markup made here from fixed drawings and escaped words."""
    return mark_safe(svg)  # noqa: S308


@register.simple_tag
def shape(name: str, size: int = 16) -> SafeString:
    """One shape of `shapes.SHAPES`; put its word beside it."""
    return _safe(shape_svg(name, size))


@register.filter
def country(code: str) -> str:
    """A country by its two letters, in words."""
    return country_name(code)


@register.inclusion_tag("web/parts/marks.html")
def marks(row: Any, size: str = "full") -> dict[str, Any]:
    """`{% marks award %}` or `{% marks row "small" %}`: a `MarkRow`, or anything with `marks` that is one."""
    found = row if isinstance(row, MarkRow) else row.marks
    small = size == "small"
    return {"small": small, "row": found, "marks": [_drawn(mark, small) for mark in found]}


def _drawn(mark: Mark, small: bool) -> dict[str, Any]:
    return {"mark": mark, "svg": _safe(mark_svg(mark, 28 if small else 44, title=small))}


@register.inclusion_tag("web/parts/verdict.html")
def verdict(of: Any, at: datetime | None = None, by: str = "", elsewhere: str = "") -> dict[str, Any]:
    """The verdict for people: a report, a `Verdict` or its value; `by` made the check, `at` that time.

    `elsewhere` is the address of a page that says how to check it with other software.
    """
    when: datetime | None
    if isinstance(of, VerificationReport):
        kind, words, when = of.verdict, of.words, at or of.at
    else:
        kind = of if isinstance(of, Verdict) else Verdict(of)
        words, when = WORDS[kind], at
    state = VERDICTS[kind]
    return {
        "svg": _safe(shape_svg(state.shape, 36)),
        "tone": state.tone,
        "word": gettext(words.word),
        "sentence": gettext(words.sentence),
        "next": gettext(words.next_step),
        "at": when,
        "by": by,
        "elsewhere": elsewhere,
    }


@register.simple_tag
def verdict_chip(of: Any, word: str = "") -> SafeString:
    """A verdict as one line in a list: shape and word, or a more exact English `word` for the same."""
    report = isinstance(of, VerificationReport)
    kind = of.verdict if report else Verdict(of)
    said = of.words.word if report else word or WORDS[kind].word
    return _chip(VERDICTS[kind].shape, VERDICTS[kind].tone, gettext(said))


OUTCOME_WORDS = {
    Outcome.PASSED: gettext_lazy("passed"),
    Outcome.FAILED: gettext_lazy("failed"),
    Outcome.UNDECIDED: gettext_lazy("could not be checked"),
    Outcome.NOT_ASKED: gettext_lazy("not asked"),
}

STEP_WORDS = {
    "step.not-reached": gettext_lazy("not reached"),
    "status.none": gettext_lazy("not provided for"),
}
"""Where nothing was found out, but not because nobody asked."""


def outcome_word(check: Check) -> str:
    """What a step came to in one or two words."""
    return str(STEP_WORDS.get(check.code, OUTCOME_WORDS[check.outcome]))


@register.inclusion_tag("web/parts/checks.html")
def checks(report: VerificationReport) -> dict[str, Any]:
    """The six steps of a report, opened only where not passed."""
    return {
        "checks": [
            {
                "number": one.number,
                "title": gettext(one.title),
                "tone": OUTCOMES[one.outcome].tone,
                "svg": _safe(shape_svg(OUTCOMES[one.outcome].shape, 20)),
                "outcome": outcome_word(one),
                "open": one.outcome in (Outcome.FAILED, Outcome.UNDECIDED),
                "reason": gettext(one.reason) if one.reason else "",
                "remedy": gettext(one.remedy) if one.remedy else "",
                "detail": one.detail,
                "code": one.code,
                "section": one.section,
            }
            for one in report.checks
        ]
    }


def _chip(shape_name: str, tone: str, word: Any) -> SafeString:
    return _chip_of(shape_name, tone, str(word))


@lru_cache(maxsize=1000)
def _chip_of(shape_name: str, tone: str, word: str) -> SafeString:
    """One of the few chips there are; a long list has hundreds of them."""
    drawing = _safe(shape_svg(shape_name))
    return format_html('<span class="chip"><span class="t-{}">{}</span>{}</span>', tone, drawing, word)


@register.simple_tag
def bar(value: float, most: float) -> SafeString:
    """A bar from zero, `value` of `most` long, to stand beside its number in a table; says nothing aloud."""
    width = round(100 * value / most, 1) if most else 0
    return format_html(
        '<svg class="stretch" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="10"/></svg>',
        width,
    )


@register.simple_tag
def chip(state: str, word: str = "") -> SafeString:
    """`{% chip award.state %}`: shape and word of a state in `statuses.CHIPS`."""
    found = chip_of(state, word)
    return _chip(found.state.shape, found.state.tone, found.word)


@register.inclusion_tag("web/parts/field.html")
def field(bound: BoundField, help: str = "", kind: str = "") -> dict[str, Any]:  # noqa: A002 - the word in templates
    """One form field with label, help and its errors beside it. `kind="code"` sets a code to type."""
    input_type = getattr(bound.field.widget, "input_type", "")
    return {
        "field": bound,
        "help": help or bound.help_text,
        "kind": kind,
        "choice": input_type == "checkbox" and not hasattr(bound.field, "choices"),
        "group": bound.use_fieldset,
        "optional": not bound.field.required and input_type != "checkbox",
    }


@register.inclusion_tag("web/parts/errors.html")
def errors(form: BaseForm, *more: BaseForm) -> dict[str, Any]:
    """The list of errors on top of a form (or of several), each linked to its field."""
    found = []
    for one in (form, *more):
        found += [{"text": text, "target": ""} for text in one.non_field_errors()]
        for bound in one:
            found += [{"text": text, "target": bound.auto_id, "label": bound.label} for text in bound.errors]
    return {"errors": found}


@register.inclusion_tag("web/parts/progress.html")
def progress(done: int, total: int, label: str, url: str = "", finished: bool = False) -> dict[str, Any]:
    """Progress of a long work. With `url` the page asks it again every two seconds.

    `url` answers this same component; once it answers `finished`, the page is loaded again. What is read
    aloud changes with each tenth only.
    """
    share = 0 if total <= 0 else min(100, done * 100 // total)
    return {
        "done": done,
        "total": max(total, 1),
        "label": label,
        "url": "" if finished else url,
        "aloud": share // 10 * 10,
    }


@register.inclusion_tag("web/parts/empty.html")
def empty(sentence: str, action: str = "", url: str = "") -> dict[str, Any]:
    """An empty state: one sentence on what will be here, and one action."""
    return {"sentence": sentence, "action": action, "url": url}


@register.inclusion_tag("web/parts/pager.html", takes_context=True)
def pager(context: Mapping[str, Any], page: Page[Any], parameter: str = "page") -> dict[str, Any]:
    """Earlier and later pages; the other parameters of the address stay."""
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request else None

    def address(number: int) -> str:
        if query is None:
            return f"?{parameter}={number}"
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page": page,
        "before": address(page.previous_page_number()) if page.has_previous() else "",
        "after": address(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("web/parts/steps.html")
def steps(current: int, labels: Sequence[Any] = AWARD_STEPS, urls: Sequence[str] = ()) -> dict[str, Any]:
    """`{% steps 2 %}`: the four award steps, the second in hand; `urls` of those one can go back to."""
    return {
        "steps": [
            {
                "label": label,
                "done": number < current,
                "current": number == current,
                "url": urls[number - 1] if number < current and number <= len(urls) else "",
            }
            for number, label in enumerate(labels, 1)
        ]
    }


@register.inclusion_tag("web/parts/copy.html")
def copy_link(url: str, label: str = "") -> dict[str, Any]:
    """An address to copy: a field that can be selected, and a button where scripts run."""
    return {
        "url": url,
        "label": label or gettext("Link"),
        "id": f"copy-{hashlib.sha256(url.encode()).hexdigest()[:8]}",
    }


@register.inclusion_tag("web/parts/qr.html")
def qr(url: str, words: str = "", code: str = "") -> dict[str, Any]:
    """A QR code made here, with its address in words and, where given, a code to type instead."""
    return {"svg": _safe(qr_svg(url)), "url": url, "words": words, "code": code}


@register.simple_tag
def badge_image(badge: Badge, size: int = 300) -> SafeString:
    """A specimen of a badge inside the page, where it has no address of its own yet."""
    drawing = badge_plain_svg(badge) if size <= 48 else badge_svg(badge)
    return _safe(
        re.sub(r'width="\d+" height="\d+"', f'width="{int(size)}" height="{int(size)}"', drawing, count=1)
    )


@register.simple_tag
def institution_mark(name: str, colour: str = "", size: int = 28) -> SafeString:
    """The institution's monogram in its colour; the name stands beside it."""
    own = Mark(MarkKind.TAUGHT, initials_of(name), name=name, colour=colour_or_neutral(colour))
    return _safe(mark_svg(own, size))


@register.simple_tag
def band(colour: str) -> SafeString:
    """The 4 px band in an institution's colour."""
    return format_html(
        '<svg class="band" aria-hidden="true" width="100%" height="4">'
        '<rect width="100%" height="4" fill="{}"/></svg>',
        colour_or_neutral(colour),
    )


@register.simple_tag
def linked_data(value: Mapping[str, Any]) -> SafeString:
    """JSON-LD inside the page: a block of data, which no browser runs as a script."""
    text = json.dumps(value, ensure_ascii=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return _safe(f'<script type="application/ld+json">{text}</script>')


@register.filter
def markdown(text: str) -> SafeString:
    """People's Markdown as safe HTML: no pictures, no scripts, links with rel=nofollow."""
    return _safe(to_html(text))


@register.simple_block_tag
def dialog(content: SafeString, id: str, title: str) -> SafeString:  # noqa: A002 - the attribute's name
    """`{% dialog "undo" _("Undo 404 awards?") %}…{% enddialog %}`; opened by `data-opens="undo"`.

    The opener is a link or a submit button that works without scripts. Focus returns to it on closing.
    """
    return format_html(
        '<dialog id="{}" aria-labelledby="{}-title"><h2 id="{}-title">{}</h2>{}</dialog>',
        id,
        id,
        id,
        title,
        content,
    )
