"""What can be asked of the catalogue: micro-credentials, offerings, and what is found among them."""

from microcred.platform.catalogue.queries.achievements import (
    AchievementRow,
    CredentialFound,
    VersionDetail,
    achievement,
    carried_skills,
    certifiers_by_skill,
    image,
    latest_shown,
    of_institution,
    published,
    published_by_id,
    published_of,
    published_version,
    shown_version,
    version,
)
from microcred.platform.catalogue.queries.offerings import (
    OfferingDetail,
    SkillOffered,
    offering,
    offerings,
    offerings_by_id,
    offerings_of,
)
from microcred.platform.catalogue.queries.ways import hand_in_address, not_agreed

__all__ = [
    "AchievementRow",
    "CredentialFound",
    "OfferingDetail",
    "SkillOffered",
    "VersionDetail",
    "achievement",
    "carried_skills",
    "certifiers_by_skill",
    "hand_in_address",
    "image",
    "latest_shown",
    "not_agreed",
    "of_institution",
    "offering",
    "offerings",
    "offerings_by_id",
    "offerings_of",
    "published",
    "published_by_id",
    "published_of",
    "published_version",
    "shown_version",
    "version",
]
