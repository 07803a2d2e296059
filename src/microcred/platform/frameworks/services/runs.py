"""Imports asked for on a page: the files are laid aside, a job reads them, what came of it stays."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.db import transaction

from microcred.errors import MicrocredError
from microcred.platform.frameworks import access, jobs
from microcred.platform.frameworks.models import ImportRun
from microcred.platform.frameworks.reading import Naming
from microcred.platform.frameworks.services.importing import Imported, Progress, import_files, report_value
from microcred.ports.framework_files import open_framework
from microcred.ports.identifiers import new_public_id

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

_STRANGE = re.compile(r"[^\w.()\- ]+")


class Upload(Protocol):
    """A file that was sent: its name and its bytes in pieces."""

    name: str | None

    def chunks(self) -> Iterable[bytes]:
        """The bytes."""
        ...


def ask_import(
    *, actor: Account, files: Iterable[Upload], naming: Naming, dry_run: bool, now: datetime
) -> str:
    """Lays the files aside and asks for a job that imports them; the id of the run. For operators."""
    access.require_operator(actor)
    public_id = new_public_id()
    folder = _folder(public_id)
    folder.mkdir(parents=True)
    names = []
    for file in files:
        name = _STRANGE.sub("_", Path(file.name or "file").name).lstrip(".")[:150] or "file"
        with (folder / name).open("wb") as out:
            out.writelines(file.chunks())
        names.append(name)
    options = {
        "release": naming.release,
        "name": naming.name,
        "credit": naming.credit,
        "language": naming.language,
    }
    with transaction.atomic():
        ImportRun.objects.create(
            public_id=public_id,
            actor=actor.pk,
            asked_at=now,
            dry_run=dry_run,
            options=options,
            files=names,
        )
        jobs.enqueue_import(public_id)
    return public_id


def perform_import(public_id: str, now: datetime, tell: jobs.Tell) -> None:
    """Imports the files of a run. What was refused is kept with the run. Harmless when run again."""
    run = ImportRun.objects.filter(pk=public_id, finished_at=None).first()
    if run is None:
        return
    folder = _folder(public_id)
    naming = Naming(**run.options, given=tuple(run.files))
    parts = []
    try:
        opened = open_framework(*(folder / name for name in run.files))
        for each in import_files(opened, naming, dry_run=run.dry_run, actor=run.actor, now=now):
            if isinstance(each, Progress):
                tell(each.done, each.total)
            elif isinstance(each, Imported):
                parts.append({**each.summary(), "report": report_value(each.report)})
    except MicrocredError as error:
        run.error, run.detail = error.code, error.detail[:500]
    run.outcome, run.finished_at = parts, now
    run.save(update_fields=["outcome", "finished_at", "error", "detail"])
    tell(100, 100)
    shutil.rmtree(folder, ignore_errors=True)


def _folder(public_id: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "imports" / public_id
