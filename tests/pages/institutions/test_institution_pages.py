from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import timezone
from PIL import Image

from microcred.platform.accounts import services as accounts
from microcred.platform.accounts.models import Account
from microcred.platform.institutions import access, queries, services
from microcred.platform.institutions.acting import KEY, acting, layout_parts
from microcred.platform.institutions.models import Institution, Invitation, SigningKey
from microcred.platform.institutions.profile import Profile
from microcred.platform.institutions.roles import SENTENCES, Role
from microcred.vc.dids import ControllerDocument

pytestmark = pytest.mark.django_db
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
As = Callable[..., Client]


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def owner(now: datetime) -> Account:
    return accounts.create(email="olga@alder.example", name="Olga Owner", now=now)


@pytest.fixture
def alder(owner: Account, now: datetime) -> Institution:
    profile = Profile("Alder <College>", country="IE", colour="#2E5E4E", website="https://alder.example")
    public_id = services.create(actor=owner, profile=profile, owner=owner, now=now)
    return Institution.objects.get(public_id=public_id)


@pytest.fixture
def acting_as(alder: Institution, now: datetime) -> As:
    """A client signed in as somebody with some roles at Alder; with none, as a stranger."""

    def sign_in(*roles: str) -> Client:
        name = "-".join(roles) or "stranger"
        made = accounts.create(email=f"{name}@example.org", name=name, now=now)
        if roles:
            services.add_member(actor=None, institution=alder, account=made, roles=roles, now=now)
        client = Client()
        client.force_login(made, backend=MODEL_BACKEND)
        return client

    return sign_in


@pytest.fixture
def officer(alder: Institution, owner: Account) -> Client:
    client = Client()
    client.force_login(owner, backend=MODEL_BACKEND)
    return client


def settings_of(alder: Institution, page: str) -> str:
    return f"/o/{alder.public_id}/settings/{page}"


PROFILE = {
    "name": "Alder College of Arts",
    "kind": "university",
    "colour": "#31587a",
    "country": "IE",
    "signatory_1": "Ida Storm",
    "office_1": "Rector",
    "signatory_3": "Nour Haddad",
}


