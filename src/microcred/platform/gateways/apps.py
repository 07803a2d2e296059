"""The Django app `gateways`."""

from django.apps import AppConfig


class GatewaysConfig(AppConfig):
    """What other programs talk to: the API, the VC API, and the keys they come with."""

    name = "microcred.platform.gateways"
    label = "gateways"
    default_auto_field = "django.db.models.BigAutoField"
