"""The messages of the site and their French.

`--update` extracts every message into `locale/fr/LC_MESSAGES/django.po` (new ones empty, unused ones gone) and
compiles `django.mo`. `--check` fails, naming each, if a message of the source is missing, untranslated, fuzzy
or has other placeholders in French, if one is no longer used, or if the compiled file is stale. Needs no GNU
gettext: Babel reads Python, Django turns its templates into Python.

Messages stand in calls of gettext, in template tags, in the class attributes `sentence` and `remedy` of errors,
and in the words of the engine's reports, which know nothing of Django and are translated where they are shown.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "microcred"
PO = SOURCE / "locale" / "fr" / "LC_MESSAGES" / "django.po"
FIXED = datetime(2026, 1, 1, tzinfo=UTC)
"""Written into the header, so that equal messages are equal bytes."""
CALLS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\([a-z_A-Z0-9]+\)[sd]|%[sd]|\{[a-z_A-Z0-9]*\}")

Found = tuple[str | tuple[str, ...], str | None, str]
"""Message (one, or singular and plural), context, file."""


def messages() -> Iterator[Found]:
    """Every message of the source with the file it stands in."""
    for path in sorted((SOURCE / "platform").rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _calls(path.read_text("utf-8"), path)
    for path in sorted((SOURCE / "platform").rglob("templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            yield from _template(path)
    for path in sorted(SOURCE.rglob("*.py")):
        if "cli" not in path.relative_to(SOURCE).parts:
            yield from _error_words(path)
    from microcred.vc.report import every_sentence

    for sentence in every_sentence():
        yield sentence, None, "src/microcred/vc"


def _calls(text: str, path: Path) -> Iterator[Found]:
    """Messages in calls of gettext and its kin."""
    where = str(path.relative_to(ROOT))
    for _line, call, strings, _comments in extract_python(
        io.BytesIO(text.encode()), list(CALLS), [], {"encoding": "utf-8"}
    ):
        given = [strings] if isinstance(strings, str) else list(strings or ())
        if not given or not all(given[: 2 if call.startswith(("n", "p")) else 1]):
            continue
        if "pgettext" in call:
            yield (given[1] if call[0] == "p" else (given[1], given[2])), given[0], where
        elif call.startswith("n"):
            yield (given[0], given[1]), None, where
        else:
            yield given[0], None, where


def _template(path: Path) -> Iterator[Found]:
    from django.utils.translation.template import templatize

    text = templatize(path.read_text("utf-8"), origin=str(path))
    yield from _calls("\n".join(line.lstrip() for line in text.splitlines()), path)


def _error_words(path: Path) -> Iterator[Found]:
    """`sentence = "…"` and `remedy = "…"` in the bodies of classes."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.ClassDef):
            continue
        for line in node.body:
            target = line.targets[0] if isinstance(line, ast.Assign) else getattr(line, "target", None)
            value = getattr(getattr(line, "value", None), "value", None)
            if getattr(target, "id", "") in {"sentence", "remedy"} and isinstance(value, str) and value:
                yield value, None, str(path.relative_to(ROOT))


def template() -> Catalog:
    """All messages, untranslated."""
    catalog = Catalog()
    for message, context, where in messages():
        catalog.add(message, context=context, locations=[(where, 0)])
    return catalog


def french() -> Catalog:
    """The French as it stands."""
    if not PO.exists():
        return Catalog(locale="fr", domain="django")
    with PO.open("rb") as file:
        return read_po(file, locale="fr", domain="django")


def merged() -> Catalog:
    """The messages of the source with the French that is there; new ones empty, unused ones dropped."""
    old, new = french(), Catalog(
        locale="fr",
        domain="django",
        project="Microcred",
        version="0.1",
        creation_date=FIXED,
        revision_date=FIXED,
        fuzzy=False,
        header_comment="# French of Microcred.",
    )  # fmt: skip
    for message in sorted(template(), key=_order):
        if not message.id:
            continue
        before = old.get(message.id, message.context)
        flags = before.flags if before else message.flags
        new.add(
            message.id,
            before.string if before else None,
            message.locations,
            flags=flags,
            context=message.context,
        )
    return new


def _order(message: Message) -> tuple[str, str]:
    first = min((str(where) for where, _ in message.locations), default="")
    return first, str(message.id)


def written(catalog: Catalog) -> bytes:
    """The catalogue as a PO file without line numbers: moving code changes nothing."""
    out = io.BytesIO()
    write_po(out, catalog, width=110, include_lineno=False)
    return re.sub(
        rb'"(?:Generated-By|Last-Translator|Report-Msgid-Bugs-To|Language-Team): [^\n]*\n',
        b"",
        out.getvalue(),
    )


def compiled(po: bytes) -> bytes:
    """The MO file of a PO file."""
    out = io.BytesIO()
    write_mo(out, read_po(io.BytesIO(po), locale="fr", domain="django"))
    return out.getvalue()


def update() -> None:
    """Writes both files."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(written(merged()))
    PO.with_suffix(".mo").write_bytes(compiled(PO.read_bytes()))


def faults() -> list[str]:
    """What is wrong with the French, one line each; empty where it is complete."""
    found = []
    new, old = template(), french()
    for message in new:
        if not message.id:
            continue
        where = message.locations[0][0]
        stands = old.get(message.id, message.context)
        strings = [] if stands is None else _strings(stands)
        if stands is None:
            found.append(f"missing: {message.id!r} ({where})")
        elif not strings or not all(strings):
            found.append(f"untranslated: {message.id!r} ({where})")
        elif stands.fuzzy:
            found.append(f"fuzzy: {message.id!r} ({where})")
        elif any(_places(text) != _places(_ids(message)[-1]) for text in strings[-1:]):
            found.append(f"other placeholders: {message.id!r} ({where})")
    for message in old:
        if message.id and new.get(message.id, message.context) is None:
            found.append(f"not used: {message.id!r}")
    mo = PO.with_suffix(".mo")
    if not PO.exists() or not mo.exists() or mo.read_bytes() != compiled(PO.read_bytes()):
        found.append("stale: the compiled file is not that of django.po")
    return found


def _ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def _places(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def main() -> int:
    """Runs from `make messages` and `make check`."""
    parser = argparse.ArgumentParser(description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--update", action="store_true")
    what.add_argument("--check", action="store_true")
    if parser.parse_args().update:
        update()
    found = faults()
    for line in found:
        print(line)
    print(
        f"{len(list(template())) - 1} messages, French {'complete' if not found else f'lacks {len(found)}'}"
    )
    return 1 if found and sys.argv[1:] == ["--check"] else 0


if __name__ == "__main__":
    sys.exit(main())
