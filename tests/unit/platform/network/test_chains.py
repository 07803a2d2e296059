"""Each way in which a chain of rights holds, fails or cannot be decided: a case each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from microcred.platform.network.scope import Branch, Given, Scope, Subject, chain
from microcred.platform.network.scope.branches import ISCED_F

AT = datetime(2026, 5, 14, tzinfo=UTC)
DAY = timedelta(days=1)
ANCHOR, BODY, COLLEGE, OTHER = "did:web:anchor", "did:web:body", "did:web:college", "did:web:other"
WIDE = Scope(
    "certify",
    AT - 400 * DAY,
    AT + 800 * DAY,
    (Branch(f"{ISCED_F}04"),),
    passes_on=2,
)
NARROW = replace(WIDE, branches=(Branch(f"{ISCED_F}0411"),), lowest=4, highest=5, passes_on=0)
SUBJECT = Subject(field=f"{ISCED_F}0411", level=5)
FIRST = Given("right:1", ANCHOR, BODY, WIDE)
SECOND = Given("right:2", BODY, COLLEGE, NARROW, "right:1")


def followed(*rights: Given, **more: object):
    known = {one.id: one for one in rights}
    return chain(rights[-1], known.get, {ANCHOR}, at=AT, **{"subject": SUBJECT, **more})  # type: ignore[arg-type]


def test_a_right_that_was_passed_on_within_its_scope_leads_to_the_anchor() -> None:
    found = followed(FIRST, SECOND)
    assert (found.outcome, found.anchor, len(found.links)) == ("passed", ANCHOR, 2)


@pytest.mark.parametrize(
    ("rights", "outcome", "reason"),
    [
        ([SECOND], "undecided", "not at hand"),
        ([replace(FIRST, giver=OTHER), replace(SECOND, giver=BODY)], "undecided", "no anchor"),
        ([replace(FIRST, holder=OTHER), SECOND], "failed", "not the giver's"),
        ([FIRST, replace(SECOND, scope=replace(NARROW, ends=AT))], "failed", "expired"),
        ([FIRST, replace(SECOND, scope=replace(NARROW, starts=AT + DAY))], "failed", "not yet valid"),
        ([FIRST, replace(SECOND, scope=replace(NARROW, branches=()))], "failed", "more than held"),
        ([FIRST, replace(SECOND, scope=replace(NARROW, passes_on=2))], "failed", "more than held"),
        ([FIRST, replace(SECOND, scope=replace(NARROW, ends=None))], "failed", "more than held"),
        ([replace(FIRST, scope=replace(WIDE, passes_on=0)), SECOND], "failed", "more than held"),
        ([FIRST, replace(SECOND, scope=replace(NARROW, lowest=6, highest=8))], "failed", "outside"),
        ([replace(FIRST, withdrawn_at=AT - DAY), SECOND], "failed", "withdrawn"),
        ([replace(FIRST, withdrawn_at=AT), SECOND], "failed", "withdrawn"),
        ([replace(FIRST, withdrawn_at=AT + DAY), SECOND], "undecided", "before withdrawal unproven"),
        ([replace(SECOND, rests_on="right:2")], "failed", "cycle"),
    ],
)
def test_a_chain_that_does_not_hold(rights: list[Given], outcome: str, reason: str) -> None:
    found = followed(*rights)
    assert (found.outcome, found.reason) == (outcome, reason)


def test_two_rights_that_rest_on_each_other_are_a_cycle() -> None:
    endless = replace(WIDE, passes_on=0)
    one = Given("right:1", BODY, COLLEGE, endless, "right:2")
    two = Given("right:2", COLLEGE, BODY, replace(endless, passes_on=1), "right:1")
    found = chain(one, {"right:1": one, "right:2": two}.get, {ANCHOR}, at=AT)
    assert (found.outcome, found.reason) == ("failed", "cycle")


def test_a_chain_has_a_limit() -> None:
    rights = [
        Given(f"right:{n}", f"did:{n}", f"did:{n + 1}", replace(WIDE, passes_on=20 - n), f"right:{n - 1}")
        for n in range(1, 12)
    ]
    found = chain(rights[-1], {one.id: one for one in rights}.get, {"did:0"}, at=AT)
    assert (found.outcome, found.reason) == ("failed", "too long")


def test_an_award_in_a_signed_log_before_the_withdrawal_stands_and_the_withdrawal_is_shown() -> None:
    gone = replace(FIRST, withdrawn_at=AT + 10 * DAY)
    found = followed(gone, SECOND, logged_at=AT + DAY)
    assert (found.outcome, found.reason, found.withdrawn_at) == (
        "passed",
        "withdrawn later",
        gone.withdrawn_at,
    )


def test_an_award_that_was_dated_back_stands_in_no_log_before_the_withdrawal() -> None:
    gone = replace(FIRST, withdrawn_at=AT + 10 * DAY)
    assert followed(gone, SECOND, logged_at=AT + 11 * DAY).outcome == "undecided"
