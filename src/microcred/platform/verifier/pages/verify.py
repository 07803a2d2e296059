"""The verify page, for anyone: one document in, a report out; nothing is stored."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from microcred.errors import MicrocredError
from microcred.platform.accounts.errors import TooOften
from microcred.platform.network.shown import shown_parts
from microcred.platform.verifier import intake, queries, services, shown, visitors
from microcred.platform.verifier.collector import collector_document
from microcred.platform.verifier.errors import LinkInPicture, NothingGiven, TimeUnreadable
from microcred.platform.verifier.forms import TrustForm, VerifyForm, expected
from microcred.platform.verifier.gate import GATE
from microcred.platform.verifier.intake import Given
from microcred.platform.verifier.paper import report_pdf
from microcred.platform.verifier.qr.reading import inside, is_searched
from microcred.platform.verifier.sources import SteppingAside, outside
from microcred.platform.verifier.trust.stored import ReaderPolicy, policy_for
from microcred.vc.documents import ConsentMissing
from microcred.vc.openbadges import ExpectedRecipient
from microcred.vc.report import VerificationReport
from microcred.vc.timestamps import parse_timestamp

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True)
class Asked:
    """What was asked about what was given. `at` is None for now.

    `consent` allows requests that tell an issuer which credential is checked; whoever gives an address has.
    """

    given: Given
    at: datetime | None
    expected: ExpectedRecipient | None
    policy: str = ""
    tell_issuer: bool = False

    @property
    def consent(self) -> bool:
        """Whether such requests are allowed."""
        return self.tell_issuer or bool(self.given.address)


@dataclass(frozen=True)
class Answer:
    """The report, whose policy it was made by, and when."""

    report: VerificationReport
    policy: ReaderPolicy
    made_at: datetime


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
@visitors.bounded(intake.REQUEST_BYTES)
def verify(request: HttpRequest) -> HttpResponse:
    """The form, and the report as an answer to it. A program that accepts JSON gets the report as JSON."""
    if request.method == "POST":
        return _answer_json(request) if visitors.wants_json(request) else _answer_page(request)
    prefilled = {"text": request.GET.get("address", "")[:4000]}
    return _form(request, VerifyForm(initial=prefilled, policies=_policies(request)))


@csrf_exempt
@never_cache
@require_POST
@visitors.bounded(intake.REQUEST_BYTES)
def verify_json(request: HttpRequest) -> HttpResponse:
    """The report as JSON. The body is the credential itself, or a form with `file` or `text`."""
    return _answer_json(request)


@csrf_exempt
@never_cache
@require_POST
@visitors.bounded(intake.REQUEST_BYTES)
def verify_pdf(request: HttpRequest) -> HttpResponse:
    """The report as PDF, with the same report as JSON attached."""
    answer = _examined(request, _asked(request))
    body = report_pdf(answer.report, answer.policy, answer.made_at)
    reply = HttpResponse(body, content_type="application/pdf")
    reply["Content-Disposition"] = 'attachment; filename="report.pdf"'
    return reply


@csrf_exempt
@never_cache
@require_POST
@visitors.bounded(intake.REQUEST_BYTES)
def verify_bundle(request: HttpRequest) -> HttpResponse:
    """The evidence bundle: the check with all that it needs, sealed by this installation."""
    asked, now = _asked(request), timezone.now()
    with GATE.inside():
        body = services.bundle_for(
            asked.given.data,
            at=asked.at or now,
            policy=policy_for(visitors.reader(request), asked.policy),
            now=now,
            expected=asked.expected,
            consent=asked.consent,
            aside=GATE.aside,
        )
    reply = HttpResponse(body, content_type="application/zip")
    reply["Content-Disposition"] = f'attachment; filename="evidence-{now:%Y-%m-%d}.zip"'
    return reply


@require_GET
def collector(request: HttpRequest) -> HttpResponse:
    """The DID document of this installation: with its keys evidence bundles are sealed."""
    reply = JsonResponse(collector_document(), content_type="application/did+json")
    reply["Cache-Control"] = "public, max-age=300"
    reply["Access-Control-Allow-Origin"] = "*"
    return reply


@require_GET
def elsewhere(request: HttpRequest) -> HttpResponse:
    """How to make the same check with other software."""
    return render(request, "verifier/elsewhere.html", {"by": shown.by()})


@never_cache
@login_required
@require_POST
def trust_issuer(request: HttpRequest) -> HttpResponse:
    """Records "we trust this issuer for ...", then goes on to the reader's lists."""
    form = TrustForm(request.POST)
    actor = visitors.reader(request)
    if actor is not None and form.is_valid():
        chosen = form.cleaned_data
        ends = datetime.combine(chosen["ends"], datetime.min.time(), tzinfo=timezone.get_default_timezone())
        try:
            services.trust_issuer(
                actor=actor,
                issuer=chosen["issuer"],
                name=chosen["name"],
                reason=chosen["reason"],
                ends=ends,
                collector=chosen["collector"],
                now=timezone.now(),
            )
        except MicrocredError as error:
            form.add_error(None, f"{gettext(error.sentence)} {gettext(error.remedy)}")
        else:
            messages.success(request, _("Recorded. Check the credential again to see it counted."))
            return redirect("verifier:trust")
    return render(request, "verifier/trust_issuer.html", {"form": form}, status=422)


