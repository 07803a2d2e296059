"""What the tests of the API share: a college, its people, and programs with keys."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from tests.api.site import College, college
from tests.services.conftest import shared_database

__all__ = ["shared_database"]


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def alder(db: None) -> College:
    return college("Alder College")


@pytest.fixture
def birch(db: None) -> College:
    return college("Birch Institute")
