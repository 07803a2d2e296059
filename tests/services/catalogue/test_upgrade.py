"""A site of an earlier release is found in full after its next start, however often that is stopped."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from tests import house
from tests.services.catalogue.test_offerings import NOW, offered

from microcred.platform.catalogue import findable, finding, services
from microcred.platform.catalogue.finding import searching
from microcred.platform.catalogue.finding.memory import Memory
from microcred.platform.catalogue.models import Achievement, Offering, Stamp
from microcred.platform.catalogue.services import indexing

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parents[3]
START = "from microcred.platform.config.serve import prepare; prepare()"
OLD = ("catalogue", "0003_fulltext")


def migrated_back() -> None:
    MigrationExecutor(connection).migrate([OLD])


def migrated_on() -> None:
    """Every app, since those above the catalogue went back with it."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.fixture
def upgraded() -> Iterator[Callable[[], None]]:
    """Puts the database back to before micro-credentials were found alone, and texts were folded; then on."""

    def again() -> None:
        migrated_back()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM catalogue_fulltext")
        migrated_on()

    yield again
    migrated_on()


def two() -> tuple[int, int]:
    """An offering, and a micro-credential without one; the numbers by which they are found."""
    owner = house.person("Ida Storm")
    at = house.institution(owner)
    offering = offered(owner, at, house.published(owner, at))
    text = house.content().texts["en"].model_copy(update={"name": "Réparer un vélo"})
    alone = house.published(owner, at, texts={"en": text})
    return (
        Offering.objects.get(public_id=offering).pk,
        -Achievement.objects.get(public_id=alone).pk,
    )


def found(text: str) -> list[int]:
    """What a process finds that begins now."""
    searching._memory = Memory()
    return list(finding.find(text=text, now=NOW).items)


def test_the_first_start_after_an_upgrade_indexes_what_there_is(
    upgraded: Callable[[], None], shared_database: dict[str, str]
) -> None:
    offering, alone = two()
    upgraded()
    assert found("reparer velo") == [] == found("evenings")
    for _start in range(2):
        subprocess.run([sys.executable, "-c", START], env=shared_database, cwd=ROOT, check=True)
        assert found("reparer velo") == [alone]
        assert found("evenings") == [offering]
        assert Stamp.objects.get().layout == findable.LAYOUT
    assert not Offering.objects.filter(stamp=0).exists()
    assert services.index_due() == 0


def test_a_start_that_is_stopped_goes_on_where_it_was(
    upgraded: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    offering, alone = two()
    upgraded()
    monkeypatch.setattr(indexing, "LOT", 1)
    whole = findable.refresh_achievements

    def stopped(_rows: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(findable, "refresh_achievements", stopped)
    with pytest.raises(KeyboardInterrupt):
        services.index_due()
    assert found("evenings") == [offering]
    assert found("reparer velo") == []
    monkeypatch.setattr(findable, "refresh_achievements", whole)
    assert services.index_due() == 2, "both micro-credentials; the offering was done"
    assert found("reparer velo") == [alone]


def test_what_is_open_is_found_while_all_is_indexed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    offering, alone = two()
    assert finding.find(now=NOW).items == [offering, alone]
    seen = []
    monkeypatch.setattr(indexing, "LOT", 1)
    whole = findable.refresh

    def watched(rows: list[Offering]) -> int:
        seen.append(list(finding.find(text="evenings", now=NOW).items))
        return whole(rows)

    monkeypatch.setattr(findable, "refresh", watched)
    assert services.reindex_offerings() == 3
    assert seen == [[offering]]
    assert list(finding.find(now=NOW).items) == [offering, alone]