@csrf_protect
def _answer_page(request: HttpRequest) -> HttpResponse:
    form = VerifyForm(request.POST, request.FILES, policies=_policies(request))
    if not form.is_valid():
        return _form(request, form, status=422)
    try:
        policy = form.cleaned_data.get("policy", "")
        asked = Asked(_given(request), form.when, form.expected, policy, bool(request.POST.get("consent")))
    except LinkInPicture as link:
        return _ask_to_follow(request, form, link)
    except MicrocredError as error:
        if getattr(error, "status", 422) != 422 or isinstance(error, TooOften):
            raise
        form.add_error("text", f"{gettext(error.sentence)} {gettext(error.remedy)}")
        return _form(request, form, status=422)
    answer = _examined(request, asked)
    return render(request, "verifier/report.html", _report_context(request, asked, answer))


def _ask_to_follow(request: HttpRequest, form: VerifyForm, link: LinkInPicture) -> HttpResponse:
    """The form again with the address of the code filled in: it is fetched when the reader says so."""
    given = {**form.cleaned_data, "text": link.detail}
    again = VerifyForm(initial=given, policies=_policies(request))
    shown = {"form": again, "more_open": False, "link": link}
    return render(request, "verifier/verify.html", shown)


def _answer_json(request: HttpRequest) -> HttpResponse:
    answer = _examined(request, _asked(request))
    parts = services.noted_parts(answer.report, answer.made_at)
    body = shown.as_json(answer.report, answer.policy, answer.made_at, parts)
    reply = JsonResponse(body, json_dumps_params={"indent": 2, "ensure_ascii": False})
    reply["Access-Control-Allow-Origin"] = "*"
    return reply


def _asked(request: HttpRequest) -> Asked:
    """What a program or a button of the report asks; raises what `_given` raises, or `TimeUnreadable`."""
    named = request.POST if _is_form(request) else request.GET
    text = named.get("at", "").strip()
    return Asked(
        _given(request),
        _time(text) if text else None,
        expected(named.get("recipient", "")),
        named.get("policy", ""),
        bool(named.get("consent")),
    )


def _examined(request: HttpRequest, asked: Asked) -> Answer:
    now = timezone.now()
    account = visitors.reader(request)
    policy = policy_for(account, asked.policy)
    with GATE.inside():
        report = services.examine_for(
            asked.given.data,
            at=asked.at or now,
            policy=policy.policy,
            anchors=policy.anchors,
            sources=outside().sources(consent=asked.consent, aside=GATE.aside, now=now),
            expected=asked.expected,
            account=account,
            now=now,
        )
    return Answer(report, policy, now)


