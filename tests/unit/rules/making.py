"""Rules and credentials in few words."""

from datetime import date
from fractions import Fraction

from microcred.rules.facts import HeldCredential
from microcred.rules.reading import rule_from

AT = date(2026, 11, 25)


def rule(requirement, **settings):
    return rule_from({"id": "r", "version": 1, "title": "R", "requirement": requirement, **settings})


def held(name, amount=None, *, id=None, issuer="i", awarded=date(2025, 6, 1), **facts):  # noqa: A002
    credit = None if amount is None else Fraction(amount)
    return HeldCredential(id or name, name, issuer, awarded, credits=credit, **facts)


def given(name, **more):
    return {"kind": "micro-credential", "microCredential": name, **more}


def credits_of(amount, where=None, **more):
    return {"kind": "credits", "atLeast": amount, "where": where or {}, **more}


def some(count, where=None, **more):
    return {"kind": "credentials", "atLeast": count, "where": where or {}, **more}


def all_of(*parts):
    return {"kind": "all-of", "parts": list(parts)}


def any_of(*parts):
    return {"kind": "any-of", "parts": list(parts)}


def n_of(n, *parts):
    return {"kind": "n-of", "n": n, "parts": list(parts)}


def group(**keys):
    return {"kind": "group", **keys}
