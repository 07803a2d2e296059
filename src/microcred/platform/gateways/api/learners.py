"""The people whom the institution has awarded, and what they have answered."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from microcred.platform.awards import queries
from microcred.platform.gateways.api import paging
from microcred.platform.gateways.api.awards import SEE
from microcred.platform.gateways.api.calling import caller_of, declared
from microcred.platform.gateways.api.paging import PAGE, Cursor, Most, Page

router = Router(tags=["Learners"])


class Learner(BaseModel):
    """One person as the institution's awards know them; corrected awards count once."""

    id: str
    name: str
    email: str
    awards: int
    accepted: int
    waiting: int = Field(description="Awards that this person has not answered yet.")
    latest: datetime


class Learners(Page):
    """One page of people, whoever was awarded last first."""

    items: list[Learner]


@router.get("/learners", **declared(SEE, response=Learners, operation_id="listLearners"))
def learners(
    request: HttpRequest,
    text: Annotated[str, Query(max_length=200, description="Part of a name or an address.")] = "",
    cursor: Cursor = "",
    limit: Most = PAGE,
) -> Learners:
    """The people awarded, with how many of their awards they have accepted."""
    caller, after = caller_of(request), paging.read_moment(cursor)
    rows = queries.learners_after(caller.account, caller.institution, after=after, most=limit + 1, text=text)
    shown, following = paging.cut(rows, limit, lambda row: (row.latest.isoformat(), row.person))
    items = [
        Learner(
            id=row.person,
            name=row.name,
            email=row.email,
            awards=row.awards,
            accepted=row.accepted,
            waiting=row.waiting,
            latest=row.latest,
        )
        for row in shown
    ]
    return Learners(items=items, next=following)
