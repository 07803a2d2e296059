"""Giving a right and withdrawing it: each a signed document of the accreditor."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from microcred.errors import MicrocredError
from microcred.platform.credentials import services as credentials
from microcred.platform.credentials.addresses import credential_address
from microcred.platform.institutions import access as institutions_access
from microcred.platform.institutions import queries as institutions
from microcred.platform.institutions import services as keys
from microcred.platform.journal import services as journal
from microcred.platform.network import access, rows, words
from microcred.platform.network.errors import (
    MoreThanHeld,
    NotAccreditor,
    RightOver,
    RightRefused,
    RightUnknown,
)
from microcred.platform.network.events import RightGiven, RightNotGiven, RightWithdrawn
from microcred.platform.network.models import Anchor, LogHead, Right
from microcred.platform.network.queries.standings import filed, find
from microcred.platform.network.reading import anchors
from microcred.platform.network.scope import Given, Scope, chain, contains
from microcred.platform.network.scope.documents import right_document, withdrawal_document
from microcred.platform.network.services.logging import sign_log
from microcred.vc.openbadges import issuer_profile

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.platform.institutions.models import Institution

KIND, WITHDRAWAL = "right", "withdrawal"


def give(
    *,
    actor: Account | None,
    giver: str,
    holder: str,
    scope: Scope,
    now: datetime,
    rests_on: str = "",
) -> str:
    """Gives `holder` a right within `scope`; its public id. The right is signed, stored and published.

    `rests_on` is the public id of the giver's own right that is passed on; without it the giver has to be an
    accreditor here. Raises `RightRefused`, `NotAccreditor`, `MoreThanHeld`, `RightUnknown`, `NotAllowed`; the
    log notes who tried to give more than is held, or what is not theirs to give.
    """
    own = access.institution(actor, giver, to="give")
    other = institutions_access.by_public_id(holder)
    if own.pk == other.pk:
        raise RightRefused("holder")
    if scope.ends is not None and scope.ends <= now:
        raise RightRefused("ends")

    def event_of(error: MicrocredError) -> RightNotGiven | None:
        if not isinstance(error, MoreThanHeld | NotAccreditor | RightUnknown):
            return None
        limits = error.limits if isinstance(error, MoreThanHeld) else ()
        who = actor.pk if actor else None
        return RightNotGiven(own.pk, other.public_id, error.code, limits, now, who)

    with journal.telling_refusals(event_of):
        over = _rested(own, scope, rests_on, now)
    issuer = institutions.issuer(own.pk)
    document = right_document(
        issuer=issuer_profile(issuer.did, issuer.name, country=issuer.country, url=issuer.website),
        holder=other.did,
        holder_name=other.name,
        scope=scope,
        rests_on=over,
        title=f"{other.name}: may {scope.verb}",
        sentence=f"{other.name} {words.scope(scope)}.",
    )
    with transaction.atomic():
        signer = keys.signer(own, now)
        public_id = credentials.issue(
            institution_id=own.pk, kind=KIND, content=document, signer=signer, now=now
        )
        one = Given(credential_address(public_id), own.did, other.did, scope, over)
        Right.objects.create(
            **rows.columns(one),
            public_id=public_id,
            giver=own,
            holder=other,
            giver_name=own.name,
            holder_name=other.name,
            given_at=now,
            given_by=actor,
        )
        journal.record(
            RightGiven(public_id, scope.verb, own.pk, other.public_id, now, actor.pk if actor else None)
        )
    return public_id


def _rested(own: Institution, scope: Scope, rests_on: str, now: datetime) -> str:
    """The address of the right that the new one rests on; empty for an accreditor's own."""
    if not rests_on:
        if not Anchor.objects.filter(did=own.did).exists():
            raise NotAccreditor(own.name)
        return ""
    row = Right.objects.filter(public_id=rests_on, holder=own).first()
    if row is None:
        raise RightUnknown(rests_on[:40])
    held = rows.given(row)
    known = filed(branch.address for branch in scope.branches)
    limits = contains(held.scope, scope, known)
    if limits:
        raise MoreThanHeld(words.limits(limits), limits=limits)
    found = chain(held, find, anchors(), at=now, above=known)
    if found.outcome != "passed":
        raise NotAccreditor(str(words.REASONS[found.reason]))
    return row.address


def withdraw(*, actor: Account | None, public_id: str, reason: str, now: datetime) -> str:
    """Withdraws a right from `now` on; the address of the signed statement.

    The log is signed first and its head named in the statement, so that every award of before stands.
    Raises `RightOver`, `ReasonMissing`, `RightUnknown`, `NotAllowed` or `NotFound`.
    """
    with transaction.atomic():
        row = access.right(actor, public_id, to="withdraw", lock=True)
        if row.withdrawn_at is not None:
            raise RightOver(row.holder_name)
        giver = row.giver
        assert giver is not None
        sign_log(now)
        log = LogHead.objects.order_by("-number").values_list("hash", flat=True).first() or ""
        statement = withdrawal_document(
            issuer=giver.did,
            right=row.address,
            right_sha256=bytes.fromhex(credentials.stored_form(public_id).sha256),
            at=now,
            reason=reason.strip(),
            log=log,
        )
        credentials.revoke(
            actor=actor, institution=giver, public_ids=[public_id], reason=reason.strip(), now=now
        )
        made = credentials.issue(
            institution_id=giver.pk,
            kind=WITHDRAWAL,
            content=statement,
            signer=keys.signer(giver, now),
            now=now,
        )
        row.withdrawn_at, row.reason, row.withdrawal = now, reason.strip()[:500], credential_address(made)
        row.save(update_fields=["withdrawn_at", "reason", "withdrawal"])
        holder = row.holder.public_id if row.holder else ""
        journal.record(RightWithdrawn(public_id, giver.pk, holder, now, actor.pk if actor else None))
    return row.withdrawal
