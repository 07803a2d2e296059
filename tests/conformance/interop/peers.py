"""Runs the Node peers, and hands out published contexts for them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

PEERS = Path(__file__).parents[2] / "peers"
MISSING = "Node or its modules are missing: make peers"

_CONTEXTS = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "ob-v3p0-context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "ob-v3p0-extensions.json",
    "https://w3id.org/security/data-integrity/v2": "security-data-integrity-v2.json",
    "https://w3id.org/security/multikey/v1": "security-multikey-v1.json",
}


def node_found() -> bool:
    """Whether the Node peers can run."""
    return shutil.which("node") is not None and (PEERS / "node_modules" / "jose").is_dir()


needs_node = pytest.mark.skipif(not node_found() and os.environ.get("CI") != "true", reason=MISSING)


@cache
def contexts() -> dict[str, Any]:
    """The published contexts, byte for byte as openbadgeslib carries them."""
    folder = files("openbadgeslib.ob3.contexts")
    return {url: json.loads((folder / name).read_text("utf-8")) for url, name in _CONTEXTS.items()}


def run(script: str, job: dict[str, Any]) -> dict[str, Any]:
    """Runs a script of tests/peers on one job."""
    if not node_found():
        pytest.fail(MISSING)
    done = subprocess.run(
        ["node", script],
        cwd=PEERS,
        input=json.dumps(job),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
