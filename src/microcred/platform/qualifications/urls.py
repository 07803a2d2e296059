"""Addresses of rules and qualifications."""

from __future__ import annotations

from django.urls import path

from microcred.platform.qualifications.pages import rules

app_name = "qualifications"
urlpatterns = [
    path("o/<str:institution>/rules/", rules.rules, name="rules"),
    path("o/<str:institution>/rules/<str:book>", rules.rule, name="rule"),
    path("rules/<str:book>", rules.published, name="published"),
]
