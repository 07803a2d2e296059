"""Skill frameworks as stored: one row for each skill, occupation and need, kept over all releases.

Words stand in JSON by language, since searches go through an index in memory (`memory`), never through SQL.
"""

from __future__ import annotations

from django.db import models

from microcred.ports.identifiers import new_public_id


class Framework(models.Model):
    """A framework at its newest release here. `stamp` is new with each import; memory goes by it."""

    name = models.CharField(max_length=200, unique=True)
    release = models.CharField(max_length=60, blank=True)
    credit = models.TextField(blank=True)
    """The line that stands wherever its data are shown."""
    licence = models.CharField(max_length=300, blank=True)
    languages = models.CharField(max_length=300, blank=True)
    stamp = models.CharField(max_length=22, default=new_public_id)
    imported_at = models.DateTimeField()


class Release(models.Model):
    """That a release was imported: what it changed, and what the report said."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="releases")
    release = models.CharField(max_length=60, blank=True)
    imported_at = models.DateTimeField()
    actor = models.BigIntegerField(null=True)
    summary = models.JSONField()
    report = models.JSONField()


class SkillGroup(models.Model):
    """A heading under which skills are filed. `broader` are the addresses of the headings above."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="groups", db_index=False)
    address = models.CharField(max_length=500)
    code = models.CharField(max_length=60, blank=True)
    labels = models.JSONField()
    descriptions = models.JSONField()
    broader = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "address"], name="one_group_per_address")]


class Skill(models.Model):
    """A skill. `soft` by the one rule of `skills.soft`; a retired one stays, and leads to `replaced_by`."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="skills", db_index=False)
    address = models.CharField(max_length=500, db_index=True)
    labels = models.JSONField()
    alternatives = models.JSONField()
    descriptions = models.JSONField()
    kind = models.CharField(max_length=9, blank=True)
    reuse = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=100, blank=True)
    level = models.PositiveSmallIntegerField(null=True)
    soft = models.BooleanField()
    groups = models.JSONField()
    retired = models.BooleanField()
    replaced_by = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "address"], name="one_skill_per_address")]


class Occupation(models.Model):
    """A kind of work; `zone` is O*NET's job zone, `isco` the ISCO-08 unit group."""

    framework = models.ForeignKey(
        Framework, on_delete=models.CASCADE, related_name="occupations", db_index=False
    )
    address = models.CharField(max_length=500, db_index=True)
    labels = models.JSONField()
    alternatives = models.JSONField()
    descriptions = models.JSONField()
    isco = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=100, blank=True)
    zone = models.PositiveSmallIntegerField(null=True)
    retired = models.BooleanField()
    replaced_by = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["framework", "address"], name="one_occupation_per_address")
        ]


class Need(models.Model):
    """An occupation needs a skill. `level` is on the scale of 1 to 8.

    `importance` (1 to 5) and `grade` (0 to 7) are O*NET's own values, where there are any.
    """

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="needs", db_index=False)
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="needed_by")
    essential = models.BooleanField()
    level = models.PositiveSmallIntegerField(null=True)
    importance = models.FloatField(null=True)
    grade = models.FloatField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occupation", "skill"], name="one_need_per_pair")]


class SkillRelation(models.Model):
    """A skill stands to what is at `target`, here or in another framework, as `link` says ("broader" too)."""

    origin = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="relations")
    link = models.CharField(max_length=12)
    target = models.CharField(max_length=500)

    class Meta:
        indexes = [models.Index(fields=["target"], name="relation_by_target")]


class Crosswalk(models.Model):
    """A table that leads from one framework to the codes of another."""

    name = models.CharField(max_length=200, unique=True)
    credit = models.TextField()
    stamp = models.CharField(max_length=22, default=new_public_id)
    imported_at = models.DateTimeField()


class CrosswalkStep(models.Model):
    """One row of a crosswalk. `confidence`: 1 is sure, higher less so."""

    crosswalk = models.ForeignKey(Crosswalk, on_delete=models.CASCADE, related_name="steps")
    origin = models.CharField(max_length=500)
    target = models.CharField(max_length=100)
    confidence = models.FloatField()


class ProjectionSet(models.Model):
    """Projections of employment from one source for one span of years."""

    source = models.CharField(max_length=300)
    country = models.CharField(max_length=2)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    stamp = models.CharField(max_length=22, default=new_public_id)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "country", "first_year", "last_year"], name="one_projection_per_span"
            )
        ]


class Projection(models.Model):
    """What is expected of one occupation: people in thousands, change in percent, wage a year."""

    of = models.ForeignKey(ProjectionSet, on_delete=models.CASCADE, related_name="rows")
    soc = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    employed = models.FloatField(null=True)
    expected = models.FloatField(null=True)
    change = models.FloatField(null=True)
    openings = models.FloatField(null=True)
    wage = models.FloatField(null=True)
    education = models.CharField(max_length=200, blank=True)
    summary = models.BooleanField()


class ImportRun(models.Model):
    """An import that an operator asked for on a page. Its files lie beside it until it is over."""

    public_id = models.CharField(max_length=22, primary_key=True, default=new_public_id)
    actor = models.BigIntegerField()
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    dry_run = models.BooleanField()
    options = models.JSONField()
    files = models.JSONField()
    step = models.CharField(max_length=60, blank=True)
    outcome = models.JSONField(null=True)
    error = models.CharField(max_length=60, blank=True)
    detail = models.CharField(max_length=500, blank=True)


class CourseTable(models.Model):
    """A table of course descriptions with the skills suggested for each, for its author to confirm."""

    public_id = models.CharField(max_length=22, primary_key=True, default=new_public_id)
    author = models.BigIntegerField()
    name = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    courses = models.JSONField()
    """Each course as `code`, `title`, `description`, and once it was read `skills` (with what is
    ticked) and `error`."""
    report = models.JSONField()
