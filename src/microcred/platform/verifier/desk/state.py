"""A run as far as it has come: how much is done, and its people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from microcred.platform.verifier.desk import export
from microcred.platform.verifier.desk.people import Person, Row, group
from microcred.platform.verifier.models import DeskRun


@dataclass(frozen=True)
class State:
    """How many things there are, how many are done with, and how many of these wait for consent."""

    total: int
    done: int
    consents: int

    @property
    def finished(self) -> bool:
        """Whether nothing waits to be checked."""
        return self.done >= self.total


def state_of(run: DeskRun) -> State:
    """How far it is."""
    found = run.items.aggregate(
        total=Count("pk"),
        waiting=Count("pk", filter=Q(state="waiting")),
        consents=Count("pk", filter=Q(state="consent")),
    )
    return State(found["total"], found["total"] - found["waiting"], found["consents"])


def people_of(run: DeskRun) -> list[Person]:
    """Its people, in the order of the sheet and of what was given."""
    values = run.items.order_by("number").values_list("number", "name", "state", "person", "result")
    return group([Row(*one) for one in values], [(name, email) for name, email in run.people], run.wanted)


def results_of(run: DeskRun, *, named: bool) -> dict[str, Any]:
    """Everything as plain values."""
    return {
        "at": run.at.isoformat(),
        "deletedAt": run.ends_at.isoformat(),
        "wanted": run.wanted,
        "people": export.as_json(people_of(run), named=named),
        "problems": [{"name": name, "code": code} for name, code, _sentence in run.problems],
    }


def table_of(run: DeskRun, table: str, *, named: bool) -> str:
    """The CSV of "people" or of "credentials", its headers in the reader's language."""
    people = people_of(run)
    if table == "people":
        header = [_("Name"), _("E-mail"), _("Number"), _("Credentials"), _("Hold"), _("Needs a look")]
        header += [_("Wanted skills found"), _("Doubtful"), _("Not found")]
        return export.people_csv(people, header=header, named=named)
    header = [_("Number"), _("Name"), _("File"), _("Verdict"), _("Code"), _("What"), _("From whom")]
    header += [_("Issuer"), _("From"), _("Until"), _("Reason"), _("A part only"), _("Notes")]
    return export.credentials_csv(people, header=header, named=named)
