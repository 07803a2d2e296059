"""Small random rules and credentials, and the best assignment found by trying them all."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from microcred.rules.evaluate.case import NOWHERE, Assignment, Case
from microcred.rules.facts import HeldCredential
from microcred.rules.reading import rule_from

AT = date(2026, 11, 25)
FIELDS = ["06", "061", "0613", "04"]
NAMES = ["a", "b", "c", "d"]

wheres = st.fixed_dictionaries(
    {},
    optional={
        "fields": st.lists(st.sampled_from(["06", "061", "04"]), min_size=1, max_size=2, unique=True),
        "levelAtLeast": st.integers(4, 7),
        "issuers": st.lists(st.sampled_from(["i", "j"]), min_size=1, max_size=1),
        "home": st.just(True),
        "notOlderThanMonths": st.sampled_from([12, 36]),
        "microCredentials": st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True),
    },
)
amounts = st.sampled_from([1, 2, 3, "1.5", 5, "0.5", 4])
shares = st.sampled_from([{}, {}, {}, {"shares": True}])


def leaf(kind, extra):
    return st.builds(
        lambda base, where, share: {"kind": kind, **base, "where": where, **share}, extra, wheres, shares
    )


leaves = st.one_of(
    leaf("micro-credential", st.fixed_dictionaries({"microCredential": st.sampled_from(NAMES)})),
    leaf("credentials", st.fixed_dictionaries({"atLeast": st.integers(1, 3)})),
    leaf("credits", st.fixed_dictionaries({"atLeast": amounts})),
)
closed = st.builds(lambda part: {"kind": "by", "day": "2025-06-30", "part": part}, leaves)
excluded = st.builds(
    lambda name: {"kind": "not-held", "where": {"microCredentials": [name]}}, st.sampled_from(NAMES)
)


def groups(parts, hard):
    rule = {
        "parts": st.lists(parts, max_size=2),
        "others": st.one_of(wheres, st.just({})),
        "credits": st.sampled_from([3, 5, 8, "7.5"]),
    }
    more = {
        "minimums": st.lists(st.builds(lambda a, w: {"atLeast": a, "where": w}, amounts, wheres), max_size=1),
        "sharesOf": st.lists(
            st.builds(lambda p, w: {"percent": p, "where": w}, st.sampled_from([50, 75]), wheres), max_size=1
        ),
    }
    if hard:
        more["limits"] = st.lists(
            st.builds(lambda a, w: {"atMost": a, "where": w}, amounts, wheres), max_size=1
        )
        more["outcomesOnce"] = st.booleans()
    return st.fixed_dictionaries({"kind": st.just("group"), **rule}, optional=more)


def trees(hard, forbidding=True):
    base = st.one_of(leaves, leaves, leaves, closed, excluded) if forbidding else leaves

    def wider(parts):
        several = st.lists(parts, min_size=1, max_size=3)
        return st.one_of(
            st.builds(lambda p: {"kind": "all-of", "parts": p}, several),
            st.builds(lambda p: {"kind": "any-of", "parts": p}, several),
            st.builds(
                lambda p, n: {"kind": "n-of", "n": min(n, len(p)), "parts": p}, several, st.integers(1, 2)
            ),
            groups(parts, hard),
        )

    return st.recursive(base, wider, max_leaves=5)


easy = st.sampled_from(
    [{}, {"fields": ["06"]}, {"home": True}, {"issuers": ["i"]}, {"microCredentials": ["a", "b"]}]
)
contended = st.one_of(
    st.builds(lambda n, w: {"kind": "credentials", "atLeast": n, "where": w}, st.integers(1, 2), easy),
    st.builds(
        lambda a, w: {"kind": "credits", "atLeast": a, "where": w}, st.sampled_from([2, 3, 5, 6]), easy
    ),
    st.builds(lambda w: {"kind": "credentials", "atLeast": 1, "where": w}, easy),
)
choices = st.builds(
    lambda p, n: {"kind": "n-of", "n": min(n, len(p)), "parts": p},
    st.lists(contended, min_size=2, max_size=3),
    st.integers(1, 2),
)
crowded = st.lists(st.one_of(contended, contended, choices), min_size=2, max_size=3).map(
    lambda parts: {"kind": "all-of", "parts": parts}
)


def rules(hard=True, forbidding=True):
    together = st.sampled_from([[], [], [{"microCredentials": ["a", "b"]}]])
    return st.builds(
        lambda tree, rivals: rule_from(
            {
                "id": "r",
                "version": 1,
                "title": "R",
                "requirement": {"kind": "all-of", "parts": [tree]},
                "notTogether": rivals,
                "equivalences": [{"held": "d", "countsAs": "a"}],
                "conversions": [{"system": "hours", "amount": 28, "equals": 1}],
            }
        ),
        st.one_of(trees(hard, forbidding), crowded),
        together,
    )


def credential(number, name, amount, level, field, issuer, home, days, outcomes):
    return HeldCredential(
        f"c{number}",
        name,
        issuer,
        AT - timedelta(days=days),
        credits=None if amount is None else Fraction(amount),
        level=level,
        field=field,
        home=home,
        outcomes=outcomes,
    )


def holdings(most):
    one = st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from([None, 1, 2, "3/2", 3, 5]),
        st.sampled_from([4, 5, 6, 7]),
        st.sampled_from(FIELDS),
        st.sampled_from(["i", "j"]),
        st.booleans(),
        st.sampled_from([30, 400, 1000]),
        st.lists(st.sampled_from("xyz"), max_size=2, unique=True).map(tuple),
    )
    return st.lists(one, max_size=most).map(lambda rows: [credential(n, *row) for n, row in enumerate(rows)])


def brute_force(case: Case) -> int:
    """The least that is missing, over every way to place credentials and every way to count outcomes."""
    places = [[NOWHERE, *options] for options in case.options]
    rivals = sorted({c for each in case.rivals for c in each})
    best = None
    for place in product(*places):
        for out in product([False, True], repeat=len(rivals)):
            left = frozenset(c for c, is_out in zip(rivals, out, strict=True) if is_out)
            if any(place[c] != NOWHERE for c in left):
                continue
            if any(sum(c not in left for c in each) > 1 for each in case.rivals):
                continue
            assignment = Assignment(list(place), left)
            for value in values(case, assignment):
                best = value if best is None else min(best, value)
    return best


def values(case, assignment):
    """What is missing for every way to count credit within the limits of the groups, atom by atom."""
    pools = case.prepared.pools
    ways = [list(amounts_of(case, pool, case.members(pool, assignment))) for pool in pools]
    for chosen in product(*ways):
        assignment.amounts = dict(enumerate(chosen))
        yield case.value(assignment)


def amounts_of(case, pool, members):
    if not pool.once and not pool.limits:
        yield {c: case.atoms[c] for c in members}
        return
    for most in owners(case, pool, members):
        passing = [(int(cap * case.atoms_of_one), case.passes(check)) for cap, check in pool.limits]
        steps = [range(most[c] + 1) if any(c in p for _, p in passing) else [most[c]] for c in members]
        for amounts in product(*steps):
            found = dict(zip(members, amounts, strict=True))
            if all(sum(a for c, a in found.items() if c in p) <= cap for cap, p in passing):
                yield found


def owners(case, pool, members):
    if not pool.once:
        yield {c: case.atoms[c] for c in members}
        return
    portions = {c: case.portions(c) for c in members}
    outcomes = sorted({o for own in portions.values() for o in own})
    ways = [[c for c in members if o in portions[c]] for o in outcomes]
    for chosen in product(*ways):
        found = {c: 0 if portions[c] else case.atoms[c] for c in members}
        for outcome, c in zip(outcomes, chosen, strict=True):
            found[c] += portions[c][outcome]
        yield found
