"""Open Badges 2.0, hosted and signed; badges of version 1 are recognised."""

from microcred.vc.openbadges2.assertion import Assertion, first_version, is_assertion, read_assertion
from microcred.vc.openbadges2.errors import (
    AssertionDiffers,
    AssertionMalformed,
    AssertionOutOfScope,
    BadgeOfVersion1,
    HostedMalformed,
    KeyNotTheIssuers,
)
from microcred.vc.openbadges2.hosting import Hosted, collect, fetch_assertion
from microcred.vc.openbadges2.outline import outline
from microcred.vc.openbadges2.profile import Profile, read_profile
from microcred.vc.openbadges2.revocation import revoked_reason
from microcred.vc.openbadges2.signing import signing_keys

__all__ = [
    "Assertion",
    "AssertionDiffers",
    "AssertionMalformed",
    "AssertionOutOfScope",
    "BadgeOfVersion1",
    "Hosted",
    "HostedMalformed",
    "KeyNotTheIssuers",
    "Profile",
    "collect",
    "fetch_assertion",
    "first_version",
    "is_assertion",
    "outline",
    "read_assertion",
    "read_profile",
    "revoked_reason",
    "signing_keys",
]
