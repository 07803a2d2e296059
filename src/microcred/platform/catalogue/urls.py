"""Addresses of micro-credentials: an institution's under `/o/…`, everybody's under `/m/…`."""

from __future__ import annotations

from django.urls import path

from microcred.platform.catalogue.pages import comparing, editing, finding, offered, offerings, showing

app_name = "catalogue"
_LIST = "o/<str:institution>/micro-credentials/"
_OFFERINGS = "o/<str:institution>/offerings/"
_ONE = f"{_LIST}<str:achievement>/"
urlpatterns = [
    path(_LIST, editing.listing, name="list"),
    path(f"{_LIST}new", editing.new, name="new"),
    path(_ONE, editing.versions, name="versions"),
    path(f"{_ONE}edit", editing.edit, name="edit"),
    path(f"{_ONE}texts/<str:language>", editing.texts, name="texts"),
    path(f"{_ONE}step", editing.step, name="step"),
    path(_OFFERINGS, offerings.listing, name="own-offerings"),
    path(f"{_OFFERINGS}new", offerings.new, name="new-offering"),
    path(f"{_OFFERINGS}<str:offering>", offerings.edit, name="own-offering"),
    path(f"{_OFFERINGS}<str:offering>/step", offerings.step, name="offering-step"),
    path("find", finding.find, name="find"),
    path("find/compare", comparing.compare, name="compare"),
    path("find/<str:public_id>.json", offered.data, name="offering-data"),
    path("find/<str:public_id>", offered.offering, name="offering"),
    path("m/<str:public_id>.json", showing.data, name="achievement-data"),
    path("m/<str:public_id>", showing.achievement, name="achievement"),
    path("m/<str:public_id>/<int:number>/badge.svg", showing.badge, name="badge"),
]
