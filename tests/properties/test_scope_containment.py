"""What an inner scope covers, the outer one covers too; and containment hands on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from microcred.platform.network.scope import Branch, Scope, Subject, contains, covers
from microcred.platform.network.scope.branches import ISCED_F

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
FIELDS = [f"{ISCED_F}{code}" for code in ("04", "041", "0411", "0413", "06", "061", "0613")]
TREE = {"skill:a": {"group:x", "group:top"}, "group:x": {"group:top"}, "skill:b": {"group:top"}}
ADDRESSES = [*FIELDS, "skill:a", "skill:b", "group:x", "group:top"]


def above(address: str) -> frozenset[str]:
    return frozenset(TREE.get(address, ()))


@st.composite
def scopes(draw: st.DrawFn) -> Scope:
    lowest = draw(st.integers(1, 8))
    starts = draw(st.integers(0, 20))
    return Scope(
        "certify",
        FIRST + timedelta(days=starts),
        draw(st.none() | st.integers(starts + 1, 30).map(lambda n: FIRST + timedelta(days=n))),
        tuple(Branch(one) for one in draw(st.sets(st.sampled_from(ADDRESSES), max_size=3))),
        lowest,
        draw(st.integers(lowest, 8)),
        draw(st.frozensets(st.sampled_from(["oral", "written", "project"]))),
        draw(st.frozensets(st.sampled_from(["IE", "FR"]))),
        draw(st.none() | st.integers(1, 9).map(Decimal)),
        draw(st.integers(0, 4)),
    )


subjects = st.builds(
    Subject,
    skills=st.sets(st.sampled_from(["skill:a", "skill:b"])).map(tuple),
    field=st.sampled_from(["", *FIELDS]),
    level=st.none() | st.integers(1, 8),
    methods=st.frozensets(st.sampled_from(["oral", "written", "project"])),
    credits=st.none() | st.integers(1, 9).map(Decimal),
    country=st.sampled_from(["IE", "FR", "DE"]),
)


@given(scopes(), scopes(), subjects)
def test_an_inner_scope_covers_nothing_that_the_outer_does_not(
    outer: Scope, inner: Scope, subject: Subject
) -> None:
    if not contains(outer, inner, above) and not covers(inner, subject, above):
        assert not covers(outer, subject, above)


@given(scopes(), scopes(), scopes())
def test_containment_hands_on(outer: Scope, middle: Scope, inner: Scope) -> None:
    if not contains(outer, middle, above) and not contains(middle, inner, above):
        assert not contains(outer, inner, above)


@given(scopes())
def test_nothing_contains_itself_since_each_step_uses_up_one(scope: Scope) -> None:
    assert contains(scope, scope, above) == ("passing on",)
