"""The site's settings for the bench of the verifier: no limit for one address, everything else as it is."""

from __future__ import annotations

from microcred.platform.config.settings import *  # noqa: F403

VERIFY_PER_MINUTE = 0
