"""The Django app `insights`."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """What an institution certifies beside what is asked for. It stores nothing of its own."""

    name = "microcred.platform.insights"
    label = "insights"
    default_auto_field = "django.db.models.BigAutoField"
