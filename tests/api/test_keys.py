from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.api.site import ALL, College, Program

from microcred.platform.gateways import queries, services
from microcred.platform.gateways.errors import ApiKeyRefused, ApiKeyUnknown
from microcred.platform.gateways.models import ApiKey
from microcred.platform.institutions import services as institutions
from microcred.platform.institutions.access import NotAllowed, NotFound, by_public_id


def test_a_program_with_a_key_sees_its_institution(alder: College) -> None:
    answer = alder.program().get("/institution")
    assert answer.status_code == 200
    assert answer.data["id"] == alder.public_id
    assert answer.data["name"] == "Alder College"
    assert answer.data["did"].startswith("did:web:")


@pytest.mark.parametrize(
    "key",
    ["", "nonsense", "mck_aaaaaaaaaaaaaaaaaaaaaa_" + "b" * 43],
    ids=["none", "nonsense", "unknown"],
)
def test_without_a_key_that_opens_nothing_is_told(alder: College, key: str) -> None:
    answer = Program(key).get("/institution")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer.data["code"] == ("api.key-invalid" if key else "api.key-missing")
    assert "Alder" not in answer.content.decode()


def test_a_secret_that_is_almost_right_opens_nothing(alder: College) -> None:
    key = alder.key()
    other = key[:-1] + ("A" if key[-1] != "A" else "B")
    assert Program(key).get("/institution").status_code == 200
    assert Program(other).get("/institution").status_code == 401


def test_only_the_hash_of_a_secret_is_stored(alder: College) -> None:
    secret = alder.key()[-43:]  # the secret itself may hold an underscore
    row = ApiKey.objects.get()
    assert secret not in str(vars(row))


def test_a_withdrawn_key_opens_nothing(alder: College) -> None:
    key = alder.key()
    row = ApiKey.objects.get()
    services.withdraw_key(
        actor=alder.owner, institution=alder.public_id, key=row.public_id, now=datetime.now(UTC)
    )
    assert Program(key).get("/institution").status_code == 401
    (shown,) = queries.api_keys(alder.owner, alder.public_id, datetime.now(UTC))
    assert shown.state == "withdrawn"


def test_a_key_ends_with_its_time(alder: College) -> None:
    key = alder.key()
    ApiKey.objects.update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    assert Program(key).get("/institution").status_code == 401
    (shown,) = queries.api_keys(alder.owner, alder.public_id, datetime.now(UTC))
    assert shown.state == "expired"


def test_a_key_ends_when_its_person_leaves(alder: College) -> None:
    admin = alder.somebody("admin")
    key = alder.key(admin)
    assert Program(key).get("/institution").status_code == 200
    institutions.remove_member(
        actor=alder.owner, institution=alder.public_id, account_id=admin.pk, now=datetime.now(UTC)
    )
    assert Program(key).get("/institution").status_code == 401


def test_a_key_does_no_more_than_its_person_may_now(alder: College) -> None:
    admin = alder.somebody("admin")
    key = alder.key(admin)
    assert Program(key).get("/keys").status_code == 200
    institutions.change_roles(
        actor=alder.owner,
        institution=alder.public_id,
        account_id=admin.pk,
        roles=["viewer"],
        now=datetime.now(UTC),
    )
    answer = Program(key).get("/keys")
    assert (answer.status_code, answer.data["code"]) == (403, "access.not-allowed")


def test_a_key_does_only_what_it_was_made_for(alder: College) -> None:
    program = alder.program(scopes=("institution:read",))
    assert program.get("/keys").status_code == 200
    answer = program.post("/keys", {})
    assert (answer.status_code, answer.data["code"]) == (403, "api.scope-not-allowed")
    assert answer.data["detail"] == "keys:rotate"


def test_the_last_use_is_kept(alder: College) -> None:
    key = alder.key()
    assert ApiKey.objects.get().last_used_at is None
    Program(key).get("/institution")
    assert ApiKey.objects.get().last_used_at is not None


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"scopes": ()}, "scopes"),
        ({"scopes": ("everything",)}, "scopes"),
        ({"days": 0}, "expires_at"),
        ({"days": 400}, "expires_at"),
    ],
)
def test_a_key_needs_a_name_a_purpose_and_an_end(
    alder: College, changes: dict[str, object], named: str, now: datetime
) -> None:
    given = {"name": "A program", "scopes": ALL, "days": 30, **changes}
    with pytest.raises(ApiKeyRefused) as refused:
        services.make_key(
            actor=alder.owner,
            institution=alder.public_id,
            name=str(given["name"]),
            scopes=given["scopes"],  # type: ignore[arg-type]
            expires_at=now + timedelta(days=int(str(given["days"]))),
            now=now,
        )
    assert refused.value.detail == named


def test_keys_are_made_and_seen_by_owners_and_administrators_only(
    alder: College, birch: College, now: datetime
) -> None:
    author = alder.somebody("author")
    for who, refusal in ((author, NotAllowed), (birch.owner, NotFound)):
        with pytest.raises(refusal):
            queries.api_keys(who, alder.public_id, now)
        with pytest.raises(refusal):
            services.make_key(
                actor=who,
                institution=alder.public_id,
                name="A program",
                scopes=ALL,
                expires_at=now + timedelta(days=1),
                now=now,
            )
    birch.key()
    with pytest.raises(ApiKeyUnknown):
        services.withdraw_key(
            actor=alder.owner,
            institution=alder.public_id,
            key=ApiKey.objects.get().public_id,
            now=now,
        )


def test_a_key_of_one_institution_does_not_open_another_of_its_person(alder: College, birch: College) -> None:
    institutions.add_member(
        actor=None,
        institution=by_public_id(birch.public_id),
        account=alder.owner,
        roles=["owner"],
        now=datetime.now(UTC),
    )
    assert alder.program().get("/institution").data["id"] == alder.public_id


def test_rotating_makes_the_next_key_and_keeps_the_one_before(alder: College) -> None:
    program = alder.program()
    answer = program.post("/keys", {})
    assert (answer.status_code, answer.data["state"]) == (201, "coming")
    assert [one["state"] for one in program.get("/keys").data["items"]] == ["coming", "active"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"kind": "DSA"}, 422, "api.invalid"),
        ({"surprise": 1}, 422, "api.invalid"),
        (b"{", 400, "api.unreadable"),
        (b'{"kind": NaN}', 400, "api.unreadable"),
        (b"[" * 5000, 400, "api.unreadable"),
        (b" " * 1_000_001, 413, "api.too-large"),
    ],
    ids=["kind", "unknown field", "cut off", "not json", "deep", "large"],
)
def test_what_cannot_be_read_is_refused_with_its_code(
    alder: College, body: object, status: int, code: str
) -> None:
    answer = alder.program().send("POST", "/keys", body, content_type="application/json")
    assert (answer.status_code, answer.data["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.data["type"].endswith(f"/api/v1/problems/{code}")


def test_too_many_requests_are_told_when_to_come_again(alder: College, settings: object) -> None:
    settings.API_PER_MINUTE = 2  # type: ignore[attr-defined]
    program = alder.program()
    assert [program.get("/institution").status_code for _ in range(3)] == [200, 200, 429]
    answer = program.get("/institution")
    assert answer["Retry-After"] == "60"
    assert answer.data["code"] == "account.limit"


def test_guessing_at_keys_is_slowed_down(alder: College) -> None:
    answers = [Program("mck_guess").get("/institution").status_code for _ in range(32)]
    assert answers[0] == 401
    assert answers[-1] == 429
