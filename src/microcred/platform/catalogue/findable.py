"""What is kept so that micro-credentials and offerings are found: texts, and the number of each change."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django.db.models import QuerySet

from microcred.platform.catalogue import fulltext
from microcred.platform.catalogue.content import AchievementContent
from microcred.platform.catalogue.models import (
    Achievement,
    AchievementVersion,
    Offering,
    OfferingState,
    Stamp,
    State,
)

LAYOUT = 1
"""How texts are made, as a number: raised with a change of that, each site indexes anew at its start."""


def stamp() -> int:
    """The number of this change; whoever changes something waits here for the other's commit."""
    row, _ = Stamp.objects.get_or_create(pk=1, defaults={"layout": LAYOUT})
    row = Stamp.objects.select_for_update().get(pk=row.pk)
    row.number += 1
    row.save(update_fields=["number"])
    return row.number


def refresh(offerings: Iterable[Offering]) -> int:
    """Writes the texts of these offerings anew, and tells all processes; how many. In a transaction."""
    number, count = stamp(), 0
    contents = cache(_content)
    for one in offerings:
        content = contents(one.achievement_id)
        if one.state == OfferingState.PUBLISHED and content is not None:
            fulltext.put(one.pk, _texts(one, content))
        else:
            fulltext.remove(one.pk)
        Offering.objects.filter(pk=one.pk).update(stamp=number)
        count += 1
    return count


def refresh_achievements(achievements: Iterable[Achievement]) -> int:
    """The same for the micro-credentials themselves."""
    number, count = stamp(), 0
    for one in achievements:
        content = _content(one.pk)
        if content is None:
            fulltext.remove(item(one.pk))
        else:
            shared = _shared(content, one.institution.name)
            fulltext.put(item(one.pk), {code: _joined(content, code, shared) for code in content.texts})
        Achievement.objects.filter(pk=one.pk).update(stamp=number)
        count += 1
    return count


def refresh_achievement(achievement_id: int) -> None:
    """A micro-credential whose published version is another now, and all offerings that lead to it."""
    refresh_achievements(Achievement.objects.select_related("institution").filter(pk=achievement_id))
    found = list(Offering.objects.filter(achievement_id=achievement_id).exclude(state=OfferingState.DRAFT))
    if found:
        refresh(found)


def touch(offerings: QuerySet[Offering]) -> None:
    """Tells all processes to read these offerings again, whose texts stay as they are. In a transaction."""
    offerings.update(stamp=stamp())


def item(achievement_id: int) -> int:
    """The number by which a micro-credential is kept beside the offerings: theirs are above zero."""
    return -achievement_id


def _content(achievement_id: int) -> AchievementContent | None:
    row = AchievementVersion.objects.filter(achievement_id=achievement_id, state=State.PUBLISHED).first()
    return AchievementContent.read(row.content) if row else None


def _texts(one: Offering, content: AchievementContent) -> dict[str, str]:
    """In each language of the micro-credential, and in that of the offering."""
    own = [one.title, one.description, one.place, one.institution.name]
    shared = [*own, *_shared(content, one.achievement.institution.name)]
    return {code: _joined(content, code, shared) for code in {*content.texts, one.language}}


def _shared(content: AchievementContent, certifier: str) -> list[str]:
    return [certifier, *(skill.label for skill in content.skills), *content.tags]


def _joined(content: AchievementContent, language: str, shared: Iterable[str]) -> str:
    words = content.words(language)
    own = (words.name, words.can, words.description, words.criteria, *words.outcomes)
    return "\n".join(filter(None, (*own, *shared)))
