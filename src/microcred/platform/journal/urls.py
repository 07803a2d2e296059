"""Addresses of the journal, included at the root: a job's progress, the operator's page, the demo's mails."""

from __future__ import annotations

from django.urls import path

from microcred.platform.journal import operating, pages

app_name = "journal"
urlpatterns = [
    path("progress/<str:job>", pages.progress, name="progress"),
    path("operator", operating.operator, name="operator"),
    path("operator/log", operating.check_log, name="check-log"),
    path("operator/jobs/<str:job>/again", operating.again, name="job-again"),
    path("demo/mail/", pages.mails, name="mails"),
    path("demo/mail/<str:mail>", pages.mail, name="mail"),
    path("demo/mail/<str:mail>/html", pages.mail_html, name="mail-html"),
]
