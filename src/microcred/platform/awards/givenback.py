"""The officer's sheet given back: each row with what became of it, its number, link or code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from microcred.platform.awards import access
from microcred.platform.awards.addresses import credential_address
from microcred.platform.awards.models import Award, RowState
from microcred.platform.awards.sheets import Outcome, give_back, read_sheet

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def sheet_given_back(actor: Account | None, public_id: str) -> tuple[str, bytes]:
    """File name and bytes of the sheet, in the form it came in, with five columns more.

    Before the release it tells what is to become of each row, so that errors can be downloaded in the
    sheet they came in.
    """
    batch = access.batch(actor, public_id, to="view")
    made = {
        row: (public, code or "")
        for row, public, code in Award.objects.filter(batch=batch).values_list("row", "pk", "claim_code")
    }
    words = _words()
    outcomes = {}
    for number, state, problems in batch.rows.values_list("number", "state", "problems"):
        if number in made:
            public, code = made[number]
            outcomes[number] = Outcome(gettext("awarded"), "", public, credential_address(public), code)
        else:
            reason = "; ".join(
                f"{one['column']}: {gettext(one['sentence'])} {gettext(one['remedy'])}" for one in problems
            )
            outcomes[number] = Outcome(words.get(state, state), reason)
    headers = (gettext("Outcome"), gettext("Reason"), gettext("Number"), gettext("Link"), gettext("Code"))
    return batch.file_name, give_back(read_sheet(bytes(batch.sheet)), outcomes, headers)


def _words() -> dict[str, str]:
    return {
        RowState.READY: gettext("to be awarded"),
        RowState.NOT_PASSED: gettext("not passed"),
        RowState.NEEDS_YOU: gettext("needs a look"),
        RowState.LEFT_OUT: gettext("left out"),
        RowState.ALREADY: gettext("holds it already"),
    }
