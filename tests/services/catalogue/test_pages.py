from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from tests import house

from microcred.platform.catalogue import queries
from microcred.platform.frameworks import memory
from microcred.platform.frameworks import services as frameworks

pytestmark = pytest.mark.django_db
BASE = {"name": "Welding", "language": "en", "kind": "hard", "ground": "petrol", "pattern": "waves"}


@pytest.fixture
def author(client: Client, now: datetime) -> tuple[Any, str]:
    frameworks.load_own_framework(now=now)
    owner = house.person("Ida Storm")
    client.force_login(owner)
    return owner, house.institution(owner)


def found(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('name="pick" value="')[1:]]


def test_an_author_searches_a_skill_chooses_it_with_a_level_and_saves(
    client: Client, author: tuple[Any, str]
) -> None:
    owner, at = author
    url = f"/o/{at}/micro-credentials/new"
    page = client.post(url, {**BASE, "skills": "search", "q": "weld"}).content.decode()
    assert 'value="Welding"' in page
    first = found(page)[0]
    page = client.post(url, {**BASE, "skills": "add", "pick": [first, "http://invented.example/1"]})
    rows = page.context["form"].skill_rows
    assert [row["address"].value() for row in rows] == [first]
    label = rows[0]["label"].value()
    chosen = {"skill-0": label, "skill-0-address": first, "skill-0-level": "4"}
    own = client.post(url, {**BASE, **chosen, "skills": "own", "q": "sharpen a chisel"})
    assert [row["label"].value() for row in own.context["form"].skill_rows] == [label, "sharpen a chisel"]
    less = client.post(url, {**BASE, **chosen, "skill-1": "sharpen a chisel", "skills": "remove-1"})
    assert [row["level"].value() for row in less.context["form"].skill_rows] == ["4"]
    saved = client.post(url, {**BASE, **chosen, "skill-1": "sharpen a chisel", "skill-1-address": ""})
    assert saved.status_code == 302
    [version] = queries.achievement(owner, saved["Location"].rstrip("/").split("/")[-1])
    one, two = version.content.skills
    assert (one.label, one.address, one.level) == (label, first, 4)
    assert one.framework == memory.loaded().owner[first]
    assert (two.label, two.address, two.framework) == ("sharpen a chisel", "", "")


def test_suggestions_come_from_the_description_and_nothing_is_chosen_by_itself(
    client: Client, author: tuple[Any, str]
) -> None:
    _, at = author
    url = f"/o/{at}/micro-credentials/new"
    text = "You weld steel pipes, negotiate with suppliers and lead a small team in the workshop."
    page = client.post(url, {**BASE, "description": text, "skills": "suggest"})
    assert found(page.content.decode())
    assert page.context["form"].skill_rows == []
    assert text in page.content.decode()
    empty = client.post(url, {**BASE, "skills": "suggest"})
    assert empty.status_code == 200
    assert empty.context["choosing"].said


def test_enter_in_the_search_box_searches_and_elsewhere_saves(
    client: Client, author: tuple[Any, str]
) -> None:
    _, at = author
    url = f"/o/{at}/micro-credentials/new"
    assert found(client.post(url, {**BASE, "skills": "enter", "q": "weld"}).content.decode())
    assert client.post(url, {**BASE, "skills": "enter", "q": ""}).status_code == 302
