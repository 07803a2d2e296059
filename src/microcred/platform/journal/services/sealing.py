"""Sealing: committed entries get their place in the chain, and a job for each who listens to them."""

from __future__ import annotations

from django.db import transaction

from microcred.platform.journal.entries import link
from microcred.platform.journal.leases import unclaimed
from microcred.platform.journal.models import Entry, Head, Job
from microcred.platform.journal.subscriptions import listeners

DELIVER = "journal.deliver"
_CHUNK = 500


def seal() -> int:
    """Seals a chunk of entries in the order of their ids; how many, 0 if somebody else is sealing now.

    The place in the chain and the jobs that deliver the entry are one transaction: what is sealed will be
    heard. Whoever seals holds the row of the chain's end, so that writers never wait.
    """
    if not Entry.objects.filter(sequence=None).exists():
        return 0
    Head.objects.get_or_create(pk=1)
    with transaction.atomic():
        head = unclaimed(Head.objects.filter(pk=1)).first()
        if head is None:
            return 0
        entries = list(Entry.objects.filter(sequence=None).order_by("pk")[:_CHUNK])
        for entry in entries:
            entry.sequence, entry.previous = head.sequence + 1, head.hash
            entry.hash = link(head.hash, entry.sequence, entry.body)
            head.sequence, head.hash = entry.sequence, entry.hash
        if entries:
            Entry.objects.bulk_update(entries, ["sequence", "previous", "hash"])
            head.save(update_fields=["sequence", "hash"])
            Job.objects.bulk_create(_deliveries(entries))
    return len(entries)


def _deliveries(entries: list[Entry]) -> list[Job]:
    return [
        Job(kind=DELIVER, reference=f"{entry.pk} {name}", slot=f"{DELIVER} {entry.pk} {name}")
        for entry in entries
        for name in listeners(entry.kind)
    ]
