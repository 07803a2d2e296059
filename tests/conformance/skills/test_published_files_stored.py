"""The official files as published, through the import of the site into its database."""

from __future__ import annotations

import html
import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from tests import house
from tests.conformance.skills.real import DATA, needs_data

from microcred.platform.careers import services as careers
from microcred.platform.frameworks import memory, queries
from microcred.platform.frameworks.models import Need, Skill
from microcred.platform.frameworks.reading import Naming
from microcred.platform.frameworks.services import Imported, import_files
from microcred.ports.framework_files import open_framework
from microcred.skills.gap.starting import from_occupation

pytestmark = [needs_data, pytest.mark.django_db]
ARCHIVES = ("ESCO_v1.1.1_en_csv.zip", "ESCO_v1.1.1_relations_csv.zip")


def imported(*names: str, now: datetime, **naming: Any) -> list[Imported]:
    files = open_framework(*(DATA / name for name in names))
    found = import_files(files, Naming(**naming), dry_run=False, actor=None, now=now)
    return [each for each in found if isinstance(each, Imported)]


def test_esco_1_1_1_is_a_migration_of_1_1_0_and_its_occupations_are_graded_by_onet(now: datetime) -> None:
    (older,) = imported("esco/ESCO_v1.1.0_en_csv.zip", now=now)
    assert (older.release, older.counts["skills"]) == ("1.1.0", 13_891)
    (newer,) = imported(*(f"esco/{name}" for name in ARCHIVES), now=now)
    assert newer.change is not None and newer.release == "1.1.1"
    assert (len(newer.change.added), len(newer.change.retired), len(newer.change.replaced)) == (5, 1, 1)
    assert newer.counts == {"skills": 13_896, "occupations": 3_007, "needs": 123_788, "languages": 1}
    assert newer.report.totals() and Need.objects.count() == 123_788
    assert Skill.objects.filter(soft=True).count() == 57
    imported("onet", "crosswalks", "bls", now=now)
    loaded = memory.loaded()
    (chef,) = [a for a, o in loaded.everything.occupations.items() if o.labels["en"] == "chef"]
    page = queries.occupation_page(loaded, loaded.occupation_ids[chef], "en", now=now)
    assert page.graded is not None and page.graded.onet_title == "Chefs and Head Cooks"
    assert len(page.graded.skills) == 8
    assert [(each.soc, each.last_year) for each in page.outlooks] == [("35-1011", 2034)]
    assert page.hard and page.uses and any("European Commission" in credit for credit in page.credits)


def told(answer: Any) -> str:
    found = html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return " ".join(found.split())


def test_a_cook_who_wants_to_be_a_chef_reads_the_real_gap_its_soft_side_and_both_outlooks(
    now: datetime, client: Client
) -> None:
    """ESCO, O*NET, both crosswalks and the projections, as published, on the page of a gap."""
    imported(*(f"esco/{name}" for name in ARCHIVES), "onet", "crosswalks", now=now)
    imported("bls/employment_projections_2024-34.xlsx", now=now)
    loaded = memory.loaded()
    named = {one.labels["en"]: address for address, one in loaded.everything.occupations.items()}
    cook = house.person("Marek Sobol")
    client.force_login(cook, backend="django.contrib.auth.backends.ModelBackend")
    careers.have_occupation(actor=cook, address=named["cook"], now=now)
    offered = from_occupation(loaded.everything, named["cook"], now)
    careers.declare_all(actor=cook, skills=[one.skill for one in offered], levels={}, now=now)
    careers.aim_at_occupation(actor=cook, address=named["chef"], now=now)
    page = told(client.get("/plan"))
    assert "As for Chefs and Head Cooks (35-1011.00)" in page
    assert re.search(r"Coordination \d\.\d", page)
    assert "wanted: " in page and "now: " in page
    assert page.count("US, 2024–2034") >= 2
    for credit in (
        "Employment Projections, U.S. Bureau of Labor Statistics.",
        "This service uses the ESCO classification of the European Commission.",
        "O*NET is a trademark of USDOL/ETA. Microcred has modified the information",
        "Crosswalk of ESCO and O*NET occupations by Nesta",
    ):
        assert credit in page, credit
    assert "(filed beside it, in the same group) · declared · counts" in page
    unreached = next(
        address
        for address in loaded.occupation_ids
        if address.startswith("http://data.europa.eu/")
        and not memory.crosswalks()["ESCO to O*NET"].targets(address)
    )
    careers.aim_at_occupation(actor=cook, address=unreached, now=now)
    assert "No graded soft profile" in told(client.get("/plan"))
    closest = told(client.get("/plan/closest"))
    assert "grill cook" in closest or "fish cook" in closest
    assert "This service uses the ESCO classification" in closest


def test_packages_and_descriptors_are_stored_with_their_names(now: datetime) -> None:
    packages = imported("frameworks/case", now=now)
    assert {part.name for part in packages if part.stored} >= {"SmartLevel Test", "Test Markdown Framework"}
    schema = next(part for part in packages if part.kind == "unused")
    assert "case-v1p0-cfpackage-schema.json" in schema.name and not schema.stored
    parts = imported("frameworks/osmt", now=now, name="OSMT", credit="Open Skills, Apache-2.0.")
    assert all(part.stored and part.counts["skills"] for part in parts)
