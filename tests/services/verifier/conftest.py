"""What the tests of the verify pages share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from tests.pages.verifier import site

from microcred.platform.verifier import sources


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    cache.clear()
    sources.outside.cache_clear()
    yield
    sources.outside.cache_clear()


@pytest.fixture
def own(db: None) -> site.Own:
    return site.own()


@pytest.fixture
def elsewhere() -> Iterator[site.Elsewhere]:
    with site.elsewhere() as found:
        yield found
