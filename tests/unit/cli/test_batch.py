"""Many files at once, and evidence bundles, on the command line."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.properties import seeds
from tests.services.verifier.test_seals_and_codes import code
from tests.unit.ports.servers import Answer, body, serving
from tests.unit.vc.bundle import test_bundle as bundles
from tests.unit.vc.examine import institution as college
from tests.unit.vc.examine import test_inside as inside
from tests.unit.vc.jades import test_jades as seals
from tests.unit.vc.openbadges2 import academy

from microcred.cli import batch
from microcred.cli.main import main
from microcred.cli.outside import EXCEPTIONS
from microcred.vc.report import PART

BY_KEY = college.did_key_signer()
COLLECTOR_KEY = college.did_of(BY_KEY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "files"
    (found / "inside").mkdir(parents=True)
    signer = college.did_key_signer()
    sound = college.signed(college.badge(signer.controller), signer=signer)
    (found / "a.json").write_bytes(sound)
    (found / "inside" / "b.json").write_bytes(sound.replace(b"Presenting", b"Presiding"))
    (found / ".hidden").write_bytes(b"x")
    (tmp_path / "trust.txt").write_text(signer.controller)
    return found


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_folder_gives_one_line_for_each_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trust = str(folder.parent / "trust.txt")
    assert main(["verify", "--batch", str(folder), "--offline", "--json", "--trust", trust]) == 1
    assert [(Path(row["file"]).name, row["verdict"]) for row in rows(capsys)] == [
        ("a.json", "holds"),
        ("b.json", "not-genuine"),
    ]
    (folder / "inside" / "b.json").unlink()
    assert main(["verify", "--batch", str(folder), "--offline", "--trust", trust]) == 0
    assert main(["verify", "--batch", str(folder), "--offline"]) == 2


def test_many_files_are_shared_out_in_order(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "ALONE", 1)
    monkeypatch.setattr(batch, "LOT", 1)
    assert main(["verify", "--batch", str(folder), "--offline", "--json"]) == 1
    assert [Path(row["file"]).name for row in rows(capsys)] == ["a.json", "b.json"]


def test_either_a_file_or_a_folder_is_given(folder: Path) -> None:
    assert main(["verify", "a.json", "--batch", str(folder)]) == 64
    assert main(["verify", "--batch", str(folder / "missing")]) == 64


def test_a_bundle_is_checked_again_without_a_network(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bundle.zip").write_bytes(bundles.bundle())
    (tmp_path / "collector.json").write_text(json.dumps(bundles.DOCUMENT))
    asked = ["verify", str(tmp_path / "bundle.zip"), "--at", "2026-06-01T12:00:00Z", "--offline"]
    assert main([*asked, "--trust", str(tmp_path / "collector.json")]) == 0
    assert main([*asked, "--trust", college.COLLEGE]) == 2
    assert main(asked) == 2
    assert "hearsay" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "status"),
    [("2026-06-01", 0), ("2026-06-02", 2), ("2026-05-31", 0), ("2036-06-01T12:00:00Z", 1)],
    ids=["the day it was collected", "the day after", "the day before", "ten years later"],
)
def test_a_bundle_is_asked_about_a_day(tmp_path: Path, asked: str, status: int) -> None:
    """The list in it begins in May and has no end; the credential runs out in 2029."""
    (tmp_path / "bundle.zip").write_bytes(bundles.bundle())
    (tmp_path / "collector.json").write_text(json.dumps(bundles.DOCUMENT))
    given = ["verify", str(tmp_path / "bundle.zip"), "--at", asked, "--offline"]
    assert main([*given, "--trust", str(tmp_path / "collector.json")]) == status


def test_today_is_now(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    main(["verify", str(folder / "a.json"), "--json", "--offline", "--at", today])
    assert not json.loads(capsys.readouterr().out)["at"].endswith("T00:00:00Z")


def test_a_policy_is_not_widened_by_what_a_bundle_says(tmp_path: Path) -> None:
    (tmp_path / "bundle.zip").write_bytes(bundles.bundle())
    (tmp_path / "collector.json").write_text(json.dumps(bundles.DOCUMENT))
    (tmp_path / "list.txt").write_text("did:web:strangers.example Strangers")
    (tmp_path / "policy.json").write_text(json.dumps({"lists": ["list.txt"]}))
    given = ["verify", str(tmp_path / "bundle.zip"), "--at", "2026-06-01", "--offline"]
    given += ["--trust", str(tmp_path / "collector.json")]
    assert main(given) == 0
    assert main([*given, "--policy", str(tmp_path / "policy.json")]) == 2


@pytest.mark.parametrize(
    ("named", "status"),
    [
        ("did:web:archive.example", 2),
        ("collector.json", 0),
        ("list.txt", 2),
        ("list.json", 2),
        ("registry.json", 2),
    ],
    ids=[
        "by its name, its keys out of reach",
        "by its document",
        "on a list",
        "on a JSON list",
        "on a registry",
    ],
)
def test_a_list_of_issuers_names_no_witness(tmp_path: Path, named: str, status: int) -> None:
    """Whoever seals a bundle vouches for the keys of others: that takes more than being one of many issuers."""
    (tmp_path / "bundle.zip").write_bytes(bundles.bundle())
    (tmp_path / "collector.json").write_text(json.dumps(bundles.DOCUMENT))
    (tmp_path / "list.txt").write_text(f"{bundles.COLLECTOR}\n{COLLECTOR_KEY}\n")
    (tmp_path / "list.json").write_text(json.dumps([bundles.COLLECTOR, COLLECTOR_KEY]))
    (tmp_path / "registry.json").write_text(json.dumps({"registry": {COLLECTOR_KEY: {"name": "A"}}}))
    name = str(tmp_path / named) if "." in named and not named.startswith("did:") else named
    asked = ["verify", "--at", "2026-06-01", "--offline"]
    assert main([*asked, str(tmp_path / "bundle.zip"), "--trust", name]) == status
    (tmp_path / "by key.zip").write_bytes(bundles.bundle(BY_KEY))
    if named.endswith((".txt", "list.json", "registry.json")):
        assert main([*asked, str(tmp_path / "by key.zip"), "--trust", name]) == 2
        assert main([*asked, str(tmp_path / "by key.zip"), "--trust", COLLECTOR_KEY]) == 0


def test_a_code_in_a_picture_is_followed_with_consent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    signer = college.did_key_signer()
    signed = college.signed(college.badge(signer.controller), form="jwt", signer=signer)
    with serving({"/badge": body(signed), "/page": body(b"<!DOCTYPE html><p>Hello")}) as (port, seen):
        monkeypatch.setenv(EXCEPTIONS, f"127.0.0.1:{port}")
        (tmp_path / "photo.png").write_bytes(code(f"http://127.0.0.1:{port}/badge"))
        (tmp_path / "paper.pdf").write_bytes(code(f"http://127.0.0.1:{port}/badge", "pdf"))
        for name in ("photo.png", "paper.pdf"):
            asked = ["verify", str(tmp_path / name), "--trust", signer.controller]
            assert main(asked) == 2
            assert main([*asked, "--offline", "--tell-issuer"]) == 2
            assert "verify.link-in-picture" in capsys.readouterr().err
            assert seen == []
            assert main([*asked, "--tell-issuer"]) == 0
            assert len(seen) == 1
            seen.clear()
        assert main(["verify", f"http://127.0.0.1:{port}/page"]) == 2
        assert "verify.page-instead" in capsys.readouterr().err


def test_whoever_gives_an_address_has_told_its_host(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on the page: a hosted badge that was fetched by its address is not asked about once more."""
    answers: dict[str, Answer] = {}
    with serving(answers) as (port, _):
        home = f"http://127.0.0.1:{port}"
        badge = {"type": "BadgeClass", "id": f"{home}/b", "name": "B", "issuer": f"{home}/p"}
        profile = {"type": "Profile", "id": f"{home}/p", "name": "The Academy"}
        stated = academy.assertion(id=f"{home}/a", badge=f"{home}/b")
        for path, content in (("/a", stated), ("/b", badge), ("/p", profile)):
            answers[path] = body(json.dumps(content).encode())
        monkeypatch.setenv(EXCEPTIONS, f"127.0.0.1:{port}")
        assert main(["verify", f"{home}/a", "--trust", f"{home}/p"]) == 0
        assert capsys.readouterr().out.startswith("✓ Holds")


