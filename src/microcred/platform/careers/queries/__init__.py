"""What can be asked of goals, gaps, plans and openings: plain values for pages and for the apps above."""

from microcred.platform.careers.queries.demand import AskedSkill, asked
from microcred.platform.careers.queries.gaps import (
    Close,
    GapDetail,
    Standing,
    closest,
    gap,
    gap_between,
    standing,
)
from microcred.platform.careers.queries.goals import GoalDetail, goal, occupation_name
from microcred.platform.careers.queries.openings import (
    AnswerDetail,
    Matched,
    OpeningDetail,
    answer,
    answers,
    match,
    matched,
    of_institution,
    opening,
    openings,
    own_answer,
)
from microcred.platform.careers.queries.plans import Adopted, PlanDetail, StepDetail, adopted, plan, three

__all__ = [
    "Adopted",
    "AnswerDetail",
    "AskedSkill",
    "Close",
    "GapDetail",
    "GoalDetail",
    "Matched",
    "OpeningDetail",
    "PlanDetail",
    "Standing",
    "StepDetail",
    "adopted",
    "answer",
    "answers",
    "asked",
    "closest",
    "gap",
    "gap_between",
    "goal",
    "match",
    "matched",
    "occupation_name",
    "of_institution",
    "opening",
    "openings",
    "own_answer",
    "plan",
    "standing",
    "three",
]