def test_everybody_sees_who_an_institution_is(client: Client, alder: Institution) -> None:
    answer = client.get(f"/i/{alder.public_id}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Alder &lt;College&gt;" in page
    assert alder.did in page
    assert "noindex" not in page
    assert "olga" not in page.lower()
    assert client.get("/i/nothing").status_code == 404


def test_what_is_offered_stands_on_the_page(client: Client, alder: Institution, settings: Any) -> None:
    settings.INSTITUTION_OFFERS = f"{__name__}.offers"
    assert f'href="/m/{alder.pk}"' in client.get(f"/i/{alder.public_id}").content.decode()


def offers(institution_id: int) -> list[tuple[str, str]]:
    return [("Presenting", f"/m/{institution_id}")]


def test_the_served_document_is_one_that_verifiers_read(
    client: Client, alder: Institution, owner: Account, now: datetime
) -> None:
    services.rotate_key(actor=owner, institution=alder.public_id, kind="RSA", now=now)
    services.rotate_key(actor=owner, institution=alder.public_id, kind="P-256", now=now)
    answer = client.get(f"/i/{alder.public_id}/did.json")
    assert answer["Content-Type"] == "application/did+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    body = json.loads(answer.content)
    read = ControllerDocument.parse(body, alder.did)
    assert {key.kind for key in read.keys().values()} == {"Ed25519", "P-256", "RSA"}
    assert body == queries.controller_document(alder.did)
    assert not any(word in answer.content for word in (b"secret", b'"d"', b"private"))


def test_the_document_is_sent_again_only_when_it_changed(
    client: Client, alder: Institution, owner: Account, now: datetime
) -> None:
    address = f"/i/{alder.public_id}/did.json"
    first = client.get(address)
    assert "max-age=300" in first["Cache-Control"]
    for known in (first["ETag"], f"W/{first['ETag']}", f'"x", {first["ETag"]}'):
        again = client.get(address, headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
    services.rotate_key(actor=owner, institution=alder.public_id, now=now)
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]
    assert client.get("/i/nothing/did.json").status_code == 404
    assert client.post(address).status_code == 405


PAGES = {
    "profile": {"owner", "admin"},
    "members": {"owner", "admin"},
    "review": {"owner", "admin"},
    "keys": {"owner", "admin"},
    "": {role.value for role in Role},
}


@pytest.mark.parametrize("page", PAGES)
def test_each_role_opens_the_pages_of_the_table(page: str, alder: Institution, acting_as: As) -> None:
    address = settings_of(alder, page).rstrip("/")
    for role in Role:
        expected = 200 if role.value in PAGES[page] else 403
        assert acting_as(role.value).get(address).status_code == expected, role
    assert acting_as().get(address).status_code == 404
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_a_stranger_gets_the_same_answer_as_for_what_is_not_there(alder: Institution, acting_as: As) -> None:
    stranger = acting_as()
    for path in ("", "/settings", "/settings/keys", "/leave"):
        there = stranger.get(f"/o/{alder.public_id}{path}").content.decode()
        elsewhere = stranger.get(f"/o/{'x' * 22}{path}").content.decode()
        neutral = [text.replace(alder.public_id, "ID").replace("x" * 22, "ID") for text in (there, elsewhere)]
        assert neutral[0] == neutral[1]
        assert "Alder" not in there


def test_changes_ask_for_a_post_with_its_token(alder: Institution, owner: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner, backend=MODEL_BACKEND)
    assert client.post(settings_of(alder, "profile"), PROFILE).status_code == 403
    assert client.get(settings_of(alder, "keys/rotate")).status_code == 405


def test_the_profile_is_changed_on_the_page(officer: Client, alder: Institution) -> None:
    assert officer.post(settings_of(alder, "profile"), PROFILE).status_code == 302
    found = queries.issuer(alder.pk)
    assert (found.name, found.colour) == ("Alder College of Arts", "#31587A")
    assert [one.name for one in found.signatories] == ["Ida Storm", "Nour Haddad"]
    page = officer.get(settings_of(alder, "profile")).content.decode()
    assert 'value="Nour Haddad"' in page


def test_a_wrong_entry_is_named_beside_its_field(officer: Client, alder: Institution) -> None:
    page = officer.post(settings_of(alder, "profile"), PROFILE | {"website": "javascript:x"}).content.decode()
    assert 'href="#id_website"' in page
    assert queries.issuer(alder.pk).name == "Alder <College>"


def test_a_logo_is_taken_shown_and_taken_away(officer: Client, alder: Institution) -> None:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    address = settings_of(alder, "logo")
    wrong = officer.post(address, {"picture": BytesIO(b"GIF89a and more")})
    assert 'href="#id_picture"' in wrong.content.decode()
    out.seek(0)
    assert officer.post(address, {"picture": out}).status_code == 302
    shown = Client().get(f"/i/{alder.public_id}/logo")
    assert (shown["Content-Type"], shown.content) == ("image/png", out.getvalue())
    assert officer.post(address, {"remove": "1"}).status_code == 302
    assert Client().get(f"/i/{alder.public_id}/logo").status_code == 404


def test_review_is_set_on_the_page(officer: Client, alder: Institution) -> None:
    officer.post(settings_of(alder, "review"), {"before_publishing": "on", "batches_over": "200"})
    alder.refresh_from_db()
    assert (alder.review_before_publishing, alder.review_batches_over) == (True, 200)
    officer.post(settings_of(alder, "review"), {"batches_over": ""})
    alder.refresh_from_db()
    assert (alder.review_before_publishing, alder.review_batches_over) == (False, None)


def test_each_role_stands_with_its_sentence_where_it_is_given(officer: Client, alder: Institution) -> None:
    page = officer.get(settings_of(alder, "members")).content.decode()
    for sentence in SENTENCES.values():
        assert str(sentence) in page


def test_somebody_is_invited_and_joins(officer: Client, alder: Institution, acting_as: As) -> None:
    asked = {"email": "stranger@example.org", "roles": ["awarder"]}
    assert officer.post(settings_of(alder, "members"), asked).status_code == 302
    token = Invitation.objects.get().token
    assert Client().get(f"/invitation/{token}").status_code == 302
    stranger = acting_as()
    page = stranger.get(f"/invitation/{token}").content.decode()
    assert "Alder &lt;College&gt;" in page
    assert str(SENTENCES[Role.AWARDER]) in page
    answer = stranger.post(f"/invitation/{token}", follow=True)
    assert "Acting for" in answer.content.decode() or answer.status_code == 200
    assert stranger.get(f"/o/{alder.public_id}/settings").status_code == 200
    assert stranger.get(f"/invitation/{token}").status_code != 200


def test_an_invitation_for_another_says_which_address_it_was(
    officer: Client, alder: Institution, acting_as: As
) -> None:
    officer.post(settings_of(alder, "members"), {"email": "friend@example.org", "roles": ["awarder"]})
    answer = acting_as().post(f"/invitation/{Invitation.objects.get().token}")
    assert answer.status_code == 403
    assert "friend@example.org" in answer.content.decode()


def test_an_administrator_cannot_make_an_owner_on_the_page(alder: Institution, acting_as: As) -> None:
    asked = {"email": "x@example.org", "roles": ["owner"]}
    answer = acting_as("admin").post(settings_of(alder, "members"), asked)
    assert answer.status_code == 200
    assert 'href="#id_roles"' in answer.content.decode()
    assert not Invitation.objects.exists()


def test_roles_are_changed_and_people_removed_on_the_page(
    officer: Client, alder: Institution, owner: Account, now: datetime
) -> None:
    other = accounts.create(email="other@example.org", name="Other", now=now)
    services.add_member(actor=None, institution=alder, account=other, roles=["viewer"], now=now)
    address = settings_of(alder, f"members/{other.pk}")
    assert officer.post(address, {"roles": ["author", "reviewer"]}).status_code == 302
    assert access.roles(other, alder) == {"author", "reviewer"}
    assert officer.post(f"{address}/remove").status_code == 302
    assert access.roles(other, alder) == frozenset()
    assert officer.get(address).status_code == 404
    answer = officer.post(settings_of(alder, f"members/{owner.pk}"), {"roles": ["admin"]})
    assert 'href="#id_roles"' in answer.content.decode()
    assert access.roles(owner, alder) == {"owner"}


def test_an_invitation_is_withdrawn_on_the_page(officer: Client, alder: Institution) -> None:
    officer.post(settings_of(alder, "members"), {"email": "x@example.org", "roles": ["viewer"]})
    public_id = Invitation.objects.get().public_id
    assert officer.post(settings_of(alder, f"invitations/{public_id}")).status_code == 302
    assert not Invitation.objects.exists()


def test_a_key_is_rotated_and_its_history_shown(officer: Client, alder: Institution) -> None:
    assert officer.post(settings_of(alder, "keys/rotate"), {"kind": "P-256"}).status_code == 302
    page = officer.get(settings_of(alder, "keys")).content.decode()
    for word in ("Signs soon", "Signs now", "P-256", "Ed25519"):
        assert word in page


def test_a_leaked_key_is_declared_on_the_page(officer: Client, alder: Institution) -> None:
    key = SigningKey.objects.get()
    address = settings_of(alder, f"keys/{key.public_id}/compromised")
    assert key.valid_from.strftime("%Y-%m-%dT%H:%M") in officer.get(address).content.decode()
    late = officer.post(address, {"since": "2999-01-01T00:00:00"})
    assert 'href="#id_since"' in late.content.decode()
    assert officer.post(address, {"since": "2026-05-20T12:00:00"}).status_code == 302
    key.refresh_from_db()
    assert key.compromised_from is not None
    page = officer.get(settings_of(alder, "keys")).content.decode()
    assert "Compromised" in page
    assert services.signer(alder, timezone.now()).verification_method != key.verification_method


def test_an_administrator_sees_keys_without_the_means_to_change_them(
    alder: Institution, acting_as: As
) -> None:
    admin = acting_as("admin")
    page = admin.get(settings_of(alder, "keys")).content.decode()
    assert "keys/rotate" not in page
    assert "compromised" not in page
    assert admin.post(settings_of(alder, "keys/rotate"), {"kind": "P-256"}).status_code == 403
    key = SigningKey.objects.get().public_id
    assert admin.get(settings_of(alder, f"keys/{key}/compromised")).status_code == 403
    assert SigningKey.objects.count() == 1


def test_one_leaves_after_being_asked(alder: Institution, acting_as: As) -> None:
    client = acting_as("viewer")
    assert client.get(f"/o/{alder.public_id}/leave").status_code == 200
    assert client.get(f"/o/{alder.public_id}/settings").status_code == 200
    assert client.post(f"/o/{alder.public_id}/leave").status_code == 302
    assert client.get(f"/o/{alder.public_id}/settings").status_code == 404


def test_only_operators_found_institutions(officer: Client, owner: Account) -> None:
    assert officer.get("/o/new").status_code == 403
    owner.is_staff = True
    owner.save()
    assert officer.get("/o/new").status_code == 200
    assert officer.post("/o/new", PROFILE).status_code == 302
    assert [row.name for row in queries.memberships(owner)] == ["Alder <College>", "Alder College of Arts"]


def request_to(path: str, account: Account, session: dict[str, str]) -> Any:
    request: Any = RequestFactory().get(path)
    request.user, request.session, request.resolver_match = account, session, resolve(path)
    return request


def test_one_acts_for_one_institution_and_switches(
    officer: Client, alder: Institution, owner: Account, now: datetime
) -> None:
    birch = services.create(actor=owner, profile=Profile("Birch"), owner=owner, now=now)
    remembered: dict[str, str] = {}
    found = acting(request_to("/account", owner, remembered))
    assert found is not None
    assert found.institution.name == "Alder <College>"
    assert [one.name for one in found.others] == ["Birch"]
    found = acting(request_to(f"/o/{birch}/settings", owner, remembered))
    assert found is not None
    assert found.institution.name == "Birch"
    parts = layout_parts(request_to("/account", owner, remembered))  # the page before is remembered
    assert parts["acting_for"] == "Birch"
    assert parts["acting_as"] == "Owner: May do everything, give every role and take it, and change the keys."
    assert [one.url for one in parts["acting_choices"]] == [f"/o/{alder.public_id}"]
    officer.get(f"/o/{alder.public_id}")
    assert officer.session[KEY] == alder.public_id


def test_nobody_acts_for_an_institution_that_is_not_theirs(alder: Institution, now: datetime) -> None:
    other = accounts.create(email="other@example.org", name="Other", now=now)
    remembered = {KEY: alder.public_id}
    assert acting(request_to(f"/o/{alder.public_id}/settings", other, remembered)) is None
    services.create(actor=other, profile=Profile("Birch"), owner=other, now=now)
    found = acting(request_to(f"/o/{alder.public_id}/settings", other, remembered))
    assert found is not None
    assert found.institution.name == "Birch"


def test_several_roles_are_named(alder: Institution, owner: Account, now: datetime) -> None:
    services.change_roles(
        actor=owner, institution=alder.public_id, account_id=owner.pk, roles=["author", "owner"], now=now
    )
    parts = layout_parts(request_to("/account", owner, {}))
    assert parts["acting_as"] == "Owner, Author"


def test_a_persons_institutions_are_listed(officer: Client, alder: Institution, acting_as: As) -> None:
    assert f"/o/{alder.public_id}" in officer.get("/o").content.decode()
    assert f"/o/{alder.public_id}" not in acting_as().get("/o").content.decode()


@pytest.mark.parametrize("page", ["profile", "members", "review", "keys"])
def test_nothing_stands_inline_that_a_strict_policy_forbids(
    officer: Client, alder: Institution, page: str
) -> None:
    html = officer.get(settings_of(alder, page)).content.decode()
    assert " style=" not in html
    assert " onclick=" not in html
    assert html.count('class="filled"') + html.count("button filled") == 1
