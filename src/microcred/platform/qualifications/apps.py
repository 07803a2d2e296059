"""The Django app `qualifications`."""

from django.apps import AppConfig


class QualificationsConfig(AppConfig):
    """Rules and their versions, pathways and progress."""

    name = "microcred.platform.qualifications"
    label = "qualifications"
    default_auto_field = "django.db.models.BigAutoField"
