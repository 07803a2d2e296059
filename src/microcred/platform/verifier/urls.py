"""Addresses of the verify pages, of trust and of the desk. Included at the root under `verifier`."""

from __future__ import annotations

from django.urls import path

from microcred.platform.verifier.pages import desk, trust, verify

app_name = "verifier"
urlpatterns = [
    path("verify", verify.verify, name="verify"),
    path("verify.json", verify.verify_json, name="json"),
    path("verify.pdf", verify.verify_pdf, name="pdf"),
    path("verify.zip", verify.verify_bundle, name="bundle"),
    path(".well-known/did.json", verify.collector, name="collector"),
    path("verify/elsewhere", verify.elsewhere, name="elsewhere"),
    path("verify/trust", verify.trust_issuer, name="trust_issuer"),
    path("trust", trust.trust, name="trust"),
    path("trust/add", trust.add_list, name="add_list"),
    path("trust/untrust", trust.untrust, name="untrust"),
    path("trust/collectors", trust.believe, name="believe"),
    path("trust/collectors/<str:public_id>/end", trust.end_collector, name="end_collector"),
    path("trust/policies", trust.save_policy, name="save_policy"),
    path("trust/policies/<str:public_id>/remove", trust.remove_policy, name="remove_policy"),
    path("trust/lists/<str:public_id>", trust.one_list, name="list"),
    path("trust/lists/<str:public_id>/remove", trust.remove_list, name="remove_list"),
    path("desk", desk.desk, name="desk"),
    path("desk/<str:public_id>", desk.run, name="run"),
    path("desk/<str:public_id>/progress", desk.progress, name="progress"),
    path("desk/<str:public_id>/allow", desk.allow, name="allow"),
    path("desk/<str:public_id>/forget", desk.forget, name="forget"),
    path("desk/<str:public_id>/people.csv", desk.people_csv, name="people_csv"),
    path("desk/<str:public_id>/credentials.csv", desk.credentials_csv, name="credentials_csv"),
    path("desk/<str:public_id>/report.json", desk.run_json, name="run_json"),
]
