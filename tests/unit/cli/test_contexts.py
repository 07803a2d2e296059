"""An operator adds a context, and documents that use it can be decided from then on."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import orjson
import pytest
from tests.unit.vc.examine import institution as college

from microcred.cli.main import main
from microcred.vc.canonical import Canoniser
from microcred.vc.contexts import Contexts, compile_table
from microcred.vc.defaults import use_contexts
from microcred.vc.issue import issue

ADDRESS = "https://extension.example/context.json"
PUBLISHED = orjson.dumps({"@context": {"honours": "https://extension.example/#honours"}})


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("MICROCRED_CONTEXTS", str(tmp_path / "contexts"))
    yield
    use_contexts([])


def published(tmp_path: Path, content: bytes = PUBLISHED) -> str:
    path = tmp_path / "context.json"
    path.write_bytes(content)
    return str(path)


def badge_with_honours(tmp_path: Path) -> str:
    content = college.badge(college.did_of(SIGNER))
    content["@context"].append(ADDRESS)
    content["honours"] = "first"
    canoniser = Canoniser(Contexts([compile_table(ADDRESS, PUBLISHED)]))
    path = tmp_path / "badge.json"
    path.write_bytes(issue(content, SIGNER, now=college.SIGNED_AT, canoniser=canoniser).body)
    return str(path)


SIGNER = college.did_key_signer()


def test_a_badge_with_an_added_context_is_undecided_before_and_verified_after(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    badge = badge_with_honours(tmp_path)
    asked = ["verify", badge, "--offline", "--at", "2026-06-01", "--trust", college.did_of(SIGNER)]
    assert main(asked) == 2
    assert ADDRESS in capsys.readouterr().out
    assert main(["contexts", "add", published(tmp_path), "--address", ADDRESS]) == 0
    assert capsys.readouterr().out.split() == [sha256(PUBLISHED).hexdigest(), ADDRESS]
    assert main(asked) == 0


def test_every_context_is_listed_with_its_hash(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["contexts", "add", published(tmp_path), "--address", ADDRESS])
    capsys.readouterr()
    assert main(["contexts", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert f"{sha256(PUBLISHED).hexdigest()}  {ADDRESS} (added)" in lines
    assert any(line.endswith("https://www.w3.org/ns/credentials/v2") for line in lines)


def test_the_stated_hash_must_be_the_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["contexts", "add", published(tmp_path), "--address", ADDRESS, "--sha256"]
    assert main([*command, "0" * 64]) == 1
    assert "context.hash-wrong" in capsys.readouterr().err
    assert main([*command, sha256(PUBLISHED).hexdigest().upper()]) == 0


def test_what_a_context_means_cannot_be_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = PUBLISHED.replace(b"#honours", b"#other")
    for address in (ADDRESS, "https://www.w3.org/ns/credentials/v2"):
        main(["contexts", "add", published(tmp_path), "--address", ADDRESS])
        capsys.readouterr()
        assert main(["contexts", "add", published(tmp_path, other), "--address", address]) == 1
        assert "context.pinned" in capsys.readouterr().err
    assert main(["contexts", "add", published(tmp_path, PUBLISHED + b"\n"), "--address", ADDRESS]) == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{}", "context.malformed"),
        (b"text", "json.malformed"),
        (b'{"@context":{"@vocab":"https://a.example/#"}}', "context.unsupported"),
        (b'{"@context":["https://a.example/other"]}', "context.unsupported"),
    ],
)
def test_what_is_no_usable_context_is_not_added(
    content: bytes, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["contexts", "add", published(tmp_path, content), "--address", ADDRESS]) in (1, 2)
    assert code in capsys.readouterr().err
    assert not (tmp_path / "contexts").exists()


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "contexts").write_text("a file")
    assert main(["contexts", "add", published(tmp_path), "--address", ADDRESS]) == 1
    assert "context.folder-unusable" in capsys.readouterr().err


def test_a_damaged_table_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "contexts").mkdir()
    (tmp_path / "contexts" / "a.json").write_text("{}")
    assert main(["contexts", "list"]) == 1
    assert "context.malformed" in capsys.readouterr().err
