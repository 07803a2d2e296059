"""What learners aim at and plan, what employers look for, and who answered."""

from __future__ import annotations

from django.db import models

from microcred.ports.identifiers import new_public_id


class Goal(models.Model):
    """The work that a learner wants; one at a time.

    `address` is that of an occupation or of an opening, or empty for a list of the learner's own, which is
    then in `wanted` (skill, essential, level). `present` is the occupation that they have now. `accepted` are
    pairs (wanted, held) of partial matches that the learner takes for the whole.
    """

    owner = models.OneToOneField("accounts.Account", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=500, blank=True)
    wanted = models.JSONField(default=list)
    present = models.CharField(max_length=500, blank=True)
    accepted = models.JSONField(default=list)
    chosen_at = models.DateTimeField()


class AdoptedPlan(models.Model):
    """A plan that a learner took as their own. Its steps are kept as they were offered on that day."""

    public_id = models.CharField(max_length=22, primary_key=True, default=new_public_id)
    owner = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    goal = models.CharField(max_length=200)
    address = models.CharField(max_length=500, blank=True)
    aim = models.CharField(max_length=10)
    adopted_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)


class PlanStep(models.Model):
    """One offering of an adopted plan, `price` in cents. `closes` are skills with label and level."""

    plan = models.ForeignKey(AdoptedPlan, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    offering = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    start = models.DateField()
    end = models.DateField()
    price = models.PositiveIntegerField()
    hours_per_week = models.FloatField()
    closes = models.JSONField()
    done_at = models.DateTimeField(null=True)
    credential = models.CharField(max_length=22, blank=True)
    """The credential with which all that it closes was shown."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_step_once")]


class OfferingTable(models.Model):
    """Offerings of elsewhere, as their table was given: the CSV that `skills.plan` reads."""

    name = models.CharField(max_length=200, unique=True)
    body = models.TextField()
    read_at = models.DateTimeField()


class Opening(models.Model):
    """Work that an institution offers: `wanted` holds skills with label, essential and level."""

    public_id = models.CharField(max_length=22, primary_key=True, default=new_public_id)
    institution = models.ForeignKey("institutions.Institution", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    about = models.CharField(max_length=4000, blank=True)
    place = models.CharField(max_length=200, blank=True)
    wanted = models.JSONField()
    created_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField()
    until = models.DateField()
    closed_at = models.DateTimeField(null=True)


class Answer(models.Model):
    """A learner's answer to an opening: a page of chosen credentials, and nothing else of them."""

    public_id = models.CharField(max_length=22, primary_key=True, default=new_public_id)
    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="answers")
    owner = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    share = models.CharField(max_length=22)
    """The page in the portfolio that shows the chosen credentials, with its own end."""
    answered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opening", "owner"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_answer_at_a_time",
            )
        ]
