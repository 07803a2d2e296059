"""A rule from its first draft to a published version, and on to the next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from microcred.platform.institutions.queries import origin
from microcred.platform.journal import services as journal
from microcred.platform.qualifications import access
from microcred.platform.qualifications.errors import NothingToPublish, RuleEditedMeanwhile
from microcred.platform.qualifications.events import RulePublished
from microcred.platform.qualifications.models import RuleBook, RuleVersion, State
from microcred.platform.qualifications.trapping import traps_here
from microcred.rules.errors import CannotPublish
from microcred.rules.model.rule import Rule
from microcred.rules.reading import read_rule, rule_from, write_rule

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def rule_address(public_id: str) -> str:
    """The address of a rule, the `id` of all its versions."""
    return f"{origin()}/rules/{public_id}"


def begin(
    *,
    actor: Account | None,
    institution: str,
    kind: str,
    title: str,
    now: datetime,
    parts: Mapping[str, Any] | None = None,
) -> str:
    """A rule with its first draft; its public id. `parts` are keys of the rule beside id, version, title.

    Without `parts` it asks for 30 credits, to be changed. Raises a `RulesError`, or `NotAllowed`.
    """
    found = access.institution(actor, institution, to="write")
    with transaction.atomic():
        book = RuleBook.objects.create(institution=found, kind=kind, title=title[:200], created_at=now)
        asked = parts or {"requirement": {"kind": "group", "credits": 30, "others": {}}}
        value = {**asked, "id": rule_address(book.public_id), "version": 1, "title": title[:200]}
        RuleVersion.objects.create(
            book=book, number=1, body=write_rule(rule_from(value)).decode(), edited_at=now, edited_by=actor
        )
    return book.public_id


def read_draft(public_id: str, number: int, text: str) -> Rule:
    """The rule that a text states, as version `number` of this one whatever it says of itself.

    Raises a `RulesError` whose `detail` names the place.
    """
    rule = read_rule(text.encode("utf-8"))
    return rule.model_copy(update={"id": rule_address(public_id), "version": number})


def save(
    *, actor: Account | None, public_id: str, text: str, now: datetime, revision: int | None = None
) -> int:
    """Keeps the draft, begun now where there is none; its number. Raises a `RulesError`, `NotAllowed` or
    `RuleEditedMeanwhile` where `revision` is not the one that is stored."""
    book = access.book(actor, public_id, to="write")
    with transaction.atomic():
        RuleBook.objects.select_for_update().get(pk=book.pk)
        draft = book.versions.filter(state=State.DRAFT).first()
        number = draft.number if draft else (book.versions.order_by("-number").first() or _ZERO).number + 1
        rule = read_draft(public_id, number, text)
        if draft is None:
            draft = RuleVersion(book=book, number=number, revision=0)
        elif revision is not None and revision != draft.revision:
            raise RuleEditedMeanwhile
        draft.body, draft.edited_at, draft.edited_by = write_rule(rule).decode(), now, actor
        draft.revision += 1
        draft.save()
        RuleBook.objects.filter(pk=book.pk).update(title=rule.title)
    return number


_ZERO = RuleVersion(number=0)


def publish(*, actor: Account | None, public_id: str, now: datetime) -> int:
    """Publishes the draft; its number. The version before stays for those who started under it.

    Raises `NothingToPublish`, or `CannotPublish` naming the first trap.
    """
    book = access.book(actor, public_id, to="write")
    with transaction.atomic():
        RuleBook.objects.select_for_update().get(pk=book.pk)
        draft = book.versions.filter(state=State.DRAFT).first()
        if draft is None:
            raise NothingToPublish
        rule = read_rule(draft.body.encode())
        for trap in traps_here(public_id, rule, now.date()):
            raise CannotPublish(f"{trap.path} {trap.kind.code}: {trap.detail}".strip())
        book.versions.filter(state=State.PUBLISHED).update(state=State.RETIRED)
        draft.state, draft.published_at = State.PUBLISHED, now
        draft.save(update_fields=["state", "published_at"])
        journal.record(
            RulePublished(public_id, draft.number, book.institution_id, now, actor.pk if actor else None)
        )
    return draft.number


def indented(body: str) -> str:
    """The JSON of a version for people to edit."""
    return json.dumps(json.loads(body), ensure_ascii=False, indent=2)
