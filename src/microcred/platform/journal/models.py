"""What happened and what is to be done: the log and its chain, jobs, rounds, and mails going out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from microcred.ports.identifiers import new_public_id


class Entry(models.Model):
    """One event, as it was told. `body` is what the chain holds; the other columns are read out of it.

    Written in the transaction of the change, in no order; `sequence`, `previous` and `hash` come by sealing,
    after which nothing of it changes.
    """

    kind = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor = models.BigIntegerField(null=True)
    institution = models.BigIntegerField(null=True)
    body = models.TextField()
    sequence = models.BigIntegerField(null=True, unique=True)
    previous = models.CharField(max_length=64, null=True, unique=True)
    hash = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["institution", "id"], name="entry_by_institution"),
            models.Index(fields=["id"], condition=Q(sequence=None), name="entry_unsealed"),
        ]


class Mention(models.Model):
    """That an entry is about something: by its public id, its history is found."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="mentions", db_index=False)
    reference = models.CharField(max_length=22)

    class Meta:
        indexes = [models.Index(fields=["reference", "entry"], name="mention_by_reference")]


class Beside(models.Model):
    """Words that people wrote, beside the log: the chain holds their salted hash, so they can be erased."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="beside")
    field = models.CharField(max_length=40)
    salt = models.CharField(max_length=32)
    text = models.TextField()


class Head(models.Model):
    """The end of the chain. Whoever seals holds this row, so that the chain has one end."""

    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True, default="")


class JobState(models.TextChoices):
    """A job's way. A running job whose lease ran out is taken again; failed is after the last try."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    REPLACED = "replaced"


class Job(models.Model):
    """Something to do, once due, by whoever holds its claim while the lease lasts.

    `slot` is kind and reference while the job waits: the same thing waits once only. `done` of `total` is
    what was told of its progress; `attempts` counts the claims since the last progress.
    """

    public_id = models.CharField(max_length=22, primary_key=True, default=new_public_id)
    kind = models.CharField(max_length=80)
    reference = models.CharField(max_length=300)
    slot = models.CharField(max_length=400, null=True, unique=True)
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.WAITING)
    due = models.DateTimeField(null=True)
    """Not before this time; empty: at once."""
    claim = models.CharField(max_length=22, blank=True, default="")
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=60, blank=True, default="")
    detail = models.CharField(max_length=500, blank=True, default="")
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "due"], name="job_by_state"),
            models.Index(fields=["kind", "reference"], name="job_by_reference"),
        ]


class Round(models.Model):
    """When a periodic work was last begun, so that of several machines one begins it."""

    kind = models.CharField(max_length=80, primary_key=True)
    begun_at = models.DateTimeField()


class MailState(models.TextChoices):
    """A mail's way. Dropped: when its turn came there was nothing to say any more."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


class Mail(models.Model):
    """A mail to be sent: of which kind and about what; its words are made when it is sent.

    They are kept only where the installation says so (the demo does), since they are personal data.
    """

    public_id = models.CharField(max_length=22, primary_key=True)
    kind = models.CharField(max_length=80)
    reference = models.CharField(max_length=64)
    state = models.CharField(max_length=7, choices=MailState.choices)
    queued_at = models.DateTimeField()
    due = models.DateTimeField()
    claim = models.CharField(max_length=22, blank=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField()
    error = models.CharField(max_length=60, blank=True)
    sent_at = models.DateTimeField(null=True)
    to = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    language = models.CharField(max_length=35, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due"], condition=Q(state__in=["queued", "sending"]), name="mail_to_send"),
            models.Index(fields=["reference"], name="mail_by_reference"),
            models.Index(fields=["queued_at"], name="mail_by_time"),
        ]
