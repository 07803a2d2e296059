"""The page of a credential: what was earned, whether it holds, and the holder's answer and tools."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from microcred.errors import MicrocredError
from microcred.platform.awards import services, words
from microcred.platform.awards.addresses import credential_address
from microcred.platform.awards.facts import Facts, facts
from microcred.platform.awards.models import Acceptance, Visibility
from microcred.platform.awards.pages.answers import standing
from microcred.platform.awards.pages.downloads import MEDIA_TYPES, data
from microcred.platform.awards.pages.requests import actor, now, words_of
from microcred.platform.awards.pages.seen import Seen, seen
from microcred.platform.credentials import services as credentials
from microcred.platform.network.queries import parts_of
from microcred.platform.network.shown import shown_parts
from microcred.platform.verifier import services as verifier
from microcred.platform.verifier.sources import outside
from microcred.platform.web.linkedin import linkedin_url
from microcred.platform.web.opengraph import Shared
from microcred.vc.jsontext import parse
from microcred.vc.report import VerificationReport

VISIBILITIES = (Visibility.PUBLIC, Visibility.LINK, Visibility.PRIVATE)


@require_safe
def credential(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page, or the signed data where a program asks for it."""
    found = seen(request, public_id)
    wanted = _wanted(request)
    if wanted:
        return data(request, found, wanted)
    if not found.whole:
        return _closed(request, found)
    made = credentials.stored_form(public_id)
    etag = _etag(request, found, made.sha256)
    if etag and request.headers.get("If-None-Match") == etag:
        unchanged = HttpResponseNotModified()
        unchanged["ETag"] = etag
        return unchanged
    document = parse(made.body)
    said, made_report = facts(document), report(made.body, found)
    parts = shown_parts(parts_of(document, made.body), made_report)
    issuer = standing(found.award.institution_id)
    shown = {
        **content(said, {said.institution: issuer.standing.colour}),
        **_tools(request, found, said),
        "seen": found,
        "report": made_report,
        "grey": found.credential.state != "active" or bool(found.credential.successor) or _over(found),
        "issuer": issuer,
        "parts": parts,
        "endorsed": [one for one in made_report.inside if one not in [part.statement for part in parts]],
        "shared": _shared(found, said),
    }
    answer = render(request, "awards/credential.html", shown)
    answer["Cache-Control"] = "private, no-cache"
    if etag:
        answer["ETag"] = etag
    patch_vary_headers(answer, ["Accept", "Accept-Language", "Cookie"])
    return answer


def _wanted(request: HttpRequest) -> str:
    """The format that the Accept header names before HTML, or empty."""
    for entry in request.headers.get("Accept", "").split(","):
        kind = entry.partition(";")[0].strip().lower()
        if kind in MEDIA_TYPES:
            return MEDIA_TYPES[kind]
        if kind in ("text/html", "application/xhtml+xml", "*/*"):
            return ""
    return ""


def _etag(request: HttpRequest, found: Seen, digest: str) -> str:
    """Of what a stranger sees; nothing where somebody is signed in or has messages to read."""
    if request.user.is_authenticated or found.shown.holder or found.shown.officer:
        return ""
    hour = found.at.strftime("%Y%m%d%H")  # the verdict on the page says when it was made
    status = found.credential.etag.removeprefix("W/").strip('"')
    return f'W/"{digest[:16]}-{status}-{found.shown.visibility}-{get_language()}-{hour}"'


def _over(found: Seen) -> bool:
    until = found.credential.valid_until
    return until is not None and until < found.at


def report(body: bytes, found: Seen) -> VerificationReport:
    """What the verifier says of the signed bytes now, trusting this installation's institutions."""
    return verifier.examine_for(body, at=found.at, sources=outside().sources(now=found.at))


def content(said: Facts, colours: dict[str, str]) -> dict[str, Any]:
    """What the page says of the document itself; the same for a sample."""
    return {
        "facts": said,
        "sentence": words.sentence(said),
        "certified": words.certified(said),
        "marks": words.marks(said, colours),
        "weight": list(words.weight(said)),
        "identity": words.identity(said.identity),
        "badge": said.image,
    }


