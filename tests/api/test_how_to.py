from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tests.api.site import College, Program

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "use-the-api.md"
REFERENCE = PAGE.parents[1] / "reference" / "api.md"


def test_every_request_of_the_page_does_what_the_page_says(alder: College) -> None:
    program, known = alder.program(), {"micro_credential": alder.design()}
    blocks = re.findall(r"```http\n(.*?)```", PAGE.read_text(), re.S)
    assert len(blocks) == 13
    for block in blocks:
        for name, value in known.items():
            block = block.replace(f"{{{name}}}", value)
        answer = _sent(program, block)
        assert answer.status_code in (200, 201), (block, answer.content)
        made = answer.data.get("id") if answer.status_code == 201 else None
        if made and "/correct" in block:
            known["corrected"] = made
        elif made:
            kind = next(name for name in ("batch", "desk", "award") if f"/{name}" in block)
            known["run" if kind == "desk" else kind] = made
    assert program.get(f"/awards/{known['corrected']}").data["state"] == "suspended"


def test_the_reference_names_every_scope() -> None:
    from microcred.platform.gateways.scopes import Scope

    assert all(f"`{one.value}`" in REFERENCE.read_text() for one in Scope)


def _sent(program: Program, block: str) -> Any:
    head, _, body = block.partition("\n\n")
    first, *headers = head.strip().splitlines()
    method, path = first.split(" ", 1)
    named = dict(one.split(": ", 1) for one in headers)
    more = {"http_idempotency_key": named["Idempotency-Key"]} if named else {}
    answer = program.send(method, path.removeprefix("/api/v1"), json.loads(body) if body else None, **more)
    answer.data = answer.data or {}
    return answer
