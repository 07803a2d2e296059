"""Addresses of the journal, included at the root: a job's progress, and the demo's mails."""

from __future__ import annotations

from django.urls import path

from microcred.platform.journal import pages

app_name = "journal"
urlpatterns = [
    path("progress/<str:job>", pages.progress, name="progress"),
    path("demo/mail/", pages.mails, name="mails"),
    path("demo/mail/<str:mail>", pages.mail, name="mail"),
    path("demo/mail/<str:mail>/html", pages.mail_html, name="mail-html"),
]
