from __future__ import annotations

from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from microcred.platform.institutions import services
from microcred.platform.institutions.management.commands.reseal_keys import OLD
from microcred.platform.institutions.models import Institution

pytestmark = pytest.mark.django_db


def test_an_operator_changes_the_secret_of_the_store(
    alder: Institution, now: datetime, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(OLD, settings.KEY_ENCRYPTION_KEY)
    settings.KEY_ENCRYPTION_KEY = "n" * 43
    said = StringIO()
    call_command("reseal_keys", stdout=said)
    assert said.getvalue() == "Moved to the present secret: 1\n"
    services.signer(alder, now).sign(b"data")


@pytest.mark.parametrize("old", ["", "w" * 43])
def test_without_the_old_secret_nothing_is_changed(
    alder: Institution, now: datetime, settings: Any, monkeypatch: pytest.MonkeyPatch, old: str
) -> None:
    monkeypatch.setenv(OLD, old)
    present, settings.KEY_ENCRYPTION_KEY = settings.KEY_ENCRYPTION_KEY, "n" * 43
    with pytest.raises(CommandError):
        call_command("reseal_keys")
    settings.KEY_ENCRYPTION_KEY = present
    services.signer(alder, now).sign(b"data")