def _tools(request: HttpRequest, found: Seen, said: Facts) -> dict[str, Any]:
    """Links of the holder and of everybody: downloads, LinkedIn, embed, sharing."""
    page = credential_address(found.public_id)
    award = found.award
    link = (
        f"{page}?{urlencode({'share': found.shown.share or found.share})}"
        if award.visibility == Visibility.LINK
        else page
    )
    downloads = [
        (_("Picture (PNG)"), reverse("awards:png", args=[found.public_id])),
        (_("Picture (SVG)"), reverse("awards:svg", args=[found.public_id])),
        (_("Data (JSON)"), reverse("awards:json", args=[found.public_id])),
        (_("Data (JWT)"), reverse("awards:jwt", args=[found.public_id])),
        (_("Certificate (A4)"), reverse("awards:certificate", args=[found.public_id])),
    ]
    letter = f"{reverse('awards:certificate', args=[found.public_id])}{found.query or '?'}"
    letter += f"{'&' if found.query else ''}paper=letter"
    return {
        "page": page,
        "link": link,
        "holder": found.shown.holder,
        "pending": award.acceptance == Acceptance.PENDING,
        "visibilities": [(one.value, VISIBILITY_WORDS[one]) for one in VISIBILITIES],
        "downloads": [
            *(
                (label, f"{address}{found.query}{'&' if found.query else '?'}download")
                for label, address in downloads
            ),
            (_("Certificate (Letter)"), letter),
        ],
        "linkedin": linkedin_url(
            name=said.title,
            organisation=said.institution,
            issued=said.awarded.date(),
            expires=said.ends.date() if said.ends else None,
            url=link,
            credential_id=found.public_id,
        ),
        "embed": f'<iframe src="{page}/embed" width="320" height="420" title="{said.title}"></iframe>',
        "can_share": award.visibility in (Visibility.PUBLIC, Visibility.LINK),
        "elsewhere": reverse("verifier:elsewhere"),
    }


VISIBILITY_WORDS = {
    Visibility.PUBLIC: gettext_lazy("Everybody, search engines too"),
    Visibility.LINK: gettext_lazy("Whoever has the link"),
    Visibility.PRIVATE: gettext_lazy("Only me"),
}


def _shared(found: Seen, said: Facts) -> Shared | None:
    if not found.shown.indexed:
        return None
    page = credential_address(found.public_id)
    return Shared(
        f"{said.name}: {said.title}",
        f"{said.name} {words.sentence(said)} {words.certified(said)}",
        page,
        f"{page}.png",
        said.title,
    )


def _closed(request: HttpRequest, found: Seen) -> HttpResponse:
    """An id alone resolves to the status only."""
    answer = render(request, "awards/closed.html", {"state": found.credential.state}, status=200)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """The holder accepts, declines, or chooses who sees it."""
    what, key = request.POST.get("what", ""), request.POST.get("key", "")
    given: dict[str, Any] = {"actor": actor(request), "public_id": public_id, "now": now(), "key": key}
    try:
        if what == "decline":
            services.decline(**given)
            return render(request, "awards/declined.html", {"public_id": public_id, "key": key})
        if what == "accept":
            services.accept(**given, visibility=request.POST.get("visibility") or Visibility.PRIVATE)
            messages.success(request, _("The credential is yours now."))
        else:
            services.show_to(**given, visibility=request.POST.get("visibility", ""))
            messages.success(request, _("Who can see it was changed."))
    except (MicrocredError, ValueError) as error:
        messages.error(request, words_of(error) if isinstance(error, MicrocredError) else _("Choose one."))
    return _back(public_id, key)


@require_POST
def share(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new link for sharing; the one before ends."""
    key = request.POST.get("key", "")
    try:
        services.new_share(actor=actor(request), public_id=public_id, now=now(), key=key)
        messages.success(request, _("A new link was made. The old one opens nothing any more."))
    except MicrocredError as error:
        messages.error(request, words_of(error))
    return _back(public_id, key)


def _back(public_id: str, key: str) -> HttpResponseRedirect:
    query = f"?{urlencode({'key': key})}" if key else ""
    return HttpResponseRedirect(reverse("awards:credential", args=[public_id]) + query)


@xframe_options_exempt
@csp_update({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # it passes on what the address holds
@require_safe
def embed(request: HttpRequest, public_id: str) -> HttpResponse:
    """A public credential inside another site's page: badge, sentence, verdict, link."""
    found = seen(request, public_id)
    if not found.shown.indexed:
        return _closed(request, found)
    made = credentials.stored_form(public_id)
    said = facts(parse(made.body))
    shown = {**content(said, {}), "report": report(made.body, found), "page": credential_address(public_id)}
    return render(request, "awards/embed.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest) -> HttpResponse:
    """The code of a printed slip, typed or scanned."""
    code, who = request.POST.get("code") or request.GET.get("code", ""), actor(request)
    wrong = ""
    if request.method == "POST" and who is not None:
        try:
            made = services.claim(actor=who, code=code, now=now())
        except MicrocredError as error:
            wrong = words_of(error)
        else:
            messages.success(request, _("The credential is yours now."))
            return redirect("awards:credential", made)
    return render(request, "awards/claim.html", {"code": code, "wrong": wrong})
