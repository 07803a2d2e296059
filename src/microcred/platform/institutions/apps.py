"""The Django app `institutions`."""

from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    """Organisations, their members and roles, their keys."""

    name = "microcred.platform.institutions"
    label = "institutions"
    default_auto_field = "django.db.models.BigAutoField"
