"""Every address of the site: each app's own list, included at the root."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("microcred.platform.web.urls")),
]
