"""Micro-credentials: draft, edit, review, publish, retire, and a new version."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from microcred.platform.catalogue import access, findable
from microcred.platform.catalogue.content import AchievementContent, missing
from microcred.platform.catalogue.errors import (
    EditedMeanwhile,
    Incomplete,
    NotReviewed,
    SecondPairOfEyes,
    WrongState,
)
from microcred.platform.catalogue.events import AchievementChanged
from microcred.platform.catalogue.images import accepted
from microcred.platform.catalogue.models import (
    Achievement,
    AchievementVersion,
    BadgeImage,
    State,
    VersionAuthor,
)
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def draft(
    *,
    actor: Account | None,
    institution: str,
    content: AchievementContent,
    now: datetime,
    design: dict[str, Any] | None = None,
) -> str:
    """Begins a micro-credential of an institution; its public id. Raises `NotAllowed` or `NotFound`."""
    with transaction.atomic():
        found = access.institution(actor, institution, to="write")
        achievement = Achievement.objects.create(institution=found, created_at=now, created_by=actor)
        version = AchievementVersion.objects.create(
            achievement=achievement,
            number=1,
            content=content.as_json(),
            name=content.name,
            design=design or {},
            edited_at=now,
            edited_by=actor,
        )
        _written(version, "drafted", actor, now)
    return achievement.public_id


def edit(
    *,
    actor: Account | None,
    public_id: str,
    content: AchievementContent,
    now: datetime,
    revision: int | None = None,
    design: dict[str, Any] | None = None,
) -> int:
    """Saves the draft; its new revision.

    `revision` is the one that was opened: another one meanwhile raises `EditedMeanwhile`, and None does not
    ask. Raises `WrongState` where there is no draft.
    """
    with transaction.atomic():
        version = _at_work(actor, public_id, "write", State.DRAFT)
        if revision is not None and version.revision != revision:
            raise EditedMeanwhile(version.name)
        version.content, version.name = content.as_json(), content.name
        if design is not None:
            version.design = design
        version.revision += 1
        version.edited_at, version.edited_by = now, actor
        version.save()
        _written(version, "edited", actor, now)
        return version.revision


def upload_image(*, actor: Account | None, public_id: str, data: bytes, now: datetime) -> None:
    """Puts an uploaded PNG or SVG in place of the drawn badge; raises `ImageRefused` or `WrongState`."""
    media_type, digest = accepted(data)
    with transaction.atomic():
        version = _at_work(actor, public_id, "write", State.DRAFT)
        values = {"media_type": media_type, "body": data, "sha256": digest}
        BadgeImage.objects.update_or_create(version=version, defaults=values)
        _written(version, "edited", actor, now)


def remove_image(*, actor: Account | None, public_id: str, now: datetime) -> None:
    """Goes back to the drawn badge."""
    with transaction.atomic():
        version = _at_work(actor, public_id, "write", State.DRAFT)
        BadgeImage.objects.filter(version=version).delete()
        _written(version, "edited", actor, now)


def discard_draft(*, actor: Account | None, public_id: str, now: datetime) -> None:
    """Deletes the draft; the micro-credential with it, if it never had another version."""
    with transaction.atomic():
        version = _at_work(actor, public_id, "write", State.DRAFT)
        _record(version, "discarded", actor, now)
        version.delete()
        achievement = Achievement.objects.get(public_id=public_id)
        if not achievement.versions.exists():
            achievement.delete()


def submit(*, actor: Account | None, public_id: str, now: datetime) -> None:
    """Asks for a second pair of eyes; raises `Incomplete` or `WrongState`."""
    with transaction.atomic():
        version = _at_work(actor, public_id, "write", State.DRAFT)
        _complete(version)
        version.state, version.submitted_at, version.submitted_by = State.IN_REVIEW, now, actor
        version.remark = ""
        _saved(version, "submitted", actor, now)


def withdraw(*, actor: Account | None, public_id: str, now: datetime) -> None:
    """Takes a version back from review, to go on writing."""
    with transaction.atomic():
        version = _at_work(actor, public_id, "write", State.IN_REVIEW)
        _back(version, "withdrawn", actor, now, "")


def send_back(*, actor: Account | None, public_id: str, remark: str, now: datetime) -> None:
    """Gives a version back to its authors with a remark."""
    with transaction.atomic():
        version = _at_work(actor, public_id, "review", State.IN_REVIEW)
        _back(version, "sent back", actor, now, remark)


def approve(*, actor: Account | None, public_id: str, now: datetime, remark: str = "") -> None:
    """Approves a version; raises `SecondPairOfEyes` for those who wrote at it or submitted it."""
    with transaction.atomic():
        version = _at_work(actor, public_id, "review", State.IN_REVIEW)
        if actor is None or actor.pk == version.submitted_by_id or _wrote(version, actor):
            raise SecondPairOfEyes(version.name)
        version.reviewed_at, version.reviewed_by, version.remark = now, actor, remark[:1000]
        _saved(version, "approved", actor, now)


def publish(*, actor: Account | None, public_id: str, now: datetime) -> int:
    """Publishes the version at work and retires the one before; its number.

    Raises `Incomplete`, and `NotReviewed` where the institution asks for a review and there was none.
    """
    with transaction.atomic():
        version = _at_work(actor, public_id, "publish", State.DRAFT, State.IN_REVIEW)
        _complete(version)
        if version.achievement.institution.review_before_publishing and version.reviewed_by_id is None:
            raise NotReviewed(version.name)
        earlier = version.achievement.versions.filter(state=State.PUBLISHED)
        earlier.update(state=State.RETIRED, retired_at=now)
        version.state, version.published_at, version.published_by = State.PUBLISHED, now, actor
        _saved(version, "published", actor, now)
        return version.number


def retire(*, actor: Account | None, public_id: str, now: datetime) -> None:
    """Ends awarding; awards that were made stay as they are."""
    with transaction.atomic():
        version = _at_work(actor, public_id, "publish", State.PUBLISHED)
        version.state, version.retired_at = State.RETIRED, now
        _saved(version, "retired", actor, now)


def restore(*, actor: Account | None, public_id: str, now: datetime) -> None:
    """Takes a retirement back: the latest retired version is published again."""
    with transaction.atomic():
        achievement = access.achievement(actor, public_id, to="publish")
        if achievement.versions.filter(state=State.PUBLISHED).exists():
            raise WrongState(public_id)
        version = achievement.versions.filter(state=State.RETIRED).order_by("-number").first()
        if version is None:
            raise WrongState(public_id)
        version.state, version.retired_at = State.PUBLISHED, None
        _saved(version, "restored", actor, now)


def new_version(*, actor: Account | None, public_id: str, now: datetime) -> int:
    """Begins the next version as a copy of the latest; its number. Raises `WrongState` if one is at work."""
    with transaction.atomic():
        achievement = access.achievement(actor, public_id, to="write")
        if achievement.versions.filter(state__in=[State.DRAFT, State.IN_REVIEW]).exists():
            raise WrongState(public_id)
        latest = achievement.versions.order_by("-number")[0]
        highest = achievement.versions.aggregate(highest=Max("number"))["highest"]
        version = AchievementVersion.objects.create(
            achievement=achievement,
            number=highest + 1,
            content=latest.content,
            name=latest.name,
            design=latest.design,
            edited_at=now,
            edited_by=actor,
        )
        image = BadgeImage.objects.filter(version=latest).first()
        if image is not None:
            BadgeImage.objects.create(
                version=version, media_type=image.media_type, body=image.body, sha256=image.sha256
            )
        _written(version, "drafted", actor, now)
        return version.number


def _at_work(actor: Account | None, public_id: str, verb: str, *states: State) -> AchievementVersion:
    achievement = access.achievement(actor, public_id, to=verb)
    version = (
        AchievementVersion.objects.select_for_update(of=("self",))
        .select_related("achievement__institution")
        .filter(achievement=achievement, state__in=states)
        .first()
    )
    if version is None:
        raise WrongState(public_id)
    return version


def _complete(version: AchievementVersion) -> None:
    empty = missing(AchievementContent.read(version.content))
    if empty:
        raise Incomplete(", ".join(empty))


def _wrote(version: AchievementVersion, actor: Account) -> bool:
    return version.authors.filter(account=actor).exists()


def _written(version: AchievementVersion, step: str, actor: Account | None, now: datetime) -> None:
    if actor is not None:
        VersionAuthor.objects.get_or_create(version=version, account=actor)
    _record(version, step, actor, now)


def _back(version: AchievementVersion, step: str, actor: Account | None, now: datetime, remark: str) -> None:
    version.state, version.remark = State.DRAFT, remark[:1000]
    version.reviewed_at = version.reviewed_by = version.submitted_at = version.submitted_by = None
    _saved(version, step, actor, now)


def _saved(version: AchievementVersion, step: str, actor: Account | None, now: datetime) -> None:
    version.save()
    _record(version, step, actor, now)


def _record(version: AchievementVersion, step: str, actor: Account | None, now: datetime) -> None:
    achievement = version.achievement
    if step in ("published", "retired", "restored"):
        findable.refresh_achievement(achievement.pk)
    journal.record(
        AchievementChanged(
            achievement.public_id,
            version.number,
            step,
            achievement.institution_id,
            now,
            actor.pk if actor else None,
        )
    )
