"""The Django app `journal`."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """What happened: events, outbox, mail, the hash-chained log, jobs and their progress."""

    name = "microcred.platform.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
