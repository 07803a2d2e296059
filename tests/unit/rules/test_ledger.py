"""Credit is used once, and a changed record is found."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from microcred.rules.errors import CreditInUse, CreditNotHeldHere, LedgerBroken, NumberNegative
from microcred.rules.ledger import Action, Wish, check_chain, decide, uses

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
HELD, USED, RELEASED, TRANSFERRED = Action.HELD, Action.USED, Action.RELEASED, Action.TRANSFERRED


def wish(action, award="A", amount=5, *, credential="c", institution="one", **more):
    return Wish(action, credential, Fraction(5), Fraction(amount), award, institution, **more)


def record(*wishes, at=NOW):
    entries = []
    for each in wishes:
        entries.append(decide(entries, each, at))
    return entries


UNTIL = {"valid_until": date(2026, 12, 1)}
ALLOWED = {
    "use what is free": [wish(USED)],
    "hold, then use": [wish(HELD, **UNTIL), wish(USED)],
    "two parts for two awards": [wish(USED, "A", 2), wish(USED, "B", 3)],
    "use again after a release": [wish(USED), wish(RELEASED), wish(USED, "B")],
    "another credential": [wish(USED), wish(USED, "B", credential="d")],
    "the same again": [wish(USED), wish(USED)],
    "transfer": [wish(USED), wish(TRANSFERRED, to_award="B", to_institution="two")],
}


@pytest.mark.parametrize("wishes", ALLOWED.values(), ids=ALLOWED.keys())
def test_a_wish_is_carried_out(wishes):
    entries = record(*wishes)
    check_chain(entries, entries[-1].digest)
    assert [entry.number for entry in entries] == list(range(1, len(wishes) + 1))


REFUSED = {
    "twice": ([wish(USED)], wish(USED, "B"), CreditInUse),
    "at another institution": ([wish(USED)], wish(USED, institution="two"), CreditInUse),
    "what is held elsewhere": ([wish(HELD, **UNTIL)], wish(USED, "B"), CreditInUse),
    "more than is left": ([wish(USED, "A", 3)], wish(USED, "B", "2.5"), CreditInUse),
    "more than there is": ([], wish(USED, amount=6), CreditInUse),
    "a hold on what is used": ([wish(USED)], wish(HELD), CreditInUse),
    "a larger whole than was stated": (
        [wish(USED)],
        replace(wish(USED, "B"), whole=Fraction(50)),
        CreditInUse,
    ),
    "a release of nothing": ([], wish(RELEASED), CreditNotHeldHere),
    "a release of another amount": ([wish(USED)], wish(RELEASED, amount=2), CreditNotHeldHere),
    "a release by another": ([wish(USED)], wish(RELEASED, institution="two"), CreditNotHeldHere),
    "a transfer of nothing": ([], wish(TRANSFERRED, to_award="B", to_institution="two"), CreditNotHeldHere),
    "a transfer to nowhere": ([wish(USED)], wish(TRANSFERRED), CreditInUse),
    "a negative amount": ([], wish(USED, amount=-1), NumberNegative),
}


@pytest.mark.parametrize(("before", "last", "error"), REFUSED.values(), ids=REFUSED.keys())
def test_a_wish_is_refused(before, last, error):
    with pytest.raises(error):
        decide(record(*before), last, NOW)


def test_a_hold_ends_after_its_last_day():
    entries = record(wish(HELD, **UNTIL))
    with pytest.raises(CreditInUse):
        decide(entries, wish(USED, "B"), datetime(2026, 12, 1, 23, tzinfo=UTC))
    assert decide(entries, wish(USED, "B"), datetime(2026, 12, 2, tzinfo=UTC)).number == 2


def test_it_is_told_where_credit_is_used():
    entries = record(
        wish(USED, "A", 2),
        wish(HELD, "B", 3, **UNTIL),
        wish(TRANSFERRED, "A", 2, to_award="C", to_institution="two"),
    )
    assert [(u.award, u.institution, u.action, u.amount) for u in uses(entries, "c", NOW.date())] == [
        ("B", "one", HELD, 3),
        ("C", "two", USED, 2),
    ]


LONG = [wish(USED, "A", 2), wish(HELD, "B", 3, **UNTIL), wish(RELEASED, "B", 3), wish(USED, "D", 3)]


@pytest.mark.parametrize("number", range(4))
def test_a_changed_entry_is_found(number):
    entries = record(*LONG)
    entries[number] = replace(entries[number], wish=replace(entries[number].wish, amount=Fraction(1)))
    with pytest.raises(LedgerBroken, match=f"entry {number + 1}"):
        check_chain(entries)


def test_a_missing_or_moved_entry_is_found():
    entries = record(*LONG)
    for broken in (entries[1:], entries[:1] + entries[2:], [entries[1], entries[0], *entries[2:]]):
        with pytest.raises(LedgerBroken):
            check_chain(broken)


def test_a_cut_end_is_found_by_the_noted_head():
    entries = record(*LONG)
    check_chain(entries[:-1])
    with pytest.raises(LedgerBroken):
        check_chain(entries[:-1], entries[-1].digest)
