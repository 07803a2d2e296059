"""Where the hash of a credential's bytes stands in a signed log."""

from __future__ import annotations

from microcred.platform.network.models import LogLeaf, OtherLeaf


def leaf_of(digest: str) -> LogLeaf | OtherLeaf | None:
    """The first that has this hash, with its head: in our log, or else in one read here; None if in none."""
    ours = LogLeaf.objects.select_related("head").filter(sha256=digest)
    others = OtherLeaf.objects.select_related("head").filter(sha256=digest)
    return ours.order_by("head__number").first() or others.order_by("head__at").first()
