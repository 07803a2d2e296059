"""JSON to model to JSON is the identity; the schema agrees; different rules never read alike."""

import json

import jsonschema
from hypothesis import HealthCheck, given, settings
from tests.properties.rules.language import changes, rule_values

from microcred.rules.errors import RulesError
from microcred.rules.prose.telling import prose_text
from microcred.rules.reading import read_rule, rule_from, rule_value, write_rule
from microcred.rules.schema import json_schema

SCHEMA = jsonschema.Draft202012Validator(json_schema())
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@settings(SLOW, max_examples=150)
@given(rule_values)
def test_json_to_model_to_json_is_the_identity(value):
    rule = read_rule(json.dumps(value).encode())
    assert rule_value(rule) == value
    assert read_rule(write_rule(rule)) == rule
    SCHEMA.validate(value)


@settings(SLOW, max_examples=60)
@given(rule_values)
def test_a_rule_changed_in_one_place_reads_differently(value):
    rule = rule_from(value)
    text = prose_text(rule)
    for other_value in changes(value):
        try:
            other = rule_from(other_value)
        except RulesError:
            continue
        assert (other == rule) == (prose_text(other) == text)


@settings(SLOW, max_examples=150)
@given(rule_values, rule_values)
def test_two_rules_never_read_alike(one_value, other_value):
    one, other = rule_from(one_value), rule_from(other_value)
    assert (one == other) == (prose_text(one) == prose_text(other))
