"""A new release is a migration: retired skills stay readable, replaced ones are followed."""

from microcred.skills.model import Need, Skill, SkillFramework
from microcred.skills.releases import compare, current, merge


def release(number: str, *skills: Skill, needs: tuple[Need, ...] = ()) -> SkillFramework:
    return SkillFramework("F", number, "", skills={skill.address: skill for skill in skills}, needs=needs)


OLD = release(
    "1",
    Skill("a", {"en": "write"}),
    Skill("b", {"en": "read;"}),
    Skill("c", {"en": "count"}),
    Skill("e", {"en": "x"}),
)
NEW = release(
    "2",
    Skill("b", {"en": "read"}),
    Skill("d", {"en": "compose"}, {"en": ("write",)}),
    Skill("e", {"en": "x"}, retired=True, replaced_by=("d",)),
    needs=(Need("o", "d", True),),
)


def test_what_a_release_brings_is_told_before_anything_changes():
    change = compare(OLD, NEW)
    assert change.added == ("d",)
    assert change.retired == ("a", "c", "e")
    assert change.replaced == {"a": ("d",), "e": ("d",)}
    assert change.relabelled == {"b": ("read;", "read")}
    assert (change.needs_added, change.needs_gone) == (1, 0)


def test_retired_skills_stay_readable_and_lead_to_their_successors():
    merged = merge(OLD, NEW, compare(OLD, NEW))
    assert merged.skill("a").label() == "write" and merged.skill("a").retired
    assert current(merged, "a") == ("d",)
    assert current(merged, "c") == ()
    assert current(merged, "d") == ("d",)


def test_successors_are_followed_over_several_releases_and_circles_end():
    chain = release(
        "3",
        Skill("a", {}, retired=True, replaced_by=("b",)),
        Skill("b", {}, retired=True, replaced_by=("a", "c")),
        Skill("c", {}),
    )
    assert current(chain, "a") == ("c",)


def test_a_label_that_two_skills_carry_names_no_successor():
    new = release("2", Skill("x", {"en": "write"}), Skill("y", {"en": "compose"}, {"en": ("write",)}))
    assert compare(release("1", Skill("a", {"en": "write"})), new).replaced == {}


def test_importing_the_same_release_again_changes_nothing():
    change = compare(NEW, NEW)
    assert not (change.added or change.retired or change.relabelled or change.returned)
    merged = merge(NEW, NEW, change)
    assert merged.skills == NEW.skills
