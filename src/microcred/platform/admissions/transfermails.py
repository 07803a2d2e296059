"""The mails of a transfer of credit: the other side hears of the proposal, who proposed it of the answer."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from microcred.platform.accounts import queries as accounts
from microcred.platform.admissions.models import CreditTransfer, TransferState
from microcred.platform.institutions.queries import origin
from microcred.platform.journal.messages import MailMessage


def transfer(reference: str) -> MailMessage | None:
    """How a transfer stands: the words for one registrar ("transfer.account"). The learner is not named.

    None where the proposal was withdrawn, or the registrar is gone.
    """
    public_id, _, account = reference.partition(".")
    rows = CreditTransfer.objects.select_related("sender", "receiver")
    row, reader = rows.filter(public_id=public_id).first(), accounts.by_id(int(account))
    if row is None or reader is None or row.state == TransferState.WITHDRAWN:
        return None
    language = reader.language if reader.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    at = row.receiver if row.state == TransferState.PROPOSED else row.sender
    with override(language):
        said = {
            "sender": row.sender.name,
            "receiver": row.receiver.name,
            "address": origin() + reverse("admissions:credits", args=[at.public_id]),
        }
        subject, text = _words(row.state)
        return MailMessage(to=reader.email, subject=subject % said, text=text % said, language=language)


def _words(state: str) -> tuple[str, str]:
    if state == TransferState.ACCEPTED:
        return (
            gettext("%(receiver)s has taken over the credit"),
            gettext(
                "%(receiver)s has accepted a transfer of credit that %(sender)s proposed. It counts "
                "there now, and no more here:\n\n%(address)s\n"
            ),
        )
    if state == TransferState.REFUSED:
        return (
            gettext("%(receiver)s has not taken over the credit"),
            gettext(
                "%(receiver)s has refused a transfer of credit that %(sender)s proposed. It stays here; the "
                "reason is on its page:\n\n%(address)s\n"
            ),
        )
    return (
        gettext("%(sender)s proposes to move credit to %(receiver)s"),
        gettext(
            "%(sender)s proposes to move credit of a learner to %(receiver)s. Until it is accepted it counts "
            "where it is. Accept or refuse it here:\n\n%(address)s\n"
        ),
    )
