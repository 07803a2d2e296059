"""The Django app `enrolments`."""

from django.apps import AppConfig


class EnrolmentsConfig(AppConfig):
    """Places, waiting lists, prerequisites, and what has to be paid."""

    name = "microcred.platform.enrolments"
    label = "enrolments"
    default_auto_field = "django.db.models.BigAutoField"
