"""The Django app `credentials`."""

from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    """Signed documents of every kind."""

    name = "microcred.platform.credentials"
    label = "credentials"
    default_auto_field = "django.db.models.BigAutoField"
