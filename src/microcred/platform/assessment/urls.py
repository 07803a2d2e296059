"""Addresses: assessors and certifiers under `/o/…/assess`, learners under `/assessments`."""

from __future__ import annotations

from django.urls import path

from microcred.platform.assessment.pages import cohorts, learner, methods, queue, work

app_name = "assessment"
_WORK = "o/<str:institution>/assess/work/<str:work>"
_COHORT = "o/<str:institution>/cohorts/<str:cohort>"
urlpatterns = [
    path("o/<str:institution>/assess/", queue.queue, name="queue"),
    path("o/<str:institution>/assess/methods/", methods.methods, name="methods"),
    path("o/<str:institution>/assess/methods/<str:achievement>", methods.method, name="method"),
    path("o/<str:institution>/assess/files/<str:file>", queue.file, name="file"),
    path(_WORK, work.work, name="work"),
    path(f"{_WORK}/take", work.take, name="take"),
    path(f"{_WORK}/mark", work.mark, name="mark"),
    path(f"{_WORK}/conflict", work.conflict, name="conflict"),
    path(f"{_WORK}/decide", work.decide, name="decide"),
    path(f"{_WORK}/hear", work.hear, name="hear"),
    path("o/<str:institution>/cohorts/", cohorts.cohorts, name="cohorts"),
    path("o/<str:institution>/cohorts/new", cohorts.new, name="cohort-new"),
    path(_COHORT, cohorts.cohort, name="cohort"),
    path(f"{_COHORT}/step", cohorts.step, name="cohort-step"),
    path("o/<str:institution>/decided/", queue.decided, name="decided"),
    path("m/<str:achievement>/hand-in", learner.hand_in, name="hand-in"),
    path("assessments/", learner.own_works, name="own-works"),
    path("assessments/reminders", learner.reminders, name="reminders"),
    path("assessments/<str:work>", learner.own_work, name="own-work"),
    path("assessments/<str:work>/appeal", learner.appeal, name="appeal"),
    path("assessments/files/<str:file>", learner.own_file, name="own-file"),
]
