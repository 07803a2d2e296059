"""The Django app `verifier`."""

from __future__ import annotations

from django.apps import AppConfig


class VerifierConfig(AppConfig):
    """Verify one, verify many; whom to trust."""

    name = "microcred.platform.verifier"
    label = "verifier"
    default_auto_field = "django.db.models.BigAutoField"
