"""Addresses of the look itself. Included at the root under the namespace `web`."""

from __future__ import annotations

from django.urls import path

from microcred.platform.web import pages

app_name = "web"
urlpatterns = [
    path("language/<str:code>", pages.language, name="language"),
    path("style", pages.style, name="style"),
]
