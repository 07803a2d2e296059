"""The JSON Schemas that an operator adds: a folder with one file for each."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from microcred.errors import MicrocredError
from microcred.vc.jsontext import parse, write
from microcred.vc.schemas import SchemaUnusable, check_schema


class SchemaHashWrong(MicrocredError):
    """Other bytes than the ones that were meant."""

    code = "schema.hash-wrong"
    sentence = "The schema is not the one with that hash."
    remedy = "Fetch the schema again from where it was published, and compare."


class SchemaFolderUnusable(MicrocredError):
    """A folder that cannot be read or written, or a file in it that was damaged."""

    code = "schema.folder-unusable"
    sentence = "The folder of added schemas could not be used."
    remedy = "Check the folder, its rights and its files."


@dataclass(frozen=True)
class AddedSchema:
    """A schema with the address by which documents name it, and the hash of what was published."""

    address: str
    sha256: str
    schema: Mapping[str, Any]


class SchemaFolder:
    """The added schemas in `path`, a folder that need not be there yet."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def added(self) -> list[AddedSchema]:
        """Every added schema, by address; raises `SchemaFolderUnusable`."""
        found = []
        try:
            for file in sorted(self.path.glob("*.json")):
                content = parse(file.read_bytes())
                one = AddedSchema(content["address"], content["sha256"], content["schema"])
                check_schema(one.schema, one.address)
                found.append(one)
        except OSError as error:
            raise SchemaFolderUnusable(f"{self.path}: {error.strerror}") from None
        except (MicrocredError, KeyError, TypeError) as error:
            raise SchemaFolderUnusable(f"{file.name}: {error}"[:200]) from None
        return sorted(found, key=lambda one: one.address)

    def schemas(self) -> dict[str, Mapping[str, Any]]:
        """The schemas by their addresses; raises as `added`."""
        return {one.address: one.schema for one in self.added()}

    def add(self, address: str, published: bytes, *, expected: str = "") -> AddedSchema:
        """Keeps the schema that was published at `address`, in place of an earlier one.

        `expected` is its hex SHA-256, if known. Raises `SchemaHashWrong`, `SchemaUnusable`,
        `SchemaFolderUnusable`, or what `jsontext.parse` raises.
        """
        digest = sha256(published).hexdigest()
        if expected and expected.lower() != digest:
            raise SchemaHashWrong(digest)
        schema = parse(published)
        if not isinstance(schema, dict):
            raise SchemaUnusable(f"{address[:200]}: no object")
        check_schema(schema, address)
        self._write(AddedSchema(address, digest, schema))
        return AddedSchema(address, digest, schema)

    def _write(self, one: AddedSchema) -> None:
        name = f"{sha256(one.address.encode()).hexdigest()[:32]}.json"
        content = {"address": one.address, "sha256": one.sha256, "schema": one.schema}
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.path, suffix=".new", delete=False) as file:
                file.write(write(content))
            Path(file.name).chmod(0o644)
            Path(file.name).replace(self.path / name)
        except OSError as error:
            raise SchemaFolderUnusable(f"{self.path}: {error.strerror}") from None
