"""From a report to PDF, by PDF/UA-1. Words go in as data; a character that no font shows is left as a box."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from microcred.platform.network.shown import PartShown, shown_parts
from microcred.platform.verifier import shown
from microcred.platform.verifier.trust.stored import ReaderPolicy
from microcred.platform.web.shapes import OUTCOMES, VERDICTS, shape_svg
from microcred.platform.web.templatetags.look import outcome_word
from microcred.platform.web.typesetting import font_stack, typeset
from microcred.vc.outcomes import Outcome
from microcred.vc.report import VerificationReport

_INK = {"holds": "#1F6B3B", "caution": "#8A5300", "fault": "#A3242B", "action": "#0F4C5C", "quiet": "#55605B"}
_LINE = 300


def report_pdf(report: VerificationReport, policy: ReaderPolicy | None, made_at: datetime) -> bytes:
    """The report in the reader's language; raises `TypesettingFailed`."""
    attached = json.dumps(shown.as_json(report, policy, made_at), indent=2, ensure_ascii=False)
    return typeset(
        _source(),
        _data(report, policy, made_at),
        files={"report": attached.encode("utf-8")},
        standards=("ua-1",),
    )


@cache
def _source() -> str:
    return files(__package__).joinpath("report.typ").read_text("utf-8")


def _data(report: VerificationReport, policy: ReaderPolicy | None, made_at: datetime) -> dict[str, Any]:
    state = VERDICTS[report.verdict]
    language = (get_language() or "en").partition("-")[0]
    return {
        "language": language,
        "stack": list(font_stack(language)),
        "title": gettext("Report on a credential"),
        "word": gettext(report.words.word),
        "sentence": " ".join(
            gettext(one) for one in (report.words.sentence, *report.notes, report.words.next_step)
        ),
        "colour": _INK[state.tone],
        "shape": _shape(state.shape, _INK[state.tone]),
        "made": gettext("Checked %(when)s UTC by %(by)s.")
        % {"when": date_format(made_at, "DATETIME_FORMAT"), "by": shown.by()},
        "asked": ""
        if abs((made_at - report.at).total_seconds()) < 1
        else gettext("You asked how it stood on %(when)s UTC.")
        % {"when": date_format(report.at, "DATETIME_FORMAT")},
        "facts": _facts(report, policy),
        "steps-title": gettext("The six steps"),
        "steps": [_step(report, number) for number in range(len(report.checks))],
        "parts-title": gettext("By what right"),
        "parts": [_part(one) for one in shown_parts(shown.parts_in(report), report)],
        "inside-title": gettext("Inside it"),
        "inside": [_inside(one) for one in _all_inside(report)],
        "technical-title": gettext("Technical details"),
        "technical": _technical(report),
        "attached": gettext("The same report as data is attached to this file."),
        "date": {"year": made_at.year, "month": made_at.month, "day": made_at.day},
    }


def _facts(report: VerificationReport, policy: ReaderPolicy | None) -> list[dict[str, str]]:
    found = shown.shown(report, policy)
    if found is None:
        return []
    until = gettext("until %(when)s") % {"when": date_format(found.valid_until)} if found.valid_until else ""
    when = f"{date_format(found.valid_from) if found.valid_from else ''} {until}".strip()
    rows = [
        (gettext("Who"), found.recipient),
        (gettext("What"), found.title),
        (gettext("From whom"), found.issuer),
        (gettext("When"), when),
    ]
    if found.known is not None:
        source = found.known.source if not found.known.own else gettext("An institution of this site.")
        rows.append((gettext("How the issuer is known"), source))
    elif found.sure and found.domain:
        rows.append((gettext("Who controls its keys"), found.domain))
    if found.skills:
        rows.append((gettext("Skills named"), " · ".join(found.skills)))
    if not found.sure:
        rows.insert(
            0, ("", gettext("What follows is what the file says of itself. None of it was confirmed."))
        )
    return [{"label": label, "text": text[:_LINE] or "–"} for label, text in rows]


def _step(report: VerificationReport, number: int) -> Mapping[str, str]:
    one = report.checks[number]
    state = OUTCOMES[one.outcome]
    more = "" if one.outcome is Outcome.PASSED else gettext(one.remedy) if one.remedy else ""
    behind = " · ".join(part for part in (one.detail[:_LINE], one.code, one.section) if part)
    return {
        "title": f"{one.number}  {gettext(one.title)}",
        "outcome": outcome_word(one),
        "colour": _INK[state.tone],
        "shape": _shape(state.shape, _INK[state.tone]),
        "reason": f"{gettext(one.reason)} {more}".strip(),
        "behind": behind,
    }


def _part(one: PartShown) -> dict[str, Any]:
    """Who taught, assessed or certified, and by what right, link by link, as on the page."""
    lines = [
        f"{name} {words}. " + gettext("Given by %(giver)s.") % {"giver": giver}
        for name, words, giver, _ in (one.standing.links if one.standing else ())
    ]
    if one.statement is not None and one.statement.signed is not None:
        comment = str(one.statement.signed.subject.get("endorsementComment", ""))
        word = gettext(one.statement.words.word)
        lines.append(f"{gettext('Its own signed statement:')} {comment[:_LINE]} {word}")
    return {
        "title": f"{one.role} {one.name}"[:_LINE],
        "word": one.standing.word if one.standing else "",
        "sentence": one.standing.sentence
        if one.standing
        else gettext("No right of this kind is known here."),
        "lines": lines,
    }


def _inside(one: VerificationReport) -> dict[str, str]:
    state, found = VERDICTS[one.verdict], shown.shown(one)
    reasons = [
        gettext(check.reason)
        for check in one.checks
        if check.outcome in (Outcome.FAILED, Outcome.UNDECIDED) and check.reason
    ]
    about = " · ".join(part for part in (found.title, found.issuer) if part) if found else ""
    return {
        "word": gettext(one.words.word),
        "shape": _shape(state.shape, _INK[state.tone]),
        "about": about[:_LINE] or one.place,
        "reason": " ".join([*(gettext(note) for note in one.notes), *dict.fromkeys(reasons)]),
        "behind": one.place,
    }


def _all_inside(report: VerificationReport) -> list[VerificationReport]:
    return [found for one in report.inside for found in (one, *_all_inside(one))]


def _technical(report: VerificationReport) -> list[dict[str, str]]:
    signed = report.signed
    if signed is None:
        return []
    rows = [
        (gettext("Issuer"), signed.issuer),
        (gettext("Identifier"), signed.id),
        (gettext("Key"), signed.verification_method),
        (gettext("Fingerprint of what was signed"), signed.fingerprint),
    ]
    return [{"label": label, "text": text[:_LINE] or "–"} for label, text in rows]


def _shape(name: str, colour: str) -> str:
    """A drawing that stands on its own: typst knows neither the page's colours nor its style sheet."""
    drawing = shape_svg(name, 24).replace("currentColor", colour).replace("var(--sheet)", "#FFFFFF")
    return drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
