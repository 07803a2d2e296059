"""An operator adds a schema, and credentials that name it are checked against it from then on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.unit.vc.examine import institution as college

from microcred.cli.main import main
from microcred.vc.schemas import use_schemas

ADDRESS = "https://alder.example/schemas/badge.json"
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2019-09/schema",
    "$id": ADDRESS,
    "type": "object",
    "required": ["issuer"],
    "properties": {"credentialSubject": {"$ref": "#/$defs/subject"}},
    "$defs": {"subject": {"type": "object", "required": ["achievement"]}},
}
SIGNER = college.did_key_signer()


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("MICROCRED_SCHEMAS", str(tmp_path / "schemas"))
    yield
    use_schemas({})


def saved(tmp_path: Path, content: Any) -> str:
    path = tmp_path / "schema.json"
    path.write_text(json.dumps(content))
    return str(path)


def badge(tmp_path: Path, kind: str) -> str:
    content = {**college.badge(SIGNER.controller), "credentialSchema": [{"id": ADDRESS, "type": kind}]}
    content["@context"] = [*content["@context"], "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]
    path = tmp_path / "badge.json"
    path.write_bytes(college.signed(content, signer=SIGNER))
    return str(path)


@pytest.mark.parametrize("kind", ["JsonSchema", "1EdTechJsonSchemaValidator2019"])
@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [({}, 0, "kind.credential"), ({"required": ["thesis"]}, 1, "schema.violated")],
    ids=["kept", "broken"],
)
def test_a_credential_is_checked_against_the_schema_that_was_added(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    kind: str,
    changes: dict[str, Any],
    status: int,
    code: str,
) -> None:
    asked = ["verify", badge(tmp_path, kind), "--json", "--offline", "--trust", SIGNER.controller]
    assert main(asked) == 0
    first = json.loads(capsys.readouterr().out)["checks"][0]
    assert first["detail"] == f"not asked about: {ADDRESS}"
    assert main(["schemas", "add", saved(tmp_path, {**SCHEMA, **changes}), "--address", ADDRESS]) == 0
    capsys.readouterr()
    assert main(asked) == status
    first = json.loads(capsys.readouterr().out)["checks"][0]
    assert first["code"] == code
    assert ADDRESS in first["detail"]


def test_every_schema_is_listed_with_its_hash(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = saved(tmp_path, SCHEMA)
    digest = sha256(Path(file).read_bytes()).hexdigest()
    assert main(["schemas", "add", file, "--address", ADDRESS, "--sha256", digest.upper()]) == 0
    capsys.readouterr()
    assert main(["schemas", "list"]) == 0
    assert capsys.readouterr().out.split() == [digest, ADDRESS]


@pytest.mark.parametrize(
    ("content", "more", "code"),
    [
        (SCHEMA, ["--sha256", "00"], "schema.hash-wrong"),
        ([], [], "schema.unusable"),
        ({"type": "nonsense"}, [], "schema.unusable"),
        ({"properties": {"a": {"$ref": "https://elsewhere.example/b.json"}}}, [], "schema.unusable"),
        ({"properties": {"a": {"$ref": "file:///etc/passwd"}}}, [], "schema.unusable"),
    ],
    ids=["another hash", "no object", "malformed", "refers elsewhere", "refers to a file"],
)
def test_what_is_no_usable_schema_is_not_added(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: Any, more: list[str], code: str
) -> None:
    assert main(["schemas", "add", saved(tmp_path, content), "--address", ADDRESS, *more]) in (1, 2)
    assert code in capsys.readouterr().err
    assert main(["schemas", "list"]) == 0
    assert capsys.readouterr().out == ""


def test_a_damaged_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "x.json").write_text("{}")
    assert main(["verify", badge(tmp_path, "JsonSchema"), "--offline"]) == 1
    assert "schema.folder-unusable" in capsys.readouterr().err
