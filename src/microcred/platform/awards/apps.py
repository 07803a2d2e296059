"""The Django app `awards`."""

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    """Awards, one or many: checked, released, accepted, corrected."""

    name = "microcred.platform.awards"
    label = "awards"
    default_auto_field = "django.db.models.BigAutoField"
