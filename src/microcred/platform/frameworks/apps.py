"""The Django app `frameworks`."""

from __future__ import annotations

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    """Skill frameworks as stored: releases, import, search, the picker."""

    name = "microcred.platform.frameworks"
    label = "frameworks"
    default_auto_field = "django.db.models.BigAutoField"
