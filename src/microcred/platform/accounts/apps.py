"""The Django app `accounts`."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, their sign-in and their addresses."""

    name = "microcred.platform.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the check that keeps the demo's sign-in on one machine."""
        from microcred.platform.accounts import demo  # noqa: F401
