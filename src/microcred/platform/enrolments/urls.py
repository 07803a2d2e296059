"""Addresses of enrolments: a learner's under `/enrolments`, the educator's under `/o/…`."""

from __future__ import annotations

from django.urls import path

from microcred.platform.enrolments.pages import learner, places, sponsored, staff

app_name = "enrolments"
_OF = "o/<str:institution>/enrolments"
urlpatterns = [
    path("enrolments", learner.own, name="own"),
    path("enrolments/in/<str:offering>", learner.enrol, name="enrol"),
    path("enrolments/<str:enrolment>/withdraw", learner.withdraw, name="withdraw"),
    path(_OF, staff.offerings, name="offerings"),
    path(f"{_OF}/invoices", staff.invoices, name="invoices"),
    path(f"{_OF}/invoices/<str:invoice>/paid", staff.paid, name="paid"),
    path(f"{_OF}/invoices/<str:invoice>/paid-back", staff.paid_back, name="paid-back"),
    path("o/<str:institution>/sponsored", sponsored.sponsored, name="sponsored"),
    path("o/<str:institution>/sponsored/<str:batch>.csv", sponsored.sponsored_codes, name="sponsored-codes"),
    path(f"{_OF}/<str:offering>", staff.enrolled, name="enrolled"),
    path(f"{_OF}/<str:offering>/vouchers", places.vouchers, name="vouchers"),
    path(f"{_OF}/<str:offering>/vouchers/<str:batch>.csv", places.codes, name="codes"),
    path(f"{_OF}/<str:offering>/invitations", places.invitations, name="invitations"),
    path(f"{_OF}/<str:offering>/cohorts", places.cohorts, name="cohorts"),
]
