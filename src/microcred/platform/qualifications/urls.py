"""Addresses of rules and qualifications."""

from __future__ import annotations

from django.urls import path

from microcred.platform.qualifications.pages import designer, learning, rules

app_name = "qualifications"
_OWN = "o/<str:institution>/qualifications/"
urlpatterns = [
    path("o/<str:institution>/rules/", rules.rules, name="rules"),
    path("o/<str:institution>/rules/<str:book>", rules.rule, name="rule"),
    path("o/<str:institution>/rules/<str:book>/table", designer.table, name="table"),
    path("rules/<str:book>", rules.published, name="published"),
    path(_OWN, designer.cohort, name="cohort"),
    path(f"{_OWN}new", designer.design, name="design"),
    path(f"{_OWN}<str:qualification>", designer.designed, name="designed"),
    path(f"{_OWN}<str:qualification>/publish", designer.publish, name="publish"),
    path("q", learning.qualifications, name="all"),
    path("q/<str:qualification>", learning.qualification, name="qualification"),
    path("q/<str:qualification>/begin", learning.begin, name="begin"),
    path("q/<str:qualification>/record.json", learning.record, name="record"),
    path("q/parts/<str:progress>", learning.parts, name="parts"),
]
