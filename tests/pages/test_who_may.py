"""Who may open each address of the site, and who may send to it: no address is left out."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from tests.pages import addresses
from tests.pages.addresses import OF_AN_INSTITUTION
from tests.pages.world import ROLES, World, build, signed_in

from microcred.platform.gateways.api.document import operations

pytestmark = pytest.mark.django_db
GONE = (403, 404, 410)
BESIDE = ("django_session", '"institutions_refusedread"', '"journal_entry"', '"journal_mention"')
EVERY = {name: parameters for name, _route, parameters in addresses.every()}


@pytest.fixture
def world() -> World:
    return build()


def path(name: str, world: World, **changed: str | int) -> str:
    return addresses.address(name, EVERY[name], {**world.ids, **changed})


def asks_to_sign_in(answer: Any) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")


def sent(client: Client, address: str, data: dict[str, str]) -> tuple[Any, list[str]]:
    """The answer, and what it changed in the database beside the session and the word on a refusal."""
    changed: list[str] = []

    def noted(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        done = execute(sql, params, many, context)
        writes = sql.startswith(("INSERT", "UPDATE", "DELETE")) and not any(one in sql for one in BESIDE)
        if writes and context["cursor"].rowcount:
            changed.append(sql)
        return done

    with connection.execute_wrapper(noted):
        answer = client.post(address, data)
    return answer, changed


def form(name: str, world: World) -> dict[str, str]:
    return {key: value.format(**world.ids) for key, value in OF_AN_INSTITUTION[name].sent.items()}


def test_every_address_is_in_exactly_one_class() -> None:
    listed = Counter(name for names in addresses.CLASSES.values() for name in names)
    assert set(EVERY) == set(listed)
    assert {name: times for name, times in listed.items() if times > 1} == {}


def test_what_is_of_an_institution_says_so_in_its_address() -> None:
    routes = {name: route for name, route, _parameters in addresses.every()}
    guarded = {name for name, route in routes.items() if route.startswith("o/<str:institution>")}
    assert guarded == set(OF_AN_INSTITUTION)


def test_visitors_are_sent_to_sign_in(world: World) -> None:
    visitor, wrong = signed_in(None), []
    for name in [*OF_AN_INSTITUTION, *addresses.OWN, *addresses.OPERATOR]:
        for method in (visitor.get, visitor.post):
            answer = method(path(name, world))
            if not asks_to_sign_in(answer):
                wrong.append((name, answer.status_code))
    assert not wrong, "\n".join(map(str, wrong))


def test_strangers_and_members_elsewhere_find_nothing(world: World) -> None:
    wrong = []
    for person in (world.another, world.head_elsewhere, world.operator):
        client = signed_in(person)
        for name in OF_AN_INSTITUTION:
            answer = client.get(path(name, world))
            if answer.status_code not in (*GONE, 405):
                wrong.append((str(person), name, answer.status_code))
    assert not wrong, "\n".join(map(str, wrong))


def test_strangers_and_members_elsewhere_change_nothing(world: World) -> None:
    wrong = []
    for person in (world.head_elsewhere, world.operator):
        client = signed_in(person)
        for name, at in OF_AN_INSTITUTION.items():
            if at.sends:
                answer, changed = sent(client, path(name, world), form(name, world))
                if changed or answer.status_code not in (*GONE, 302):
                    wrong.append((str(person), name, answer.status_code, changed))
    assert not wrong, "\n".join(map(str, wrong))


def test_what_is_another_institutions_is_not_found_at_ones_own(world: World) -> None:
    client, wrong = signed_in(world.head_elsewhere), []
    for name in OF_AN_INSTITUTION:
        if EVERY[name] == ["institution"] or name == "network:agreement":
            continue
        address = path(name, world, institution=world.elsewhere)
        answer = client.get(address)
        posted, written = sent(client, address, form(name, world))
        if answer.status_code not in (*GONE, 405) or written or posted.status_code == 200:
            wrong.append((name, answer.status_code, posted.status_code, written))
    assert not wrong, "\n".join(map(str, wrong))


def test_each_role_opens_what_the_table_of_the_app_says(world: World) -> None:
    wrong = []
    for role in ROLES:
        client = signed_in(world.members[role])
        for name, at in OF_AN_INSTITUTION.items():
            if not at.opens and role != "owner":
                continue
            answer = client.get(path(name, world))
            if not at.opens:
                fine = answer.status_code == 405
            elif role in at.opens:
                fine = answer.status_code in (200, 302) and not asks_to_sign_in(answer)
            else:
                fine = answer.status_code == 403
            if not fine:
                wrong.append((role, name, answer.status_code))
    assert not wrong, "\n".join(map(str, wrong))


def test_a_role_without_the_right_changes_nothing(world: World) -> None:
    wrong = []
    for role in ROLES:
        client = signed_in(world.members[role])
        for name, at in OF_AN_INSTITUTION.items():
            if not at.sends or role in at.sends:
                continue
            answer, written = sent(client, path(name, world), form(name, world))
            if written or answer.status_code >= 500:
                wrong.append((role, name, answer.status_code, written))
    assert not wrong, "\n".join(map(str, wrong))


def test_what_is_somebodys_own_is_nobody_elses(world: World) -> None:
    client, wrong = signed_in(world.another), []
    own = [str(world.ids[key]) for key in ("award", "work", "case", "enrolment", "plan", "run", "collection")]
    for name in addresses.OWN:
        answer = client.get(path(name, world))
        body = b"".join(answer) if answer.streaming else answer.content
        told = [one for one in own if one not in path(name, world)]
        shown = [one for one in (*told, world.learner.name, world.learner.email) if one.encode() in body]
        if shown or answer.status_code >= 500:
            wrong.append((name, answer.status_code, shown))
        if addresses.names_somebodys(name, EVERY[name]):
            posted, written = sent(client, path(name, world), {})
            if (
                answer.status_code not in (*GONE, 302, 405)
                or posted.status_code not in (*GONE, 302, 405)
                or written
            ):
                wrong.append((name, answer.status_code, posted.status_code, written))
    assert not wrong, "\n".join(map(str, wrong))


def test_a_run_of_the_desk_is_its_readers(world: World) -> None:
    for name in addresses.KEPT:
        for person in (None, world.another, world.members["owner"]):
            client = signed_in(person)
            answer, (posted, written) = client.get(path(name, world)), sent(client, path(name, world), {})
            assert answer.status_code in (404, 405), name
            assert posted.status_code in (404, 405), name
            assert written == [], name
    assert signed_in(world.learner).get(path("verifier:run", world)).status_code == 200


def test_operators_pages_are_theirs_alone(world: World) -> None:
    for name in addresses.OPERATOR:
        for person in (world.members["owner"], world.another):
            client = signed_in(person)
            answer, (posted, written) = client.get(path(name, world)), sent(client, path(name, world), {})
            assert answer.status_code in (*GONE, 405), name
            assert posted.status_code in (*GONE, 405), name
            assert written == [], name
        assert signed_in(world.operator).get(path(name, world)).status_code in (200, 405), name


def test_demo_pages_are_only_in_a_demo(world: World) -> None:
    for name in addresses.DEMO:
        for person in (None, world.members["owner"], world.operator):
            client = signed_in(person)
            address = path(name, world, account_id=world.learner.pk)
            assert client.get(address).status_code == 404, name
            assert client.post(address).status_code in (404, 405), name


def test_public_pages_show_visitors_nothing_of_a_private_credential(world: World) -> None:
    wrong = []
    for client in (signed_in(None), signed_in(world.another)):
        for name in addresses.PUBLIC:
            if name.startswith(("portfolio:shown", "gateways:api-1")):
                continue
            answer = client.get(path(name, world))
            body = answer.content
            if asks_to_sign_in(answer) or answer.status_code >= 500 or world.learner.name.encode() in body:
                wrong.append((name, answer.status_code))
    assert not wrong, "\n".join(map(str, wrong))


def test_a_signed_in_person_without_a_key_calls_nothing_of_the_api(world: World) -> None:
    client, guarded = signed_in(world.members["owner"]), [one for one in operations() if one[2]["x-scope"]]
    assert len(guarded) > 30
    for method, route, said in guarded:
        filled = route.replace("{", "").replace("}", "")
        answer = client.generic(method, filled, b"{}", content_type="application/json")
        assert answer.status_code == 401, said["operationId"]
    assert client.post("/vc-api/credentials/issue", {}, content_type="application/json").status_code in (
        401,
        404,
    )


def pages(world: World) -> list[tuple[str, str, HttpResponse]]:
    """The answer to each GET of everybody who has something to see, by who and name."""
    found = []
    people = [("owner", world.members["owner"]), ("learner", world.learner), ("operator", world.operator)]
    for who, person in people:
        client = signed_in(person)
        names = {
            "owner": list(OF_AN_INSTITUTION),
            "learner": [*addresses.OWN, *addresses.KEPT, *addresses.PUBLIC],
        }
        for name in names.get(who, addresses.OPERATOR):
            if not name.startswith("gateways:api-1"):
                found.append((who, name, client.get(path(name, world))))
    return found


SAME_FOR_ALL = [
    "institutions:did",
    "institutions:logo",
    "network:configuration",
    "network:dids",
    "network:list",
    "network:fetch",
    "network:right_document",
    "network:withdrawal",
    "network:log",
    "network:proof",
    "verifier:collector",
    "catalogue:badge",
    "awards:status-list",
    "gateways:openapi",
]
"""Documents that do not depend on who reads them: caches may keep them."""


STRICT = {
    "default-src 'none'",
    "script-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
}


def test_no_page_is_kept_for_others_and_every_page_has_the_strict_policy(world: World) -> None:
    wrong, count = [], 0
    for who, name, answer in pages(world):
        kept = answer.get("Cache-Control", "")
        if answer.status_code >= 500:
            wrong.append((who, name, str(answer.status_code)))
        if name not in SAME_FOR_ALL and "private" not in kept and "no-store" not in kept:
            wrong.append((who, name, kept))
        if answer["Content-Type"].startswith("text/html") and answer.status_code != 405:
            count += 1
            said = {one.strip() for one in answer.get("Content-Security-Policy", "").split(";")}
            framed = {"frame-ancestors 'none'"} if name == "awards:embed" else set()
            if STRICT - framed - said or "unsafe" in str(said):
                wrong.append((who, name, str(said)))
    assert not wrong, "\n".join(map(str, wrong))
    assert count > 150
