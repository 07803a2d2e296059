"""The Django app `network`."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Who may teach, assess and certify; agreements; the trust registry."""

    name = "microcred.platform.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"
