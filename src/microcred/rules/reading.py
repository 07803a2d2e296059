"""Rules from JSON and back. What is read is written again as the same JSON value.

Limits and spelling are checked before anything is built: depth, size, keys that stand twice, inexact numbers.
"""

from __future__ import annotations

import json
import re
from typing import Any, Never

from pydantic import ValidationError

from microcred.rules import errors
from microcred.rules.errors import (
    NumberInexact,
    RuleMalformed,
    RuleNotJson,
    RulesError,
    RuleTooDeep,
    RuleTooLarge,
)
from microcred.rules.model.rule import Rule

MOST_BYTES = 4_000_000
DEEPEST = 100
"""JSON levels; a requirement in another takes two, so that about 48 requirements may stand in one another."""

_TEXT = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKET = re.compile(rb"[\[\]{}]")
_OWN = {
    kind.code.removeprefix("rules."): kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, RulesError)
}


def read_rule(data: bytes) -> Rule:
    """The rule that JSON in UTF-8 states. Raises a `RulesError` whose `detail` names the place."""
    if len(data) > MOST_BYTES:
        raise RuleTooLarge(f"{len(data)} bytes")
    _check_depth(data)
    try:
        value = json.loads(
            data.decode("utf-8"), parse_float=_inexact, parse_constant=_inexact, object_pairs_hook=_object
        )
    except (ValueError, RecursionError) as error:
        raise RuleNotJson(str(error)[:200]) from None
    return rule_from(value)


def rule_from(value: Any) -> Rule:
    """The rule that a JSON value (objects, arrays, texts, integers) states. Raises as `read_rule`."""
    try:
        return Rule.model_validate(_tuples(value), by_alias=True, by_name=False)
    except ValidationError as error:
        raise _translated(error) from None
    except RecursionError:
        raise RuleTooDeep from None


def rule_value(rule: Rule) -> dict[str, Any]:
    """The JSON value of a rule: what was stated, nothing that was left to its default."""
    return rule.model_dump(mode="json", by_alias=True, exclude_unset=True)


def write_rule(rule: Rule) -> bytes:
    """The rule as JSON with sorted keys: equal rules that state the same give the same bytes."""
    return json.dumps(rule_value(rule), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _check_depth(data: bytes) -> None:
    depth = 0
    for bracket in _BRACKET.findall(_TEXT.sub(b"", data)):
        depth += 1 if bracket in b"[{" else -1
        if depth > DEEPEST:
            raise RuleTooDeep(f"more than {DEEPEST} levels")


def _inexact(text: str) -> Never:
    raise NumberInexact(text[:40])


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise RuleNotJson("a key stands twice in one object")
    return found


def _tuples(value: Any) -> Any:
    """Arrays as tuples, which is what the strict model takes."""
    if isinstance(value, dict):
        return {key: _tuples(each) for key, each in value.items()}
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _translated(error: ValidationError) -> RulesError:
    """The first fault as an error of ours, with the place as a path of keys."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    kind = first["type"]
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return errors.UnknownKind(place)
    own = _OWN.get(kind, RuleMalformed)
    return own(f"{place}: {first['msg']}"[:300])
