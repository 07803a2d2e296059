"""The Django app `portfolio`."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """What a learner holds, imports and shares; skills and the timeline."""

    name = "microcred.platform.portfolio"
    label = "portfolio"
    default_auto_field = "django.db.models.BigAutoField"
