"""The project's own framework, loaded, and people who look at it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from microcred.platform.frameworks import memory, services
from microcred.platform.frameworks.memory import Loaded


@pytest.fixture
def loaded(db: None, now: datetime) -> Loaded:
    services.load_own_framework(now=now)
    return memory.loaded()


@pytest.fixture
def author(db: None) -> Any:
    return get_user_model().objects.create_user("author@example.org")


@pytest.fixture
def operator(db: None) -> Any:
    return get_user_model().objects.create_user("operator@example.org", is_staff=True)


@pytest.fixture
def signed_in(client: Client, author: Any) -> Client:
    client.force_login(author)
    return client


@pytest.fixture
def operating(client: Client, operator: Any, settings: Any, tmp_path: Path) -> Client:
    settings.MEDIA_ROOT = tmp_path
    client.force_login(operator)
    return client
