"""The badge of a micro-credential: drawn from the choices of its version, or the uploaded picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microcred.platform.catalogue import queries
from microcred.platform.catalogue.content import AchievementContent
from microcred.platform.catalogue.queries import VersionDetail
from microcred.platform.web.badges import Badge, BadgeKind, badge_svg

_KINDS = {"soft": BadgeKind.SKILL, "hard": BadgeKind.SKILL, "combination": BadgeKind.COMBINATION}


def design_of(
    content: AchievementContent, design: Mapping[str, Any], institution: str, language: str = ""
) -> Badge:
    """The badge as it is drawn. Raises `BadgeChoiceUnknown` for a choice that does not exist."""
    words = content.words(language)
    chosen: dict[str, Any] = {
        name: str(design[name]) for name in ("ground", "pattern", "sign", "monogram") if design.get(name)
    }
    shape = design.get("shape")
    return Badge(
        title=words.name,
        institution=institution,
        kind=BadgeKind(shape) if shape else _KINDS[content.kind],
        level=content.eqf_level,
        language=language if language in content.texts else content.language,
        **chosen,
    )


def picture(version: VersionDetail, institution: str, language: str = "") -> tuple[str, bytes]:
    """Media type and bytes of the badge: the uploaded picture, else the drawn one as SVG.

    Raises `BadgeTitleTooLong` for a title that fits on no badge.
    """
    if version.has_image:
        found = queries.image(version.achievement, version.number)
        if found is not None:
            return found
    return "image/svg+xml", badge_svg(
        design_of(version.content, version.design, institution, language)
    ).encode()
