"""The Django app `careers`."""

from django.apps import AppConfig


class CareersConfig(AppConfig):
    """The work that somebody wants, what is missing for it, the way there, and openings."""

    name = "microcred.platform.careers"
    label = "careers"
    default_auto_field = "django.db.models.BigAutoField"
