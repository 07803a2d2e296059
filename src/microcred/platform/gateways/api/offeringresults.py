"""Marks of those who are enrolled in an own offering: a dry run of rows, and the rows themselves."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from microcred.platform.assessment import services
from microcred.platform.enrolments import access as enrolments
from microcred.platform.gateways.access import Caller, own
from microcred.platform.gateways.api import once
from microcred.platform.gateways.api.awards import Key
from microcred.platform.gateways.api.calling import caller_of, declared
from microcred.platform.gateways.api.enrolments import Id
from microcred.platform.gateways.api.results import BYTES, SEND, Report, ResultsIn, given, report
from microcred.platform.web.asking import now

router = Router(tags=["Results"])


class OfferingReport(Report):
    """What the rows come to, and where they went."""

    cohort: str = Field(description="The id of the cohort that is handed over to the certifier, or empty.")


@router.post(
    "/offerings/{offering}/results/check",
    **declared(SEND, most_bytes=BYTES, response=Report, operation_id="checkOfferingResults"),
)
def check(request: HttpRequest, offering: Id, body: ResultsIn) -> Report:
    """The dry run: what each row comes to, and who of them is not enrolled. Nothing is written."""
    caller = caller_of(request)
    _own(caller, offering)
    lines = services.check_offering_results(
        actor=caller.account, offering=offering, rows=given(body), now=now()
    )
    return report(lines)


@router.post(
    "/offerings/{offering}/results",
    **declared(SEND, most_bytes=BYTES, response={201: OfferingReport}, operation_id="sendOfferingResults"),
)
def send(request: HttpRequest, offering: Id, body: ResultsIn, idempotency_key: Key = "") -> HttpResponse:
    """Takes the marks of enrolled learners, of all rows or of none, into the cohort of the offering."""
    caller, at, rows = caller_of(request), now(), given(body)

    def work() -> OfferingReport:
        _own(caller, offering)
        cohort, taken = services.take_offering_results(
            actor=caller.account, offering=offering, rows=rows, now=at
        )
        lines = services.check_offering_results(actor=caller.account, offering=offering, rows=rows, now=at)
        return OfferingReport(**report(lines, taken).model_dump(), cohort=cohort)

    return once.created(caller, idempotency_key, f"results {offering}", body, at, work)


def _own(caller: Caller, offering: str) -> None:
    found = enrolments.offering(caller.account, offering, to="results")
    own(caller, found.institution_id, offering)
