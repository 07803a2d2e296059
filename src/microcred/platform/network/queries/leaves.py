"""Where the hash of a credential's bytes stands in a signed log."""

from __future__ import annotations

from collections.abc import Iterable

from microcred.platform.network.models import LogLeaf, OtherLeaf


def leaf_of(digest: str) -> LogLeaf | OtherLeaf | None:
    """The first that has this hash, with its head: in our log, or else in one read here; None if in none."""
    return leaves_of([digest]).get(digest)


def leaves_of(digests: Iterable[str]) -> dict[str, LogLeaf | OtherLeaf]:
    """The same for many hashes at once; those that stand in no log are left out."""
    wanted = list(digests)
    ours = LogLeaf.objects.select_related("head").filter(sha256__in=wanted).order_by("-head__number")
    others = OtherLeaf.objects.select_related("head").filter(sha256__in=wanted).order_by("-head__at")
    found: dict[str, LogLeaf | OtherLeaf] = {one.sha256: one for one in others}
    found.update((one.sha256, one) for one in ours)  # the last wins: ours, and of ours the first
    return found
