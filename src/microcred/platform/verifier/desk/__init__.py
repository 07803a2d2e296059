"""Many checks at once: what was given becomes things to check, results become people with skills. Pure."""
