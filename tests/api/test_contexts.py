from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from tests.unit.vc.examine import institution as college

from microcred.ports.contextfiles import ContextFolder
from microcred.ports.schemafiles import SchemaFolder
from microcred.vc.contexts import ContextUnknown
from microcred.vc.defaults import default_canoniser, use_contexts
from microcred.vc.schemas import use_schemas

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
    use_schemas({})


def test_an_operators_contexts_count_on_the_site(tmp_path: Path, settings: Any) -> None:
    with pytest.raises(ContextUnknown):
        default_canoniser().digest(DOCUMENT)
    ContextFolder(tmp_path).add(ADDRESS, PUBLISHED, expected=sha256(PUBLISHED).hexdigest())
    settings.CONTEXTS = str(tmp_path)
    apps.get_app_config("gateways").ready()
    assert len(default_canoniser().digest(DOCUMENT)) == 32


@pytest.mark.parametrize(("required", "verdict"), [("issuer", "issuer-unknown"), ("thesis", "not-genuine")])
def test_an_operators_schemas_count_on_the_site(
    tmp_path: Path, settings: Any, client: Client, db: None, required: str, verdict: str
) -> None:
    SchemaFolder(tmp_path).add(ADDRESS, json.dumps({"required": [required]}).encode())
    settings.SCHEMAS = str(tmp_path)
    apps.get_app_config("gateways").ready()
    signer = college.did_key_signer()
    content = {
        **college.badge(signer.controller),
        "credentialSchema": [{"id": ADDRESS, "type": "JsonSchema"}],
    }
    given = college.signed(content, signer=signer)
    said = client.post("/verify.json", given, content_type="application/vc").json()
    assert said["verdict"] == verdict
    assert ADDRESS in said["checks"][0]["detail"]
