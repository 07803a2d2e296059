"""A profile counts what verified credentials prove at a moment, and a timeline tells how it grew."""

from datetime import UTC, datetime

import pytest
from tests.unit.skills.files import S, esco

from microcred.skills.profile.evidence import Evidence, SkillStatement, read_evidence, read_statements
from microcred.skills.profile.profile import DeclaredSkill, Freshness, HeldCredential, Standing, skill_profile
from microcred.skills.profile.timeline import Change, then_and_now, timeline
from microcred.skills.readers.esco import read_esco

FRAMEWORK = read_esco(esco(), "1.1.1")[0]
SOFT, HARD, OTHER = S + "negotiate", S + "contracts", S + "python"


def day(year: int, month: int = 1) -> datetime:
    return datetime(year, month, 1, tzinfo=UTC)


def held(key: str, skill: str = OTHER, level: int | None = 3, **others) -> HeldCredential:
    fields = {"since": day(2024), "evidence": Evidence.ASSESSED} | others
    return HeldCredential(
        key, f"Title {key}", "did:x", "College", skills=(SkillStatement(skill, "Label", level),), **fields
    )


def profile(*credentials, declared=(), at=None, counted=()):
    return skill_profile(credentials, declared, FRAMEWORK, at=at or day(2026), counted=counted)


@pytest.mark.parametrize(
    ("credential", "standing"),
    [
        (held("a", outcome="failed"), Standing.FAILED),
        (held("a", outcome="undecided"), Standing.UNDECIDED),
        (held("a", revoked_at=day(2025)), Standing.REVOKED),
        (held("a", until=day(2025)), Standing.LAPSED),
        (held("a", issuer_known=False), Standing.ISSUER_UNKNOWN),
        (held("a", since=day(2027)), Standing.NOT_YET_VALID),
    ],
    ids=lambda value: value.value if isinstance(value, Standing) else "",
)
def test_what_does_not_count_is_set_apart_with_the_reason(credential, standing):
    found = profile(credential)
    assert found.apart == {"a": standing}
    assert not list(found.held())


@pytest.mark.parametrize("credential", [held("a", revoked_at=day(2025)), held("a", until=day(2025))])
def test_as_of_an_earlier_day_what_ended_later_still_counts(credential):
    assert profile(credential, at=day(2024, 6)).skills[OTHER].held


def test_a_learner_may_count_an_unknown_issuer_in_a_private_view():
    found = profile(held("a", issuer_known=False), counted={"a"})
    assert found.skills[OTHER].held and not found.apart


def test_a_failed_credential_never_counts_even_if_asked_to():
    assert not list(profile(held("a", outcome="failed", issuer_known=False), counted={"a"}).held())


def test_a_renewal_counts_once_with_what_it_renews():
    found = profile(held("old"), held("new", level=4, since=day(2025), supersedes="old"))
    skill = found.skills[OTHER]
    assert [claim.credential for claim in skill.claims] == ["new"]
    assert (skill.level, skill.since, found.apart) == (4, day(2024), {"old": Standing.REPLACED})


def test_a_revoked_renewal_does_not_hide_what_it_renewed():
    found = profile(held("old"), held("new", supersedes="old", revoked_at=day(2025)))
    assert [claim.credential for claim in found.skills[OTHER].claims] == ["old"]


def test_every_number_opens_the_credentials_behind_it():
    found = profile(
        held("a", level=3, until=day(2027)),
        held("b", level=5, evidence=Evidence.ATTENDED, since=day(2025), until=day(2028)),
        declared=[DeclaredSkill(OTHER, day(2020), 8)],
    )
    skill = found.skills[OTHER]
    assert (skill.level, skill.evidence, skill.since) == (5, Evidence.ASSESSED, day(2020))
    assert skill.freshness(day(2026)) is Freshness.FRESH
    assert {claim.credential for claim in skill.claims} == {"a", "b", ""}


def test_a_skill_lapses_with_its_last_claim():
    assert profile(held("a", until=day(2027)), held("b", until=day(2028))).skills[OTHER].lapses == day(2028)
    assert profile(held("a", until=day(2027)), held("b")).skills[OTHER].lapses is None


def test_soft_and_hard_stand_side_by_side_and_a_hard_skill_is_a_use_of_a_soft_one():
    found = profile(held("a", HARD), held("b", SOFT))
    assert [skill.skill for skill in found.soft if skill.held] == [SOFT]
    assert [skill.skill for skill in found.hard] == [HARD]
    (used,) = [skill for skill in found.soft if skill.uses]
    assert not used.held and used.uses[0].credential == "a"


def test_declared_skills_are_marked_and_count_only_from_their_day():
    declared = [DeclaredSkill(OTHER, day(2025), 2)]
    assert profile(declared=declared).skills[OTHER].evidence is Evidence.DECLARED
    assert not profile(declared=declared, at=day(2024)).skills


