"""The Django app `gateways`."""

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class GatewaysConfig(AppConfig):
    """What other programs talk to: the API, the VC API, and the keys they come with."""

    name = "microcred.platform.gateways"
    label = "gateways"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Reads the operator's added contexts and schemas, once for the process; a broken folder stops it."""
        folder = getattr(settings, "CONTEXTS", "")
        if folder:
            from microcred.ports.contextfiles import ContextFolder
            from microcred.vc.defaults import use_contexts

            use_contexts(ContextFolder(Path(folder)).tables())
        folder = getattr(settings, "SCHEMAS", "")
        if folder:
            from microcred.ports.schemafiles import SchemaFolder
            from microcred.vc.schemas import use_schemas

            use_schemas(SchemaFolder(Path(folder)).schemas())
