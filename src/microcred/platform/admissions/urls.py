"""Addresses of admissions: everybody's under `/programmes`, an institution's under `/o/…`."""

from __future__ import annotations

from django.urls import path

from microcred.platform.admissions.pages import own, public

app_name = "admissions"
_OWN = "o/<str:institution>/programmes/"
urlpatterns = [
    path("programmes", public.programmes, name="programmes"),
    path("programmes/<str:programme>", public.programme, name="programme"),
    path(_OWN, own.own, name="own"),
    path(f"{_OWN}<str:programme>", own.own_programme, name="own-programme"),
    path(f"{_OWN}<str:programme>/rules", own.write_rule, name="write-rule"),
]
