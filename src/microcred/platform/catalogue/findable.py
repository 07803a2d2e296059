"""What is kept so that offerings are found: their texts, and the number of the change for each process."""

from __future__ import annotations

from collections.abc import Iterable

from microcred.platform.catalogue import fulltext
from microcred.platform.catalogue.content import AchievementContent
from microcred.platform.catalogue.models import AchievementVersion, Offering, OfferingState, Stamp, State

SPOKEN = ("en", "fr")
"""Languages of the pages: texts that lack one are found there by their main language."""


def stamp() -> int:
    """The number of this change; whoever changes something waits here for the other's commit."""
    row, _ = Stamp.objects.get_or_create(pk=1)
    row = Stamp.objects.select_for_update().get(pk=row.pk)
    row.number += 1
    row.save(update_fields=["number"])
    return row.number


def refresh(offerings: Iterable[Offering]) -> int:
    """Writes the texts of these offerings anew, and tells all processes; how many. In a transaction."""
    number, count = stamp(), 0
    for one in offerings:
        content = _content(one.achievement_id)
        if one.state == OfferingState.PUBLISHED and content is not None:
            fulltext.put(one.pk, _texts(one, content))
        else:
            fulltext.remove(one.pk)
        Offering.objects.filter(pk=one.pk).update(stamp=number)
        count += 1
    return count


def refresh_achievement(achievement_id: int) -> None:
    """The same for all offerings of a micro-credential whose published version is another now."""
    found = list(Offering.objects.filter(achievement_id=achievement_id).exclude(state=OfferingState.DRAFT))
    if found:
        refresh(found)


def _content(achievement_id: int) -> AchievementContent | None:
    row = AchievementVersion.objects.filter(achievement_id=achievement_id, state=State.PUBLISHED).first()
    return AchievementContent.read(row.content) if row else None


def _texts(one: Offering, content: AchievementContent) -> dict[str, str]:
    educator, certifier = one.institution.name, one.achievement.institution.name
    shared = [
        one.title,
        one.description,
        one.place,
        educator,
        certifier,
        *(skill.label for skill in content.skills),
        *content.tags,
    ]
    found = {}
    for language in {*content.texts, *SPOKEN}:
        words = content.words(language)
        own = (words.name, words.can, words.description, words.criteria, *words.outcomes)
        found[language] = "\n".join(filter(None, (*own, *shared)))
    return found
