"""`microcred frameworks import`: frameworks into the site's database, from a terminal."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from microcred.ports.framework_files import open_framework
from microcred.skills.readers.report import Weight

if TYPE_CHECKING:
    from microcred.platform.frameworks.services import Imported

_ROWS = 20


def main(
    paths: Sequence[Path],
    *,
    release: str,
    name: str,
    credit: str,
    language: str,
    dry_run: bool,
    step: Callable[[str], None],
    show: Callable[[str], None],
) -> int:
    """Imports what is at `paths`; 0 where everything was stored, 1 where a part was refused.

    `step` is told what is being done, `show` each line of the result.
    """
    files = open_framework(*paths)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "microcred.platform.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from microcred.platform.frameworks.reading import Naming
    from microcred.platform.frameworks.services import Progress, import_files

    call_command("migrate", verbosity=0)
    naming = Naming(release, name, credit, language, tuple(path.name for path in paths))
    refused = False
    for each in import_files(files, naming, dry_run=dry_run, actor=None, now=timezone.now()):
        if isinstance(each, Progress):
            step(f"{each.step} {each.name}".rstrip())
            continue
        refused = refused or each.refused
        for line in _lines(each, dry_run=dry_run):
            show(line)
    return 1 if refused else 0


def _lines(part: Imported, *, dry_run: bool) -> Iterator[str]:
    """What became of one part, as lines for a terminal."""
    became = "refused" if part.refused else "would be imported" if dry_run else "imported"
    if part.kind == "unused":
        became = "not used"
    yield f"{part.name} {part.release}".strip() + f": {became}"
    if not part.refused:
        yield from (f"  {number:,} {what}" for what, number in part.counts.items() if number)
    change = part.change
    if change is not None and change.old and not part.refused:
        yield (
            f"  from {change.old}: {len(change.added):,} new, {len(change.retired):,} retired"
            f" ({len(change.replaced):,} with a successor), {len(change.relabelled):,} called differently"
        )
    for (reason, weight), number in part.report.totals().items():
        yield f"  {number:,} {weight.value}: {reason.sentence} [{reason.code}]"
    rows = [note for note in part.report.notes if note.weight is not Weight.READ]
    for note in rows[:_ROWS]:
        yield f"    {note.file} row {note.row}: {note.reason.code} {note.detail}".rstrip()
    if len(rows) > _ROWS:
        yield f"    and {len(rows) - _ROWS:,} more"
    if part.credit:
        yield f"  {part.credit}"
