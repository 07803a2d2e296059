"""The learner's side: what there is, the map of one, next steps, and "what if I also took"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from microcred.platform.catalogue import queries as catalogue
from microcred.platform.credentials.addresses import credential_address
from microcred.platform.institutions import queries as institutions
from microcred.platform.institutions.queries import origin
from microcred.platform.qualifications import drawing, queries, services, shown
from microcred.platform.qualifications.holdings import holdings
from microcred.platform.qualifications.pages.rules import actor_of
from microcred.platform.qualifications.reading import at_home
from microcred.rules.closing import what_if
from microcred.rules.evaluate.evaluation import Evaluation, Evaluator, Outcome
from microcred.rules.model.requirements import GivenCredential
from microcred.rules.model.rule import Rule

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@require_safe
def qualifications(request: HttpRequest) -> HttpResponse:
    """All qualifications that are built from parts."""
    return render(request, "qualifications/all.html", {"rows": queries.qualifications()})


@never_cache
@require_safe
def qualification(request: HttpRequest, qualification: str) -> HttpResponse:
    """One: the map with what a learner has, the same as a list, what is next."""
    found = queries.qualification(qualification)
    if found.rule is None:
        return render(request, "404.html", status=404)
    now = timezone.now()
    account: Account | None = actor_of(request) if request.user.is_authenticated else None
    progress = queries.progress_of(account, qualification) if account else None
    if progress:
        services.review(progress=progress.public_id, now=now)
        progress = queries.progress_of(actor_of(request), qualification)
    rule = queries.rule_version(found.book, progress.version) if progress else found.rule
    read = holdings(account, now) if account else []
    held = [at_home(one.held, found.institution.did) for one in read]
    names = {one.held.id: one.title for one in read}
    told, evaluation = shown.told(rule, held, now.date(), names)
    states = {row.path: row.outcome for row in told.rows} if account else {}
    wanted = _open_parts(rule, {one.achievement for one in held})
    chosen = [one for one in request.GET.getlist("take") if one in dict(wanted)]
    more = [one for one in (queries.as_held(each, now) for each in chosen) if one is not None]
    then = what_if(Evaluator(rule, now.date()), held, more) if more else None
    met, most = shown.parts_met(evaluation)
    context = {
        "qualification": found,
        "progress": progress,
        "told": told if account else None,
        "words": shown.asked(rule),
        "picture": mark_safe(drawing.picture(found.title, drawing.stops(rule, states))),  # noqa: S308
        "stops": [(one, drawing.role_word(one.role)) for one in drawing.stops(rule, states)],
        "wanted": wanted,
        "steps": _open_parts(rule, {one.achievement for one in held}, _met(evaluation)),
        "chosen": chosen,
        "then": then,
        "then_word": shown.outcome_word(then.after.outcome) if then else "",
        "then_missing": shown.amount(then.after.missing) if then else "",
        "version": rule.version,
        "met": met,
        "most": most,
    }
    return render(request, "qualifications/qualification.html", context)


def _met(evaluation: Evaluation) -> frozenset[str]:
    """The paths of what is met."""
    return frozenset(one.path for one in evaluation.requirements if one.outcome is Outcome.MET)


def _open_parts(rule: Rule, held: set[str], met: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """The micro-credentials that a rule names and the learner does not hold, by id and title.

    Those that stand below something of `met` are left out: enough of their neighbours are held.
    """
    prefix = f"{origin()}/m/"
    found: dict[str, str] = {}
    for path, one in rule.walk():
        above = path.split(".")
        if any(".".join(above[:n]) in met for n in range(1, len(above))):
            continue
        if isinstance(one, GivenCredential) and one.micro_credential not in held:
            public_id = one.micro_credential.removeprefix(prefix)
            version = catalogue.published_version(public_id)
            if version:
                found[public_id] = version.content.name
    return list(found.items())


@login_required
@require_POST
def begin(request: HttpRequest, qualification: str) -> HttpResponse:
    """Begins it: the version that holds now is the learner's own from here on."""
    services.start(actor=actor_of(request), public_id=qualification, now=timezone.now())
    return redirect("qualifications:qualification", qualification)


@never_cache
@login_required
@require_safe
def record(request: HttpRequest, qualification: str) -> HttpResponse:
    """The signed record with the parts inside, for the learner to take along."""
    body = queries.record_of(actor_of(request), qualification)
    reply = HttpResponse(body, content_type="application/vc")
    reply["Content-Disposition"] = 'attachment; filename="record.json"'
    return reply


@require_GET
def parts(request: HttpRequest, progress: str) -> HttpResponse:
    """The parts of an awarded qualification, by title and address; nothing of whose they are."""
    found = queries.parts(progress)
    qualification = queries.qualification(found.qualification)
    context = {
        "progress": found,
        "qualification": qualification,
        "parts": [(title, credential_address(one) if one else "") for one, title in found.parts],
        "issuer": institutions.institution(qualification.institution.public_id),
    }
    return render(request, "qualifications/parts.html", context)
