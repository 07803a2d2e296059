"""Addresses of the gateways: the API, its description, and the page of an institution's API keys."""

from __future__ import annotations

from django.urls import path

from microcred.platform.gateways.api.site import addresses
from microcred.platform.gateways.pages import api as described
from microcred.platform.gateways.pages import keys
from microcred.platform.gateways.vcapi import views as vcapi

app_name = "gateways"
_KEYS = "o/<str:institution>/settings/api"
urlpatterns = [
    path("api/v1/openapi.json", described.openapi, name="openapi"),
    path("api/v1/", described.reference, name="reference"),
    path("api/v1/problems/<str:code>", described.refusal, name="refusal"),
    path("api/v1/", addresses()),
    path("api/<path:path>", described.nowhere, name="nowhere"),
    path("vc-api/credentials/issue", vcapi.issue, name="vc-issue"),
    path("vc-api/credentials/verify", vcapi.verify, name="vc-verify"),
    path("vc-api/credentials/status", vcapi.status, name="vc-status"),
    path("vc-api/credentials/derive", vcapi.derive, name="vc-derive"),
    path("vc-api/presentations/verify", vcapi.verify_presentation, name="vc-present"),
    path(_KEYS, keys.keys, name="keys"),
    path(f"{_KEYS}/<str:key>/withdraw", keys.withdraw, name="withdraw"),
]
