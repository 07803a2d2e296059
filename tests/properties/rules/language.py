"""Every shape of rule that the language has, as JSON values."""

from hypothesis import strategies as st

names = st.one_of(
    st.sampled_from(
        ["a", "b", "a”", "”", "“a”, “b”", "a; any credential", "été", "A group:", "https://x.example/1"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=6),
)
amounts = st.one_of(
    st.integers(1, 10_000), st.sampled_from(["0.5", "7.5", "0.0001", "12.25", "9999.9999", "3.3"])
)
levels = st.integers(1, 8)
days = st.dates().map(lambda day: day.isoformat())


def listed(what, key=None, least=0):
    return st.lists(what, min_size=least, max_size=3, unique_by=key or (lambda each: each))


grades = st.fixed_dictionaries({"scale": st.just("s"), "grade": st.sampled_from(["C", "B", "A"])})
skills = st.fixed_dictionaries({"skill": names}, optional={"level": levels})
wheres = st.fixed_dictionaries(
    {},
    optional={
        "microCredentials": listed(names),
        "skills": listed(skills, lambda s: s["skill"]),
        "issuers": listed(names),
        "accreditedFor": listed(names),
        "fields": listed(st.sampled_from(["06", "061", "0613", "04"])),
        "levelAtLeast": levels,
        "levelAtMost": levels,
        "minimumGrades": st.lists(grades, max_size=1),
        "notOlderThanMonths": st.integers(1, 1200),
        "awardedFrom": days,
        "awardedUntil": days,
        "home": st.booleans(),
        "papers": st.booleans(),
    },
)
titles = {"title": names}
leaf_options = {**titles, "where": wheres, "shares": st.booleans()}


def of(kind, needed, optional=titles):
    return st.fixed_dictionaries({"kind": st.just(kind), **needed}, optional=optional)


leaves = st.one_of(
    of("micro-credential", {"microCredential": names}, leaf_options),
    of("credentials", {"atLeast": st.integers(1, 1000)}, leaf_options),
    of("credits", {"atLeast": amounts}, leaf_options),
    of("not-held", {"where": wheres.filter(lambda w: any(v for v in w.values()))}),
)


def wider(parts):
    several = st.lists(parts, min_size=1, max_size=3)
    kind = {"where": wheres}
    group = {
        **titles,
        "parts": st.lists(parts, max_size=2),
        "others": wheres,
        "every": wheres,
        "minimums": st.lists(st.fixed_dictionaries({"atLeast": amounts, **kind}), max_size=2),
        "sharesOf": st.lists(st.fixed_dictionaries({"percent": st.integers(1, 100), **kind}), max_size=2),
        "limits": st.lists(st.fixed_dictionaries({"atMost": amounts, **kind}), max_size=2),
        "outcomesOnce": st.booleans(),
    }
    return st.one_of(
        of("all-of", {"parts": several}),
        of("any-of", {"parts": several}),
        several.flatmap(lambda p: of("n-of", {"n": st.integers(1, len(p)), "parts": st.just(p)})),
        of("by", {"day": days, "part": parts}),
        of("group", {"credits": amounts}, group),
    )


requirements = st.recursive(leaves, wider, max_leaves=5)
conversions = st.fixed_dictionaries(
    {
        "system": names.filter(lambda n: n != "ects"),
        "amount": st.sampled_from([25, 28, 30]),
        "equals": st.sampled_from([1, 2]),
    }
)
equivalences = st.fixed_dictionaries(
    {"held": names, "countsAs": names},
    optional={
        "issuers": listed(names),
        "credits": amounts,
        "level": levels,
        "minimumGrades": st.lists(grades, max_size=1),
        "awardedFrom": days,
        "awardedUntil": days,
    },
).filter(lambda each: each["held"] != each["countsAs"])
rule_values = st.fixed_dictionaries(
    {
        "id": names,
        "version": st.integers(1, 1_000_000),
        "title": names,
        "scales": st.just([{"name": "s", "grades": ["C", "B", "A"]}]),
        "requirement": requirements,
    },
    optional={
        "awards": names,
        "credentialWeight": amounts,
        "conversions": listed(conversions, lambda c: c["system"]),
        "equivalences": st.lists(equivalences, max_size=2),
        "notTogether": st.lists(
            st.fixed_dictionaries({"microCredentials": st.lists(names, min_size=2, max_size=3)}), max_size=2
        ),
        "every": wheres,
    },
)


def changes(value):
    """Every value that differs from a JSON value in one place: a key left out, a list cut, a number moved."""
    if isinstance(value, dict):
        for key in value:
            yield {k: v for k, v in value.items() if k != key}
            for other in changes(value[key]):
                yield {**value, key: other}
    elif isinstance(value, list):
        for n, each in enumerate(value):
            yield value[:n] + value[n + 1 :]
            for other in changes(each):
                yield [*value[:n], other, *value[n + 1 :]]
        if len(value) > 1:
            yield value[::-1]
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, str):
        yield f"{value}”"
        yield f"{value}”, “"
