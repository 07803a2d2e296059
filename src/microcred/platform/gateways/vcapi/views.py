"""The addresses of the VC API: requests read strictly, refusals as the specification has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from microcred.errors import MicrocredError
from microcred.platform.gateways.access import Caller
from microcred.platform.gateways.api.calling import called_by, check_length
from microcred.platform.gateways.api.problems import problem
from microcred.platform.gateways.errors import (
    MethodRefused,
    RequestUnreadable,
    ScopeMissing,
)
from microcred.platform.gateways.scopes import Scope
from microcred.platform.gateways.vcapi.issuing import issued
from microcred.platform.gateways.vcapi.statuses import change, purposes_asked
from microcred.platform.gateways.vcapi.verifying import Verified, verified
from microcred.platform.verifier import visitors
from microcred.platform.verifier.gate import GATE
from microcred.platform.web.asking import now
from microcred.vc.baking.text import is_jws
from microcred.vc.defaults import default_canoniser
from microcred.vc.errors import CredentialError
from microcred.vc.jsontext import parse, write
from microcred.vc.proofs import Challenge
from microcred.vc.proofs import derive as derived

MOST_BYTES = 2_200_000
Object = Mapping[str, Any]
View = Callable[[HttpRequest], HttpResponse]


def _posted(view: View) -> View:
    """POST only; a refusal becomes a problem, and one about what was sent has the status 400."""

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        try:
            if request.method != "POST":
                raise MethodRefused(str(request.method))
            check_length(request, MOST_BYTES)
            return view(request)
        except MicrocredError as error:
            refused = problem(request, error)
            if refused.status_code == 422 or isinstance(error, CredentialError):
                refused.status_code = 400
            if isinstance(error, MethodRefused):
                refused["Allow"] = "POST"
            return refused

    return answered


@_posted
def issue(request: HttpRequest) -> HttpResponse:
    """`/vc-api/credentials/issue`: signs a document with the institution's key, where that is allowed."""
    caller: Caller = called_by(request)
    if Scope.ISSUE not in caller.scopes:
        raise ScopeMissing(Scope.ISSUE)
    body = _body(request)
    options = _options(body)
    suite = _text(options, "cryptosuite") or None
    mandatory = _texts(options, "mandatoryPointers")
    asked = purposes_asked(options)
    document = _member(body, "credential")
    made = issued(caller, document, now(), suite=suite, mandatory=mandatory, purposes=asked)
    return _answer({"verifiableCredential": made}, 201)


@_posted
def status(request: HttpRequest) -> HttpResponse:
    """`/vc-api/credentials/status`: sets or clears the status of a document that was signed here."""
    caller: Caller = called_by(request)
    if Scope.AWARDS_STATUS not in caller.scopes:
        raise ScopeMissing(Scope.AWARDS_STATUS)
    body = _body(request)
    set_to = body.get("status")
    if not isinstance(set_to, bool):
        raise RequestUnreadable("status is true or false")
    change(caller, _text(body, "credentialId"), _member(body, "credentialStatus"), now(), to=set_to)
    return _answer({}, 200)


@_posted
def verify(request: HttpRequest) -> HttpResponse:
    """`/vc-api/credentials/verify`: 200 for one that is verified, 400 for any other."""
    visitors.count(request)
    body = _body(request)
    return _verified(verified(_document(body, "verifiableCredential"), now=now(), checks=_checks(body)))


@_posted
def verify_presentation(request: HttpRequest) -> HttpResponse:
    """`/vc-api/presentations/verify`: the presentation and what it presents, with challenge and domain."""
    visitors.count(request)
    body = _body(request)
    options = _options(body)
    asked = Challenge(_text(options, "challenge"), _text(options, "domain"))
    data = _document(body, "verifiablePresentation")
    return _verified(verified(data, now=now(), checks=_checks(body), challenge=asked))


@_posted
def derive(request: HttpRequest) -> HttpResponse:
    """`/vc-api/credentials/derive`: the part of a credential that its holder chose. Nothing is kept."""
    visitors.count(request)
    body = _body(request)
    pointers = _texts(_options(body), "selectivePointers")
    with GATE.inside():
        made = derived(_member(body, "verifiableCredential"), pointers, default_canoniser())
    return _answer({"verifiableCredential": made}, 201)


def _verified(found: Verified) -> HttpResponse:
    return _answer(found.body, 200 if found.body["verified"] else 400)


def _answer(body: Object, status: int) -> HttpResponse:
    answer = HttpResponse(orjson.dumps(body), status=status, content_type="application/json")
    answer["Cache-Control"] = "no-store"
    return answer


def _body(request: HttpRequest) -> Object:
    """The request, read as strictly as a credential: a key that stands twice is refused."""
    found = parse(request.body)
    if not isinstance(found, dict):
        raise RequestUnreadable("a JSON object is needed")
    return found


def _member(body: Object, name: str) -> dict[str, Any]:
    found = body.get(name)
    if not isinstance(found, dict):
        raise RequestUnreadable(name)
    return found


def _document(body: Object, name: str) -> bytes:
    """The document as bytes: an object, or a token as text; never JSON wrapped in text."""
    found = body.get(name)
    if isinstance(found, str) and is_jws(found.partition("~")[0]):
        return found.encode("utf-8", "replace")
    return write(_member(body, name))


def _options(body: Object) -> Object:
    found = body.get("options") or {}
    if not isinstance(found, dict):
        raise RequestUnreadable("options")
    return found


def _checks(body: Object) -> list[str]:
    return _texts(_options(body), "checks")


def _texts(options: Object, name: str) -> list[str]:
    found = options.get(name) or []
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise RequestUnreadable(f"options.{name}")
    return found


def _text(options: Object, name: str) -> str:
    found = options.get(name) or ""
    if not isinstance(found, str):
        raise RequestUnreadable(f"options.{name}")
    return found
