"""The Django app `catalogue`."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Micro-credentials and their versions."""

    name = "microcred.platform.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"
