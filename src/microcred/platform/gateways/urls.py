"""Addresses of the gateways: the API, its description, and the page of an institution's API keys."""

from __future__ import annotations

from django.urls import path

from microcred.platform.gateways.api.site import api

app_name = "gateways"
urlpatterns = [
    path("api/v1/", api.urls),
]
