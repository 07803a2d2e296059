"""`microcred issue` and `microcred verify` on real files: counts, indexes, exit codes."""

from __future__ import annotations

import csv
import os
import stat
from pathlib import Path
from typing import Any

import orjson
import pytest

from microcred.cli.main import main

ACHIEVEMENT = Path(__file__).parents[3] / "examples" / "achievement.json"
SHEET = "Name,Email,Grade\nAoife Byrne,aoife@example.org,72\nJürgen Groß,j@example.org,31\nLi Wei,li@example.org,\n"


class Desk:
    """A folder with a key and a sheet, and the commands run in it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.key, self.sheet, self.out = folder / "key.json", folder / "results.csv", folder / "out"
        assert main(["keygen", str(self.key), "--json"]) == 0
        self.issuer: str = orjson.loads(capsys.readouterr().out)["issuer"]
        self.sheet.write_text(SHEET, encoding="utf-8")

    def issue(self, *more: str, out: Path | None = None) -> int:
        given = [str(ACHIEVEMENT), str(self.sheet), str(self.key), "--out", str(out or self.out)]
        return main(["issue", *given, *more])

    def verify(self, file: Path | str, *more: str) -> tuple[int, dict[str, Any]]:
        self.capsys.readouterr()
        code = main(["verify", str(file), "--json", "--offline", *more])
        return code, orjson.loads(self.capsys.readouterr().out)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def index(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("form", ["di", "jwt"])
def test_who_passed_is_awarded_and_the_others_are_listed(desk: Desk, form: str) -> None:
    assert desk.issue("--pass", "50", "--format", form, "--json") == 0
    counts = orjson.loads(desk.capsys.readouterr().out)
    assert counts == {"awarded": 1, "notPassed": 1, "noResult": 1, "out": str(desk.out)}
    rows = {row["name"]: row for row in index(desk.out / "index.csv")}
    assert {name: row["outcome"] for name, row in rows.items()} == {
        "Aoife Byrne": "awarded",
        "Jürgen Groß": "not passed",
        "Li Wei": "no result",
    }
    assert rows["Aoife Byrne"]["file"] == ("2.json" if form == "di" else "2.jwt")
    code, report = desk.verify(desk.out / rows["Aoife Byrne"]["file"], "--trust", desk.issuer)
    assert (code, report["verdict"]) == (0, "holds")
    assert report["signed"]["recipient"] == "Aoife Byrne"
    assert report["signed"]["id"] == rows["Aoife Byrne"]["id"]


def test_all_in_one_file_of_lines(desk: Desk) -> None:
    out = desk.folder / "all.jsonl"
    assert desk.issue("--pass", "0", out=out) == 0
    lines = out.read_bytes().splitlines()
    assert [row["file"] for row in index(desk.folder / "all.index.csv") if row["file"]] == [
        "line 1",
        "line 2",
    ]
    assert [orjson.loads(line)["issuer"]["id"] for line in lines] == [desk.issuer] * 2
    assert not list(desk.folder.glob("*.part*"))


def test_a_sheet_without_results_awards_everyone(desk: Desk) -> None:
    desk.sheet.write_text("name\nAoife Byrne\nJürgen Groß\n", encoding="utf-8")
    assert desk.issue() == 0
    assert len(list(desk.out.glob("*.json"))) == 2


def test_a_long_sheet_is_signed_by_several_processes_in_its_order(desk: Desk) -> None:
    count = 1_300
    rows = "".join(f"Learner {number},l{number}@example.org\n" for number in range(count))
    desk.sheet.write_text("name,email\n" + rows)
    out = desk.folder / "all.jsonl"
    assert desk.issue(out=out) == 0
    names = [row["name"] for row in index(desk.folder / "all.index.csv")]
    assert names == [f"Learner {number}" for number in range(count)]
    lines = out.read_bytes().splitlines()
    identities = [orjson.loads(line)["credentialSubject"]["identifier"][0]["identityHash"] for line in lines]
    assert identities == names
    last = desk.folder / "last.json"
    last.write_bytes(lines[-1])
    assert desk.verify(last, "--trust", desk.issuer)[0] == 0


@pytest.mark.parametrize(
    ("sheet", "more", "code"),
    [
        (SHEET, [], 64),
        ("name\nA\n", ["--pass", "50"], 64),
        ("", ["--pass", "50"], 1),
        (SHEET + "=cmd,x@example.org,60\n", ["--pass", "50"], 1),
        (SHEET + "Again,AOIFE@example.org,60\n", ["--pass", "50"], 1),
    ],
)
def test_a_bad_sheet_awards_nothing(desk: Desk, sheet: str, more: list[str], code: int) -> None:
    desk.sheet.write_text(sheet, encoding="utf-8")
    assert desk.issue(*more) == code
    assert not desk.out.exists()
    assert not list(desk.folder.glob("*.part*"))


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": None},
        {"issuer": {"name": ""}},
        {"nonsense": 1},
        {"validUntil": "yesterday"},
        {"achievement": {"id": "relative", "name": "a", "description": "b", "criteria": "c"}},
        {
            "achievement": {
                "id": "urn:a:b",
                "name": "a",
                "description": "b",
                "criteria": "c",
                "course": {"eqfLevel": 9},
            }
        },
        {
            "achievement": {
                "id": "urn:a:b",
                "name": "a",
                "description": "b",
                "criteria": "c",
                "course": {"assessment": ["no such code"]},
            }
        },
    ],
)
def test_a_bad_achievement_file_awards_nothing(desk: Desk, changes: dict[str, Any]) -> None:
    bad = desk.folder / "bad.json"
    bad.write_bytes(orjson.dumps({**orjson.loads(ACHIEVEMENT.read_bytes()), **changes}))
    given = ["issue", str(bad), str(desk.sheet), str(desk.key), "--out", str(desk.out), "--pass", "50"]
    assert main(given) == 1
    assert not desk.out.exists()
    assert "[" in desk.capsys.readouterr().err


def test_nothing_is_overwritten_and_an_exposed_key_is_refused(desk: Desk) -> None:
    desk.out.mkdir()
    assert desk.issue("--pass", "50") == 1
    assert list(desk.out.iterdir()) == []
    desk.out.rmdir()
    desk.key.chmod(0o644)
    assert desk.issue("--pass", "50") == 1
    assert not desk.out.exists()
    assert stat.S_IMODE(desk.key.stat().st_mode) == 0o644


def test_an_encrypted_key_signs_with_its_password(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    key = desk.folder / "locked.json"
    monkeypatch.setenv("MICROCRED_KEY_PASSWORD", "correct horse")
    assert main(["keygen", str(key), "--encrypt", "--kind", "P-256"]) == 0
    desk.key = key
    assert desk.issue("--pass", "50") == 0
    monkeypatch.setenv("MICROCRED_KEY_PASSWORD", "wrong")
    assert desk.issue("--pass", "50", out=desk.folder / "other") == 1


def test_the_exit_code_says_what_was_found(desk: Desk) -> None:
    assert desk.issue("--pass", "50") == 0
    signed = desk.out / "2.json"
    assert desk.verify(signed)[0] == 2
    assert desk.verify(signed, "--trust", "did:web:somebody.else")[0] == 2
    assert desk.verify(signed, "--trust", "did:web:somebody.else", "--trust", desk.issuer)[0] == 0
    assert desk.verify(signed, "--trust", desk.issuer, "--at", "2020-01-01")[0] == 1
    content = orjson.loads(signed.read_bytes())
    content["credentialSubject"]["achievement"]["name"] = "Flying"
    changed = desk.folder / "changed.json"
    changed.write_bytes(orjson.dumps(content))
    assert desk.verify(changed, "--trust", desk.issuer)[0] == 1
    rubbish = desk.folder / "rubbish"
    rubbish.write_bytes(os.urandom(99))
    assert desk.verify(rubbish)[0] == 1
    assert main(["verify", str(desk.folder / "missing")]) == 1
    assert main(["verify", "https://169.254.169.254/"]) == 2
    assert main(["verify", "https://example.org/", "--offline"]) == 2


def test_the_report_for_people_names_verdict_and_steps(desk: Desk) -> None:
    assert desk.issue("--pass", "50") == 0
    desk.capsys.readouterr()
    assert main(["verify", str(desk.out / "2.json"), "--offline", "--trust", desk.issuer]) == 0
    shown = desk.capsys.readouterr().out
    assert shown.startswith("✓ Holds")
    assert "Aoife Byrne" in shown
    assert "You can rely on it." in shown
    assert [line[2] for line in shown.splitlines()[4:]] == list("123456")
    assert "[VCDM 4.9]" in shown


@pytest.mark.parametrize("kind", ["lines", "list", "object"])
def test_trust_is_read_from_a_file(desk: Desk, kind: str) -> None:
    assert desk.issue("--pass", "50") == 0
    trusted = desk.folder / "trusted"
    content = {
        "lines": f"# ours\n\n{desk.issuer} North College\n".encode(),
        "list": orjson.dumps([desk.issuer]),
        "object": orjson.dumps({desk.issuer: "North College"}),
    }
    trusted.write_bytes(content[kind])
    code, report = desk.verify(desk.out / "2.json", "--trust", str(trusted))
    assert code == 0
    assert report["trustedAs"] == (desk.issuer if kind == "list" else "North College")


def test_an_issuers_document_is_trusted_and_gives_its_keys_offline(desk: Desk) -> None:
    key, document = desk.folder / "web.json", desk.folder / "did.json"
    did = "did:web:north.example"
    assert main(["keygen", str(key), "--did", did, "--document", str(document)]) == 0
    desk.key = key
    assert desk.issue("--pass", "50") == 0
    assert desk.verify(desk.out / "2.json", "--trust", did)[0] == 2
    assert desk.verify(desk.out / "2.json", "--trust", str(document))[0] == 0


@pytest.mark.parametrize(
    "content", [b"nonsense", b"\xff", b'{"id": 7, "verificationMethod": []}', b'{"did:a": 1}', b"{"]
)
def test_a_bad_trust_file_fails(desk: Desk, content: bytes) -> None:
    bad = desk.folder / "bad"
    bad.write_bytes(content)
    assert main(["verify", str(desk.sheet), "--trust", str(bad)]) == 1
    assert main(["verify", str(desk.sheet), "--trust", str(desk.folder / "missing")]) == 1
