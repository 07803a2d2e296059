"""What can be asked of the stored frameworks: plain values for pages and for the apps above."""

from microcred.platform.frameworks.queries.entries import (
    Line,
    NeedLine,
    OccupationPage,
    SkillPage,
    graded_of,
    known_skills,
    occupation_address,
    occupation_page,
    outlook_of,
    skill_address,
    skill_page,
)
from microcred.platform.frameworks.queries.filing import above, branches, stored_skills
from microcred.platform.frameworks.queries.finding import Hit, few_occupations, find_occupations, find_skills
from microcred.platform.frameworks.queries.imports import (
    CoursesLine,
    FrameworkLine,
    course_tables,
    frameworks,
    import_run,
    reason,
    recent_runs,
)

__all__ = [
    "CoursesLine",
    "FrameworkLine",
    "Hit",
    "Line",
    "NeedLine",
    "OccupationPage",
    "SkillPage",
    "above",
    "branches",
    "course_tables",
    "few_occupations",
    "find_occupations",
    "find_skills",
    "frameworks",
    "graded_of",
    "import_run",
    "known_skills",
    "occupation_address",
    "occupation_page",
    "outlook_of",
    "reason",
    "recent_runs",
    "skill_address",
    "skill_page",
    "stored_skills",
]
