"""The contexts that an operator adds: a folder with one table for each, pinned by the published hash."""

from __future__ import annotations

import tempfile
from hashlib import sha256
from pathlib import Path

from microcred.errors import MicrocredError
from microcred.vc.contexts import ContextPinned, Contexts, ContextUnknown, Table, compile_table, read_table


class ContextHashWrong(MicrocredError):
    """Other bytes than the ones that were meant."""

    code = "context.hash-wrong"
    sentence = "The file is not the one with that hash."
    remedy = "Fetch the context again from where it was published, and compare."


class ContextFolderUnusable(MicrocredError):
    """A folder that cannot be read or written."""

    code = "context.folder-unusable"
    sentence = "The folder of added contexts could not be used."
    remedy = "Check the folder and its rights."


class ContextFolder:
    """The added contexts in `path`, a folder that need not be there yet."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def tables(self) -> list[Table]:
        """Every added context, by address; raises `ContextFolderUnusable` or `ContextMalformed`."""
        try:
            files = sorted(self.path.glob("*.json"))
            found = [read_table(file.read_bytes()) for file in files]
        except OSError as error:
            raise ContextFolderUnusable(f"{self.path}: {error.strerror}") from None
        return sorted(found, key=lambda table: table.address)

    def add(self, address: str, published: bytes, *, expected: str = "") -> Table:
        """Compiles and keeps the context that was published at `address`.

        `expected` is its hex SHA-256, if known. Raises `ContextHashWrong`, `ContextPinned` where the address
        means something else already, `ContextFolderUnusable`, or what `compile_table` raises.
        """
        if expected and expected.lower() != sha256(published).hexdigest():
            raise ContextHashWrong(sha256(published).hexdigest())
        table = compile_table(address, published)
        known = Contexts(self.tables())
        try:
            if known.get(address) != table.scopes:
                raise ContextPinned(address)
        except ContextUnknown:
            self._write(table)
        return table

    def _write(self, table: Table) -> None:
        name = f"{sha256(table.address.encode()).hexdigest()[:32]}.json"
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.path, suffix=".new", delete=False) as file:
                file.write(table.as_bytes())
            Path(file.name).chmod(0o644)
            Path(file.name).replace(self.path / name)
        except OSError as error:
            raise ContextFolderUnusable(f"{self.path}: {error.strerror}") from None
