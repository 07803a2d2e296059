"""Badge images: drawn here from six choices, pure, the same everywhere."""

from microcred.platform.web.badges.design import Badge, BadgeKind
from microcred.platform.web.badges.drawing import badge_plain_svg, badge_svg
from microcred.platform.web.badges.errors import BadgeChoiceUnknown, BadgeTitleTooLong
from microcred.platform.web.badges.grounds import GROUNDS
from microcred.platform.web.badges.patterns import PATTERNS
from microcred.platform.web.badges.raster import badge_png
from microcred.platform.web.badges.signs import SIGNS

__all__ = [
    "GROUNDS",
    "PATTERNS",
    "SIGNS",
    "Badge",
    "BadgeChoiceUnknown",
    "BadgeKind",
    "BadgeTitleTooLong",
    "badge_plain_svg",
    "badge_png",
    "badge_svg",
]
