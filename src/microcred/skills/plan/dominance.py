"""Leaving out offerings that another one replaces in every plan, before the solver sees them.

An offering is replaced by one that closes all that it closes, lies within its days, asks no more hours a
week, money or prerequisites, and leads to all that it leads to. No plan of any aim gets worse without it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from microcred.skills.plan.offerings import Offering, course_of


def replaceable(offerings: Sequence[Offering], closers: Sequence[Sequence[int]]) -> frozenset[int]:
    """The numbers of the offerings that others replace. `closers` are the offerings that close each skill."""
    closes: defaultdict[int, set[int]] = defaultdict(set)
    for skill, ways in enumerate(closers):
        for number in ways:
            closes[number].add(skill)
    runs: defaultdict[str, list[int]] = defaultdict(list)
    for number, offering in enumerate(offerings):
        runs[course_of(offering)].append(number)
    # Only one run of a course can be taken: where runs differ, one in a plan may bar the one that replaces.
    alike = {
        course for course, numbers in runs.items() if all(closes[n] == closes[numbers[0]] for n in numbers)
    }
    required = {course for offering in offerings for course in offering.requires}
    gone: set[int] = set()
    for number, offering in enumerate(offerings):
        course = course_of(offering)
        others = closers[min(closes[number])] if closes[number] else runs[course]
        for other in others:
            same = course_of(offerings[other]) == course
            if (
                other != number
                and other not in gone
                and course_of(offerings[other]) in alike
                and (same or course not in required)
                and closes[other] >= closes[number]
                and _no_worse(offerings[other], offering)
            ):
                gone.add(number)
                break
    return frozenset(gone)


def _no_worse(one: Offering, other: Offering) -> bool:
    return (
        one.start >= other.start
        and one.end <= other.end
        and one.hours_per_week <= other.hours_per_week
        and one.price <= other.price
        and set(one.requires) <= set(other.requires)
    )
