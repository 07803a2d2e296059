from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from microcred.ports.contextfiles import ContextFolder
from microcred.vc.contexts import ContextUnknown
from microcred.vc.defaults import default_canoniser, use_contexts

ADDRESS = "https://extension.example/context.json"
PUBLISHED = json.dumps({"@context": {"shoeSize": "https://extension.example/terms#shoeSize"}}).encode()
DOCUMENT = {
    "@context": ["https://www.w3.org/ns/credentials/v2", ADDRESS],
    "id": "urn:uuid:8d1a",
    "shoeSize": "42",
}


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    use_contexts([])


def test_an_operators_contexts_count_on_the_site(tmp_path: Path, settings: Any) -> None:
    with pytest.raises(ContextUnknown):
        default_canoniser().digest(DOCUMENT)
    ContextFolder(tmp_path).add(ADDRESS, PUBLISHED, expected=sha256(PUBLISHED).hexdigest())
    settings.CONTEXTS = str(tmp_path)
    apps.get_app_config("gateways").ready()
    assert len(default_canoniser().digest(DOCUMENT)) == 32
