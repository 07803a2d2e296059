"""The skill profile: what credentials show and what is declared, every number with what is behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from microcred.errors import MicrocredError
from microcred.platform.accounts.asking import me
from microcred.platform.frameworks import memory
from microcred.platform.frameworks import queries as frameworks
from microcred.platform.portfolio import queries, services, words
from microcred.platform.portfolio.errors import SkillUnnamed
from microcred.platform.portfolio.frameworks_here import framework
from microcred.platform.portfolio.groups import group_of
from microcred.platform.portfolio.pages.forms import DayForm, DeclareForm
from microcred.platform.portfolio.pages.requests import address_of, now, words_of
from microcred.platform.portfolio.queries import Entry, Growth
from microcred.platform.portfolio.queries.growth import language
from microcred.platform.verifier.queries import domain_of
from microcred.skills.levels import ProficiencyLevel
from microcred.skills.profile.evidence import Evidence
from microcred.skills.profile.profile import ProfileSkill, SkillClaim, SkillProfile


@dataclass(frozen=True)
class Reason:
    """One claim behind a skill, with the page of its credential; `declared` is the id to take it back by."""

    how: str
    shape: str
    level: int | None
    who: str
    title: str
    url: str
    since: datetime
    until: datetime | None
    declared: str = ""


@dataclass(frozen=True)
class Row:
    """One skill of the page."""

    label: str
    group: str
    level: str
    how: str
    shape: str
    fresh: str
    since: datetime | None
    lapses: datetime | None
    who: str
    reasons: Sequence[Reason]
    lapsed: Sequence[Reason]
    uses: Sequence[Reason]
    number: int | None
    ended: datetime | None = None
    used_in: str = ""


@dataclass(frozen=True)
class Unsettled:
    """A credential that does not count yet, and what would settle it."""

    entry: Entry
    domain: str


@never_cache
@login_required
@require_safe
def skills(request: HttpRequest) -> HttpResponse:
    """`/skills-held`; `?view=private` counts what the learner chose to count, `?day=` looks back to a day."""
    who, at = me(request), now()
    private = request.GET.get("view") == "private"
    growth = queries.growth(who, at, private=private)
    form = DayForm(request.GET if request.GET.get("day") else None, initial={"day": at.date()})
    day = form.moment if form.is_bound and form.is_valid() else None
    if day is not None and day < at:
        at = day
    else:
        day = None
    profile = growth.profile(at)
    held = [one for one in profile.skills.values() if one.held]
    over = [one for one in profile.skills.values() if not one.held and one.lapsed]
    used = [one for one in profile.skills.values() if not one.held and not one.lapsed and one.uses]
    shown = {
        "sentence": words.shown_on(profile, day)
        if day
        else words.sentence(words.standing(growth.entries, profile, at), at),
        "form": form,
        "day": day,
        "soft": [_row(one, growth, at) for one in profile.soft if one in held],
        "hard": [_row(one, growth, at) for one in profile.hard if one in held],
        "over": [_row(one, growth, at) for one in over],
        "used": [_row(one, growth, at, used_in=_names(one, profile)) for one in used],
        "unsettled": [
            Unsettled(one, domain_of(one.issuer_id))
            for one in growth.entries
            if one.settle in ("issuer", "person") and not one.archived
        ],
        "counted": sum(1 for one in growth.entries if one.counted and not one.archived),
        "private": private,
        "any": bool(profile.skills) or day is not None,
        "credits": sources_of(profile.skills),
        "start": address_of("careers:start", "careers:plan", "frameworks:occupations"),
        "plan": address_of("careers:plan"),
    }
    return render(request, "portfolio/skills.html", shown)


def sources_of(skills: Iterable[str]) -> Sequence[str]:
    """The lines of credit of the frameworks that name these skills."""
    loaded = memory.loaded()
    return loaded.credits_of([*skills]) if loaded.stored else [framework().credit]


def _names(one: ProfileSkill, profile: SkillProfile) -> str:
    """The hard skills of which holding them is a use of this one."""
    hard = dict.fromkeys(claim.skill for claim in one.uses)
    return words.joined([profile.skills[each].label for each in hard if each in profile.skills])


def _row(one: ProfileSkill, growth: Growth, at: datetime, used_in: str = "") -> Row:
    strongest = one.claims[0] if one.claims else None
    word, shape = words.EVIDENCE[strongest.evidence] if strongest else ("", "clock" if one.lapsed else "link")
    ends = [claim.until for claim in one.lapsed if claim.until]
    fresh = one.freshness(at)
    declared_only = one.evidence is Evidence.DECLARED
    return Row(
        label=growth.label_of(one.skill, one.label),
        group=group_of(framework(), one.skill, soft=one.soft).label,
        level=str(one.level) if one.level else "",
        how=str(word),
        shape=shape,
        fresh=str(words.FRESHNESS[fresh]) if fresh and not declared_only else "",
        since=one.since if one.claims else None,
        lapses=one.lapses,
        who=", ".join(dict.fromkeys(claim.issuer_name for claim in one.claims if claim.issuer_name)),
        reasons=[_reason(claim, growth) for claim in one.claims],
        lapsed=[_reason(claim, growth) for claim in one.lapsed],
        uses=[_reason(claim, growth) for claim in one.uses],
        number=memory.loaded().skill_ids.get(one.skill),
        ended=max(ends, default=None) if not one.claims else None,
        used_in=used_in,
    )


def _reason(claim: SkillClaim, growth: Growth) -> Reason:
    word, shape = words.EVIDENCE[claim.evidence]
    entry = next((one for one in growth.entries if one.id == claim.credential), None)
    mine = next((one for one in growth.declared if one.skill == claim.skill), None)
    return Reason(
        how=str(word),
        shape=shape,
        level=claim.level,
        who=claim.issuer_name,
        title=entry.title if entry else "",
        url=entry.url if entry else "",
        since=claim.since,
        until=claim.until,
        declared=mine.public_id if mine and not claim.credential else "",
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest) -> HttpResponse:
    """Adds declared skills: those ticked in the picker, and one in own words."""
    who = me(request)
    levels = [(int(one), words.level(int(one))) for one in ProficiencyLevel]
    form = DeclareForm(request.POST or None, levels=levels)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        since = datetime.combine(given["since"], time(12), UTC) if given["since"] else None
        ticked, typed = request.POST.getlist("skill"), " ".join(given["label"].split())
        wanted = [(address, "") for address in ticked] or [(_named(typed), typed)]
        try:
            for address, label in wanted:
                services.declare(
                    actor=who,
                    skill=address,
                    label=label,
                    level=given["level"],
                    since=since,
                    now=now(),
                    language=language(),
                )
        except MicrocredError as error:
            form.add_error("label" if isinstance(error, SkillUnnamed) else None, words_of(error))
        else:
            messages.success(request, _("It stands among your skills, marked as declared by you."))
            return redirect("portfolio:skills")
    picker = address_of("frameworks:pick") if memory.loaded().stored else ""
    shown = {"form": form, "picker": picker, "declared": queries.declared_by(who)}
    return render(request, "portfolio/declare.html", shown, status=422 if form.errors else 200)


def _named(typed: str) -> str:
    """The address of the skill that is called just so, or nothing."""
    loaded = memory.loaded()
    if not loaded.stored:
        wanted = typed.casefold()
        known = framework().skills.values()
        return next((one.address for one in known if one.label(language()).casefold() == wanted), "")
    hits = frameworks.find_skills(loaded, typed, language(), 5)
    return next((one.address for one in hits if one.hit.casefold() == typed.casefold()), "")


@login_required
@require_POST
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Takes back a declared skill."""
    services.withdraw_declared(actor=me(request), public_id=public_id)
    messages.success(request, _("You declare it no more."))
    return redirect("portfolio:skills")
