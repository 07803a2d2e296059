"""Addresses of admissions: everybody's under `/programmes`, an institution's under `/o/…`."""

from __future__ import annotations

from django.urls import path

from microcred.platform.admissions.pages import applying, credit, examining, own, public, queue

app_name = "admissions"
_OWN = "o/<str:institution>/programmes/"
_CREDITS = "o/<str:institution>/credits"
_CASES = "o/<str:institution>/cases/"
urlpatterns = [
    path("programmes", public.programmes, name="programmes"),
    path("programmes/<str:programme>", public.programme, name="programme"),
    path("programmes/<str:programme>/apply", applying.apply, name="apply"),
    path("applications", applying.applications, name="applications"),
    path("applications/credit", credit.used, name="used"),
    path("applications/<str:case>", applying.case, name="case"),
    path("applications/<str:case>/<int:number>/letter.pdf", applying.paper, name="letter"),
    path("applications/<str:case>/<int:number>/decision.json", applying.signed, name="signed"),
    path(_OWN, own.own, name="own"),
    path(f"{_OWN}<str:programme>", own.own_programme, name="own-programme"),
    path(f"{_OWN}<str:programme>/rules", own.write_rule, name="write-rule"),
    path(_CASES, queue.cases, name="cases"),
    path(f"{_CASES}assign", queue.assign, name="assign"),
    path(f"{_CASES}<str:case>", examining.examine, name="examine"),
    path(f"{_CASES}<str:case>/step", examining.step, name="step"),
    path(f"{_CASES}<str:case>/papers/<int:position>", examining.paper, name="paper"),
    path(_CREDITS, credit.credits, name="credits"),
    path(f"{_CREDITS}.csv", credit.export, name="credits-export"),
    path(f"{_CREDITS}/<int:number>", credit.position, name="credit"),
    path(f"{_CREDITS}/<int:number>/step", credit.step, name="credit-step"),
    path(f"{_CREDITS}/transfers/<str:transfer>", credit.answer, name="transfer"),
]
