"""How the command starts: without Django, httpx or the engine, and what wrong use looks like."""

from __future__ import annotations

import subprocess
import sys

import pytest

from microcred.cli.main import main

HEAVY = ("django", "httpx", "httpcore", "pydantic", "PIL", "rich.console", "cryptography", "nacl", "orjson")


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout


def test_starting_imports_nothing_heavy() -> None:
    code = f"import sys, microcred.cli.main; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert python(code) == "[]\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["keygen", "{}/key.json"],
        ["verify", "--offline", "{}/missing.json"],
        ["inspect", "{}/missing.json"],
        ["issue", "{}/a.json", "{}/b.csv", "{}/c.json", "--out", "{}/d"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_commands_without_the_site_import_no_django(tmp_path: object, arguments: list[str]) -> None:
    given = [argument.format(tmp_path) for argument in arguments]
    code = f"import sys\nfrom microcred.cli.main import main\nmain({given!r})\nprint('django' in sys.modules)"
    assert python(code).splitlines()[-1] == "False"


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["verify"],
        ["verify", "a", "b"],
        ["verify", "a", "--nonsense"],
        ["verify", "a", "--at", "yesterday"],
        ["keygen", "a", "--kind", "rot13"],
        ["keygen", "a", "--document", "b"],
        ["bake", "a"],
    ],
)
def test_wrong_use_ends_with_64(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 64
    assert capsys.readouterr().err


def test_help_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    for command in ("keygen", "issue", "verify", "bake", "unbake", "inspect", "serve", "demo"):
        assert command in shown
