"""`reseal_keys`: encrypts the stored signing keys with another secret. For an operator, on the machine."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from microcred.errors import MicrocredError
from microcred.platform.institutions.services import reseal

OLD = "MICROCRED_KEY_ENCRYPTION_KEY_BEFORE"


class Command(BaseCommand):
    """Reads the old secret from the environment, never from the command line, where others could see it."""

    help = f"Encrypts the stored signing keys with the present secret; the old one is read from {OLD}."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many keys were moved."""
        old = os.environ.get(OLD, "")
        if not old:
            raise CommandError(f"{OLD} is not set.")
        try:
            count = reseal(old_secret=old, new_secret=settings.KEY_ENCRYPTION_KEY)
        except MicrocredError as error:
            raise CommandError(f"{error} {error.remedy}") from None
        self.stdout.write(f"Moved to the present secret: {count}")