def test_the_timeline_tells_new_deeper_refreshed_and_lapsed():
    events = timeline(
        [
            held("a", level=3, until=day(2025)),
            held("b", level=4, since=day(2024, 6), until=day(2025, 6)),
            held("c", level=4, since=day(2024, 9), until=day(2025, 3)),
            held("d", level=4, since=day(2025, 9)),
        ],
        FRAMEWORK,
        until=day(2026),
    )
    told = [(event.credential, change.change) for event in events for change in event.changes]
    assert told == [
        ("a", Change.NEW),
        ("b", Change.DEEPER),
        ("c", Change.REFRESHED),
        ("b", Change.LAPSED),
        ("d", Change.REFRESHED),
    ]


def test_a_revoked_credential_is_withdrawn_from_the_timeline_at_its_day():
    events = timeline([held("a", revoked_at=day(2025))], FRAMEWORK, until=day(2026))
    assert [(event.at, event.changes[0].change) for event in events] == [
        (day(2024), Change.NEW),
        (day(2025), Change.WITHDRAWN),
    ]


def test_failed_credentials_are_no_events():
    assert timeline([held("a", outcome="failed")], FRAMEWORK, until=day(2026)) == ()


def test_then_and_now_between_any_two_days():
    both = then_and_now(
        [held("a"), held("b", HARD, since=day(2025))], (), FRAMEWORK, then=day(2024, 6), now=day(2026)
    )
    assert both.kept == (OTHER,)
    assert {change.skill: change.change for change in both.changes} == {HARD: Change.NEW}


ASSESSED = {
    "type": ["Alignment"],
    "targetUrl": "http://data.europa.eu/snb/assessment/6e6cb2cc78",
    "targetCode": "written",
}
ATTENDANCE = {
    "type": ["Alignment"],
    "targetUrl": "http://data.europa.eu/snb/assessment/7331eb4762",
    "targetCode": "attendance",
}
SKILL = {
    "type": ["Alignment"],
    "targetUrl": SOFT,
    "targetName": "negotiate",
    "targetType": "ceasn:Competency",
}
LEVEL = {"type": ["Alignment"], "targetUrl": "http://data.europa.eu/snb/eqf/5", "targetCode": "5"}


def document(*alignment, issuer="did:certifier", name="", **achievement):
    body = {"id": "urn:x", "alignment": list(alignment)} | achievement
    return {"issuer": {"id": issuer, "name": name}, "credentialSubject": {"achievement": body}}


@pytest.mark.parametrize(
    ("signed", "evidence"),
    [
        (document(), Evidence.ATTENDED),
        (document(ATTENDANCE), Evidence.ATTENDED),
        (document(ASSESSED), Evidence.ASSESSED),
        (document(ASSESSED, creator={"id": "did:certifier"}), Evidence.ASSESSED),
        (document(ASSESSED, creator={"id": "did:college"}), Evidence.CERTIFIED),
        (document(ATTENDANCE, creator={"id": "did:college"}), Evidence.ATTENDED),
        (
            document(ASSESSED, creator={"id": "urn:x#educator", "name": "Reed  school"}, name="Reed School"),
            Evidence.ASSESSED,
        ),
        (
            document(ASSESSED, creator={"id": "did:college", "name": "Reed School"}, name="Certifier"),
            Evidence.CERTIFIED,
        ),
        ({}, Evidence.ATTENDED),
        ({"credentialSubject": [], "issuer": 3}, Evidence.ATTENDED),
    ],
)
def test_evidence_is_read_from_signed_fields_and_is_the_lowest_where_they_are_silent(signed, evidence):
    assert read_evidence(signed) is evidence


def test_skills_are_stated_with_the_level_of_the_achievement():
    assert read_statements(document(SKILL, LEVEL)) == (SkillStatement(SOFT, "negotiate", 5),)
    assert read_statements(document(SKILL))[0].level is None


def test_the_step_reached_decides_the_level_of_its_skill():
    steps = [{"id": "urn:low", "level": "4"}, {"id": "urn:high", "level": "EQF 6"}]
    signed = document(
        SKILL, LEVEL, resultDescription=[{"id": "urn:r", "alignment": [SKILL], "rubricCriterionLevel": steps}]
    )
    signed["credentialSubject"]["result"] = [{"resultDescription": "urn:r", "achievedLevel": "urn:high"}]
    assert read_statements(signed)[0].level == 6


@pytest.mark.parametrize("status", ["Failed", "InProgress", "Withdrew"])
def test_a_result_that_is_no_success_states_no_skill(status):
    signed = document(SKILL, LEVEL)
    signed["credentialSubject"]["result"] = [{"status": status}]
    assert read_statements(signed) == ()


def test_a_skill_declared_in_own_words_has_these_words_as_its_name():
    own = DeclaredSkill("urn:example:own", day(2024), label="Reading timetables")
    assert profile(declared=[own]).skills["urn:example:own"].label == "Reading timetables"
    known = DeclaredSkill(OTHER, day(2024), label="something else")
    assert profile(declared=[known]).skills[OTHER].label == FRAMEWORK.skills[OTHER].label()