def _given(request: HttpRequest) -> Given:
    """What the request holds; an address in it is fetched. Raises as `intake` says, `TooOften`."""
    visitors.count(request)
    account, now = visitors.reader(request), timezone.now()
    if not _is_form(request):
        return _looked_into(intake.from_file("", request.body), account, now)
    file = request.FILES.get("file")
    if isinstance(file, UploadedFile):
        return _looked_into(intake.from_file(str(file.name), file.read()), account, now)
    carried = request.POST.get("carried", "")
    if carried:
        return Given(_carried(carried), address=request.POST.get("address", "")[:2000])
    with GATE.inside():
        fetcher = SteppingAside(outside().lists, GATE.aside)
        return intake.from_text(request.POST.get("text", ""), account=account, now=now, fetcher=fetcher)


def _looked_into(given: Given, account: Account | None, now: datetime) -> Given:
    """The file, or what a QR code in it stands for. Our own addresses are followed: nobody else is asked.

    Raises `LinkInPicture` for another's.
    """
    if not is_searched(given.data):
        return given
    try:
        with GATE.inside():
            return replace(given, data=inside(given.data))
    except LinkInPicture as link:
        if not intake.is_own(link.detail):
            raise
        return intake.from_address(link.detail, account=account, now=now, fetcher=outside().lists)


def _is_form(request: HttpRequest) -> bool:
    return request.content_type in ("multipart/form-data", "application/x-www-form-urlencoded")


def _carried(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NothingGiven from None


def _time(text: str) -> datetime:
    for spelled in (text, f"{text}Z", f"{text}:00Z", f"{text}T00:00:00Z"):
        try:
            return parse_timestamp(spelled)
        except MicrocredError:
            continue
    raise TimeUnreadable(text[:40])


def _policies(request: HttpRequest) -> list[queries.PolicyRow]:
    return queries.policies(visitors.reader(request))


def _form(request: HttpRequest, form: VerifyForm, status: int = 200) -> HttpResponse:
    more = any(form[name].errors for name in ("at", "recipient", "policy") if name in form.fields)
    return render(request, "verifier/verify.html", {"form": form, "more_open": more}, status=status)


def _report_context(request: HttpRequest, asked: Asked, answer: Answer) -> dict[str, Any]:
    report, account = answer.report, visitors.reader(request)
    found = shown.shown(report, answer.policy)
    text, cut = shown.pretty(report.content)
    content = _carry(report)
    small = 0 < len(content) <= shown.LONGEST_TEXT
    undecided_issuer = shown.may_trust(report)
    return {
        "report": report,
        "found": found,
        "parts": shown_parts(services.noted_parts(report, answer.made_at), report),
        "by": shown.by(),
        "made_at": answer.made_at,
        "other_time": asked.at is not None,
        "policy": answer.policy,
        "given": asked.given,
        "carried": base64.b64encode(content).decode("ascii") if small else "",
        "asked": {
            "at": asked.at.strftime("%Y-%m-%dT%H:%M") if asked.at else "",
            "recipient": _recipient(asked.expected),
            "policy": asked.policy,
            "address": asked.given.address,
            "consent": asked.tell_issuer,
        },
        "wants_consent": any(one.code == ConsentMissing.code for one in report.checks),
        "again": VerifyForm(
            initial={"at": asked.at, "recipient": _recipient(asked.expected), "policy": asked.policy},
            policies=_policies(request),
            auto_id="again_%s",
        ),
        "text": text,
        "text_cut": cut,
        "inside": [(one, shown.shown(one)) for one in report.inside],
        "may_trust": undecided_issuer,
        "trust_form": TrustForm(
            initial={"issuer": found.issuer_id if found else "", "name": found.issuer if found else ""},
            auto_id="trust_%s",
        )
        if undecided_issuer and account
        else None,
    }


def _carry(report: VerificationReport) -> bytes:
    """What the buttons of a report send again: the text that was found, or a badge known by its address."""
    text = report.content
    if intake.is_address(text):
        text = json.dumps({"id": text.strip()})
    return text.encode("utf-8")


def _recipient(asked: ExpectedRecipient | None) -> str:
    return "" if asked is None else asked.id or asked.email or asked.name
