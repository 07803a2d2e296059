"""Writes `docs/reference/rules-language.md` from the schema of the rule language. `--update` rewrites it.

.venv/bin/python tests/architecture/rules_language.py --update
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from microcred.rules.errors import RulesError
from microcred.rules.evaluate.evaluation import Outcome
from microcred.rules.facts import Fault
from microcred.rules.schema import json_schema
from microcred.rules.tables import NAMES, RowFault
from microcred.rules.traps import TrapKind

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "rules-language.md"
INTRODUCTION = """# The rule language

A rule is a JSON object. Written by `tests/architecture/rules_language.py --update` from the schema that
`microcred.rules.schema.json_schema()` gives; a test keeps it fresh. Why it counts as it does is told in
[How rules are applied](../explanation/rules.md).

Keys that are not listed are refused. Each number has one form: whole numbers are JSON integers (30), other
amounts are texts in their shortest form ("7.5", at most four places). Floating-point numbers are refused.
What is left out has its default and stays left out when the rule is written again.
"""


def page() -> str:
    """The page as it should be."""
    schema = json_schema()
    lines = [INTRODUCTION, "## Rule", "", *_section(schema)]
    for name, definition in schema["$defs"].items():
        lines += ["", f"## {_title(name, definition)}", "", *_section(definition)]
    lines += ["", "## What a requirement comes to", "", "| code | meaning |", "|---|---|"]
    lines += [f"| `{one.value}` | {one.sentence} |" for one in Outcome]
    lines += ["", "## Why a credential is not counted", "", "The first that applies is told.", ""]
    lines += ["| code | meaning |", "|---|---|", *(f"| `{one.code}` | {one.sentence} |" for one in Fault)]
    lines += ["", "## Traps", "", "| code | meaning |", "|---|---|"]
    lines += [f"| `{one.code}` | {one.sentence} |" for one in TrapKind]
    lines += ["", "## Equivalence tables", "", "| column | also called |", "|---|---|"]
    lines += [f"| {name} | {', '.join(called[1:])} |" for name, called in NAMES.items()]
    lines += ["", "| code of the report | meaning |", "|---|---|"]
    lines += [f"| `{one.code}` | {one.sentence} |" for one in RowFault]
    lines += ["", "## Errors", "", "| code | what happened | what to do |", "|---|---|---|"]
    kinds = sorted(RulesError.__subclasses__(), key=lambda kind: kind.code)
    lines += [f"| `{kind.code}` | {kind.sentence} | {kind.remedy} |" for kind in kinds]
    return "\n".join(lines) + "\n"


def _title(name: str, definition: dict[str, Any]) -> str:
    kind = definition["properties"].get("kind", {}).get("const")
    return f"`{kind}`" if kind else name


def _section(definition: dict[str, Any]) -> Iterator[str]:
    yield " ".join(definition.get("description", "").split())
    yield ""
    yield "| key | value | must | meaning |"
    yield "|---|---|---|---|"
    required = definition.get("required", ())
    for key, value in definition["properties"].items():
        meaning = " ".join(value.get("description", "").split())
        if key == "kind":
            meaning = "Which requirement it is."
        yield f"| `{key}` | {_type(value)} | {'yes' if key in required else ''} | {meaning} |"


def _type(value: dict[str, Any]) -> str:
    if "$ref" in value:
        return value["$ref"].rsplit("/", 1)[-1]
    if "const" in value:
        return f'"{value["const"]}"'
    if value.get("type") == "array":
        least = f", at least {value['minItems']}" if "minItems" in value else ""
        return f"list of {_type(value['items'])}{least}"
    if "discriminator" in value or "oneOf" in value:
        return "requirement"
    options = [option for option in value.get("anyOf", ()) if option.get("type") != "null"]
    if {option.get("type") for option in options} == {"integer", "string"} or any(map(_is_amount, options)):
        return "amount"
    if options:
        return " or ".join(dict.fromkeys(map(_type, options)))
    if value.get("type") == "integer":
        return f"{value['minimum']} to {value['maximum']}"
    if value.get("format") == "date":
        return "day, like 2026-01-31"
    return {"string": "text", "boolean": "true or false"}.get(value.get("type", ""), "requirement")


def _is_amount(option: dict[str, Any]) -> bool:
    return {each.get("type") for each in option.get("anyOf", ())} == {"integer", "string"}


if __name__ == "__main__":
    if "--update" in sys.argv:
        PAGE.write_text(page(), encoding="utf-8")
    sys.exit(0 if PAGE.read_text(encoding="utf-8") == page() else 1)
