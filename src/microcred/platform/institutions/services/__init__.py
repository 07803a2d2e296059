"""What can be done with institutions: found and describe one, change who is a member, rotate its keys."""

from microcred.platform.institutions.services.founding import (
    change_profile,
    change_review,
    create,
    remove_logo,
    set_logo,
)
from microcred.platform.institutions.services.keys import (
    compromise_key,
    reseal,
    rotate_key,
    signer,
    signer_of,
)
from microcred.platform.institutions.services.membership import (
    accept_invitation,
    add_member,
    change_roles,
    hear_account_erased,
    invite,
    leave,
    remove_member,
    withdraw_invitation,
)
from microcred.platform.institutions.services.refusing import note_refused_read

__all__ = [
    "accept_invitation",
    "add_member",
    "change_profile",
    "change_review",
    "change_roles",
    "compromise_key",
    "create",
    "hear_account_erased",
    "invite",
    "leave",
    "note_refused_read",
    "remove_logo",
    "remove_member",
    "reseal",
    "rotate_key",
    "set_logo",
    "signer",
    "signer_of",
    "withdraw_invitation",
]
