"""Addresses of awards: officers under `/o/…/awards`, credentials under `/c/…`, codes at `/claim`."""

from __future__ import annotations

from django.urls import path

from microcred.platform.awards.pages import (
    affected,
    batch,
    credential,
    downloads,
    learners,
    numbers,
    register,
    sheet,
    single,
)

app_name = "awards"
_BATCH = "o/<str:institution>/awards/sheets/<str:batch>/"
_AWARD = "o/<str:institution>/awards/<str:award>/"
urlpatterns = [
    path("o/<str:institution>/awards/", register.register, name="register"),
    path("o/<str:institution>/awards/export.csv", register.export, name="export"),
    path("o/<str:institution>/awards/change", register.change, name="change"),
    path("o/<str:institution>/awards/to-issue-anew", affected.affected, name="affected"),
    path("o/<str:institution>/awards/new", single.new, name="new"),
    path("o/<str:institution>/awards/sheets/new", sheet.sheet, name="sheet"),
    path(_BATCH, batch.batch, name="batch"),
    path(f"{_BATCH}columns", sheet.columns, name="columns"),
    path(f"{_BATCH}check", sheet.check, name="check"),
    path(f"{_BATCH}rows/<int:number>", sheet.row, name="row"),
    path(f"{_BATCH}leave-open", sheet.leave_open, name="leave-open"),
    path(f"{_BATCH}release", sheet.release, name="release"),
    path(f"{_BATCH}approve", sheet.approve, name="approve"),
    path(f"{_BATCH}progress", batch.progress, name="progress"),
    path(f"{_BATCH}undo", batch.undo, name="undo"),
    path(f"{_BATCH}discard", batch.discard, name="discard"),
    path(f"{_BATCH}revoke", batch.revoke, name="revoke-batch"),
    path(f"{_BATCH}sheet", batch.given_back, name="given-back"),
    path(f"{_BATCH}slips.pdf", batch.slips, name="slips"),
    path(f"{_BATCH}samples/<int:number>/<str:form>", batch.sample, name="sample"),
    path(_AWARD, single.award, name="award"),
    path(f"{_AWARD}correct", single.correct, name="correct"),
    path(f"{_AWARD}renew", single.renew, name="renew"),
    path("o/<str:institution>/learners/", learners.learners, name="learners"),
    path("o/<str:institution>/learners/<str:person>", learners.learner, name="learner"),
    path("o/<str:institution>/numbers/", numbers.numbers, name="numbers"),
    path("o/<str:institution>/numbers/export.csv", numbers.export, name="numbers-export"),
    path("c/<str:public_id>.json", downloads.json, name="json"),
    path("c/<str:public_id>.jwt", downloads.jwt, name="jwt"),
    path("c/<str:public_id>.png", downloads.png, name="png"),
    path("c/<str:public_id>.svg", downloads.svg, name="svg"),
    path("c/<str:public_id>.pdf", downloads.certificate, name="certificate"),
    path("c/<str:public_id>/embed", credential.embed, name="embed"),
    path("c/<str:public_id>/answer", credential.answer, name="answer"),
    path("c/<str:public_id>/share", credential.share, name="share"),
    path("c/<str:public_id>", credential.credential, name="credential"),
    path("claim", credential.claim, name="claim"),
    path("status/<str:public_id>", downloads.status_list, name="status-list"),
]