def test_a_bundle_with_a_wrong_seal_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signer = bundles.KeySigner(bundles.PrivateKey.generate("Ed25519"), f"{bundles.COLLECTOR}#key-1")
    (tmp_path / "bundle.zip").write_bytes(bundles.bundle(signer))
    (tmp_path / "collector.json").write_text(json.dumps(bundles.DOCUMENT))
    given = ["--offline", "--trust", str(tmp_path / "collector.json")]
    assert main(["verify", str(tmp_path / "bundle.zip"), *given]) == 1
    assert "bundle.seal-wrong" in capsys.readouterr().err


def test_a_seal_counts_for_whoever_names_its_authority(tmp_path: Path) -> None:
    (tmp_path / "sealed.json").write_text(json.dumps(seals.sealed(), ensure_ascii=False), "utf-8")
    (tmp_path / "root.pem").write_bytes(bundles.ROOT)
    asked = ["verify", str(tmp_path / "sealed.json"), "--at", "2026-06-01T12:00:00Z", "--offline"]
    assert main([*asked, "--trust", str(tmp_path / "root.pem")]) == 0
    assert main([*asked, "--trust", "x509:NTRIE-4711"]) == 2


def test_the_person_who_is_expected_is_compared(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["verify", str(folder / "a.json"), "--offline", "--trust", str(folder.parent / "trust.txt")]
    assert main([*asked, "--recipient", "maire@example.org"]) == 0
    assert main([*asked, "--recipient", "somebody@else.example"]) == 1
    assert "Not issued to this person" in capsys.readouterr().out


STRANGERS = {"meta": {}, "registry": {"did:web:strangers.example": {"name": "Strangers"}}}


@pytest.mark.parametrize(
    ("policy", "status"),
    [
        ({"lists": ["trust.txt"]}, 0),
        ({"lists": ["registry.json"]}, 2),
        ({"lists": ["registry.json", "trust.txt"]}, 0),
        ({"lists": ["registry.json", "trust.txt"], "everyList": True}, 2),
        ({"lists": ["trust.txt"], "mostYears": 5, "name": "Ours, lately"}, 0),
        ({"lists": []}, 1),
        ({"lists": ["trust.txt"], "mostYears": 0}, 1),
        ({"lists": ["trust.txt"], "every_list": True}, 1),
    ],
    ids=["one", "none", "either", "both", "lately", "no list", "no years", "misspelt"],
)
def test_a_policy_file_composes_lists(folder: Path, policy: dict[str, object], status: int) -> None:
    (folder.parent / "registry.json").write_text(json.dumps(STRANGERS))
    (folder.parent / "policy.json").write_text(json.dumps(policy))
    asked = ["verify", str(folder / "a.json"), "--at", "2026-06-01T12:00:00Z", "--offline"]
    assert main([*asked, "--policy", str(folder.parent / "policy.json")]) == status


def test_a_policy_asks_how_long_ago_it_was_issued(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder.parent / "policy.json").write_text(json.dumps({"lists": ["trust.txt"], "mostYears": 1}))
    asked = ["verify", str(folder / "a.json"), "--json", "--at", "2028-06-01T12:00:00Z", "--offline"]
    assert main([*asked, "--policy", str(folder.parent / "policy.json")]) == 2
    assert "issuer.too-long-ago" in capsys.readouterr().out


def test_a_part_is_called_a_part(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "part.json").write_bytes(seeds.data_integrity()["ecdsa-sd-2023, a part"])
    asked = ["verify", str(tmp_path / "part.json"), "--at", "2026-06-01T12:00:00Z", "--offline"]
    main(asked)
    assert PART in capsys.readouterr().out
    (tmp_path / "whole.json").write_bytes(college.signed())
    main(["verify", str(tmp_path / "whole.json"), *asked[2:]])
    assert PART not in capsys.readouterr().out
    main(["verify", "--batch", str(tmp_path), *asked[2:]])
    assert ["a part)" in line for line in capsys.readouterr().out.splitlines()] == [True, False]


def test_each_credential_inside_has_its_line_and_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signer = college.did_key_signer()
    sound, changed = (inside.endorsement(signer, number) for number in (1, 2))
    changed["credentialSubject"]["endorsementComment"] = "Excellent."
    content = {**college.badge(), "endorsement": [sound, changed]}
    (tmp_path / "badge.json").write_bytes(college.signed(content))
    (tmp_path / "plain.json").write_bytes(college.signed())
    asked = ["--at", "2026-06-01T12:00:00Z", "--offline"]
    main(["verify", str(tmp_path / "badge.json"), *asked])
    lines = capsys.readouterr().out.splitlines()
    found = [number for number, line in enumerate(lines) if "Inside: " in line]
    first, second = (lines[number] for number in found)
    about = f"(Endorsement · {college.did_of(signer)})"
    assert first == f"? Inside: endorsement[0]: Genuine, issuer not known here {about}"
    assert second == f"✗ Inside: endorsement[1]: Not genuine or changed {about}"
    assert "The signature does not match" in lines[found[1] + 1]
    main(["verify", str(tmp_path / "plain.json"), *asked])
    assert "Inside: " not in capsys.readouterr().out
