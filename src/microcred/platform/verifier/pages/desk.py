"""The employer desk: many credentials in, one row for each person out. Kept for an hour, for one reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from microcred.errors import MicrocredError
from microcred.platform.accounts.errors import TooOften
from microcred.platform.verifier import queries, services, visitors
from microcred.platform.verifier.desk import state
from microcred.platform.verifier.desk.gathering import REQUEST_BYTES, gather
from microcred.platform.verifier.desk.people import Person
from microcred.platform.verifier.forms import DeskForm
from microcred.platform.verifier.models import DeskRun
from microcred.platform.verifier.services.watching import moved_on
from microcred.vc.verdicts import Verdict

PAGE = 50
VERDICTS = tuple((one.value, one.word) for one in Verdict)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
@visitors.bounded(REQUEST_BYTES)
def desk(request: HttpRequest) -> HttpResponse:
    """The form, or the start of a run."""
    if request.method == "POST":
        return _start(request)
    services.forget_runs(now=timezone.now())
    return _form(request, DeskForm(policies=queries.policies(visitors.reader(request))))


@csrf_protect
def _start(request: HttpRequest) -> HttpResponse:
    account, now = visitors.reader(request), timezone.now()
    services.forget_runs(now=now)
    form = DeskForm(request.POST, policies=queries.policies(account))
    if not form.is_valid():
        return _form(request, form, 422)
    try:
        visitors.count(request, checks=10)
        files = [(str(one.name), one.read()) for one in request.FILES.getlist("files")]
        run = services.start_run(
            actor=account,
            gathered=gather(files, form.cleaned_data["text"]),
            wanted=form.wanted,
            policy=form.cleaned_data.get("policy", ""),
            consent=form.cleaned_data["consent"],
            now=now,
        )
    except TooOften:
        raise
    except MicrocredError as error:
        form.add_error("text", f"{gettext(error.sentence)} {gettext(error.remedy)}")
        return _form(request, form, 422)
    moved_on(run)
    return redirect("verifier:run", run.pk)


@never_cache
@require_GET
def run(request: HttpRequest, public_id: str) -> HttpResponse:
    """The people of a run, as far as it has come."""
    found = _run(request, public_id)
    moved_on(found)
    return render(request, "verifier/run.html", _context(request, found))


@never_cache
@require_GET
def progress(request: HttpRequest, public_id: str) -> HttpResponse:
    """Moves the run on, and says how far it is: what the page asks every two seconds."""
    found = _run(request, public_id)
    moved_on(found)
    return render(request, "verifier/parts/progress.html", {"progress": _progress(found)})


@require_POST
def allow(request: HttpRequest, public_id: str) -> HttpResponse:
    """Allows the requests that waited for consent."""
    services.allow_requests(actor=visitors.reader(request), public_id=public_id, now=timezone.now())
    return redirect("verifier:run", public_id)


@require_POST
def forget(request: HttpRequest, public_id: str) -> HttpResponse:
    """Deletes a run now."""
    services.forget_run(actor=visitors.reader(request), public_id=public_id, now=timezone.now())
    messages.success(request, _("The results were deleted."))
    return redirect("verifier:desk")


@never_cache
@require_GET
def people_csv(request: HttpRequest, public_id: str) -> HttpResponse:
    """One line for each person."""
    return _table(request, public_id, "people")


@never_cache
@require_GET
def credentials_csv(request: HttpRequest, public_id: str) -> HttpResponse:
    """One line for each credential."""
    return _table(request, public_id, "credentials")


@never_cache
@require_GET
def run_json(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything as JSON."""
    body = state.results_of(_run(request, public_id), named=_named(request))
    return JsonResponse(body, json_dumps_params={"indent": 2, "ensure_ascii": False})


@dataclass(frozen=True)
class Progress:
    """How far a run is."""

    done: int
    total: int
    label: str
    url: str

    @property
    def finished(self) -> bool:
        """Whether nothing waits."""
        return self.done >= self.total


def _run(request: HttpRequest, public_id: str) -> DeskRun:
    return services.run_of(visitors.reader(request), public_id, timezone.now())


def _progress(found: DeskRun) -> Progress:
    now = state.state_of(found)
    label = _("%(done)s of %(total)s checked") % {"done": now.done, "total": now.total}
    return Progress(now.done, now.total, label, reverse("verifier:progress", args=[found.pk]))


def _named(request: HttpRequest) -> bool:
    return request.GET.get("names") != "hidden"


def _table(request: HttpRequest, public_id: str, table: str) -> HttpResponse:
    found = _run(request, public_id)
    return _file(state.table_of(found, table, named=_named(request)), f"{table}-{found.pk[:6]}.csv")


def _context(request: HttpRequest, found: DeskRun) -> dict[str, Any]:
    order = request.GET.get("order", "look")
    show = request.GET.get("show", "all")
    skill = request.GET.get("skill", "")
    everybody = state.people_of(found)
    people = _ordered(_filtered(everybody, show, skill), order)
    hidden = request.GET.get("names") == "hidden"
    size = max(len(people), PAGE) if request.GET.get("size") == "all" else PAGE
    names, whole = request.GET.copy(), request.GET.copy()
    names.pop("page", None)
    whole.pop("page", None)
    names["names"], whole["size"] = "shown" if hidden else "hidden", "all"
    return {
        "run": found,
        "progress": _progress(found),
        "page": Paginator(people, size).get_page(request.GET.get("page")),
        "count": len(people),
        "everybody": len(everybody),
        "look": sum(1 for person in everybody if person.needs_a_look),
        "holding": sum(1 for person in everybody if person.holds),
        "consents": state.state_of(found).consents,
        "order": order,
        "show": show,
        "skill": skill,
        "hidden": hidden,
        "verdicts": VERDICTS,
        "names_query": names.urlencode(),
        "whole_query": whole.urlencode(),
        "export_query": "?names=hidden" if hidden else "",
    }


def _filtered(people: list[Person], show: str, skill: str) -> list[Person]:
    if show == "look":
        people = [person for person in people if person.needs_a_look]
    elif show == "holds":
        people = [person for person in people if person.holds]
    elif show == "found":
        people = [person for person in people if person.skills and not person.missing]
    elif show != "all":
        people = [person for person in people if show in person.verdicts]
    if skill:
        people = [person for person in people if person.skills.get(skill) == "found"]
    return people


def _ordered(people: list[Person], order: str) -> list[Person]:
    """What needs a look on top, unless another order is asked for."""
    if order == "name":
        return sorted(people, key=lambda person: (person.name.casefold(), person.number))
    if order == "found":
        return sorted(people, key=lambda person: (-len(person.found), -len(person.doubtful), person.number))
    if order == "given":
        return sorted(people, key=lambda person: person.number)
    return sorted(people, key=lambda person: (not person.needs_a_look, person.number))


def _form(request: HttpRequest, form: DeskForm, status: int = 200) -> HttpResponse:
    runs = queries.runs(visitors.reader(request), timezone.now())
    return render(request, "verifier/desk.html", {"form": form, "runs": runs}, status=status)


def _file(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
