"""The Django app `assessment`."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Methods, submissions, markings, decisions, cohorts and appeals."""

    name = "microcred.platform.assessment"
    label = "assessment"
    default_auto_field = "django.db.models.BigAutoField"
