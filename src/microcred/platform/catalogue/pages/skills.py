"""The skills in the editor: searched while one types, suggested from the description, chosen with a level.

Each step is a button of the editor's own form, so that nothing typed is lost without scripts either; with
them only the part about skills is exchanged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from microcred.platform.catalogue.pages.forms import ContentForm
from microcred.platform.frameworks import memory
from microcred.platform.frameworks import queries as frameworks
from microcred.platform.frameworks.memory import Loaded
from microcred.skills.errors import SkillsError
from microcred.skills.search.suggest import CREDIT

MOST = 20


@dataclass(frozen=True, slots=True)
class Offer:
    """A skill to tick, with the words of the description that led to it; none where it was searched."""

    address: str
    label: str
    soft: bool
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choosing:
    """What the part about skills shows under the chosen ones. `said` is read out after a step."""

    loaded: bool
    typed: str = ""
    offers: Sequence[Offer] = ()
    said: str = ""
    credits: Sequence[str] = field(default_factory=tuple)


def step_of(data: Mapping[str, Any]) -> str:
    """The step that was asked for, or empty where the draft is to be saved.

    The key Enter presses the form's first button: in the search box it searches, elsewhere it saves.
    """
    step = str(data.get("skills", ""))
    if step == "enter":
        return "search" if data.get("q", "").strip() else ""
    return step


def at_rest() -> Choosing:
    """The part about skills before anything is asked."""
    return Choosing(bool(memory.loaded().stored))


def taken(data: QueryDict) -> tuple[ContentForm, Choosing]:
    """The form after a step, with everything that was typed, and what the part about skills shows."""
    step, loaded = step_of(data), memory.loaded()
    form = ContentForm(data)
    typed = {
        name: each.widget.value_from_datadict(form.data, {}, name)
        for name, each in form.fields.items()
        if not name.startswith("skill-") and name != "image"
    }
    rows = form.posted_skills()
    language = _language(loaded, str(typed["language"] or "en"))
    asked = data.get("q", "").strip()[:200]
    if step == "add":
        known = {row["address"] for row in rows if row["address"]}
        found = frameworks.known_skills(loaded, data.getlist("pick"), language)
        new = [{"label": one.label, "address": one.address} for one in found if one.address not in known]
        rows, choosing = [*rows, *new], Choosing(bool(loaded.stored), said=_added(len(new)))
    elif step == "own":
        rows = [*rows, {"label": asked, "address": ""}] if asked else rows
        choosing = Choosing(bool(loaded.stored), said=_added(1 if asked else 0))
    elif step.startswith("remove-"):
        rows = [row for number, row in enumerate(rows) if step != f"remove-{number}"]
        choosing = Choosing(bool(loaded.stored), said=_("The skill is removed."))
    elif step == "suggest":
        choosing = _suggested(loaded, " ".join(str(typed[one] or "") for one in ("description", "outcomes")))
    else:
        choosing = _searched(loaded, asked, language)
    return ContentForm(initial={**typed, **ContentForm.rows_shown(rows)}), choosing


def facts(addresses: Sequence[str]) -> dict[str, dict[str, str]]:
    """Framework and kind of the skills at these addresses that are stored here."""
    loaded = memory.loaded()
    known = frameworks.known_skills(loaded, addresses, "en")
    return {
        one.address: {"framework": loaded.owner[one.address], "kind": "soft" if one.soft else "hard"}
        for one in known
    }


def _language(loaded: Loaded, asked: str) -> str:
    return asked if loaded.stored and asked in loaded.languages else "en"


def _added(count: int) -> str:
    return _("Added. Choose its level.") if count else _("Nothing was ticked that is not there already.")


def _searched(loaded: Loaded, typed: str, language: str) -> Choosing:
    hits = frameworks.find_skills(loaded, typed, language, MOST) if typed else []
    offers = [Offer(hit.address, hit.label, hit.soft) for hit in hits]
    said = "" if hits or not typed else _("No skill has a word that begins so. Try fewer letters.")
    return Choosing(
        bool(loaded.stored), typed, offers, said, loaded.credits_of([hit.address for hit in hits])
    )


def _suggested(loaded: Loaded, text: str) -> Choosing:
    try:
        found = loaded.suggester().suggest(text) if loaded.stored else []
    except SkillsError as error:
        return Choosing(bool(loaded.stored), said=f"{_(error.sentence)} {_(error.remedy)}")
    if not found:
        return Choosing(bool(loaded.stored), said=_("No skill was recognised in the description."))
    offers = [Offer(one.skill, one.label, one.skill in loaded.soft, tuple(one.words)) for one in found]
    lines = (*loaded.credits_of([one.skill for one in found]), CREDIT)
    return Choosing(True, "", offers, _("Tick those that are meant."), lines)
