"""The Django app `admissions`."""

from django.apps import AppConfig


class AdmissionsConfig(AppConfig):
    """Programmes, applications, decisions, and the record of used credit."""

    name = "microcred.platform.admissions"
    label = "admissions"
    default_auto_field = "django.db.models.BigAutoField"
