from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from tests.services.institutions.conftest import Person

from microcred.platform.accounts.models import Account
from microcred.platform.institutions import queries, services
from microcred.platform.institutions.errors import (
    DateRefused,
    KeyKindRefused,
    KeyMissing,
    KeyStoreLocked,
    KeyUnknown,
    NotAllowed,
)
from microcred.platform.institutions.keystore import DatabaseKeys
from microcred.platform.institutions.models import Institution, SealedKey, SigningKey
from microcred.platform.institutions.profile import Profile
from microcred.platform.institutions.sealing import Seal
from microcred.platform.institutions.services.keys import LEAD
from microcred.platform.journal.models import Entry
from microcred.vc.dids import ControllerDocument, KeyRevoked, web_document_url
from microcred.vc.keys import PrivateKey, PublicKey

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
DATA = b"what is signed"


def document(alder: Institution) -> ControllerDocument:
    found = queries.controller_document(alder.did)
    assert found is not None
    return ControllerDocument.parse(found, alder.did)


def test_the_identifier_leads_to_the_page_of_the_document(alder: Institution) -> None:
    assert alder.did == f"did:web:127.0.0.1%3A8000:i:{alder.public_id}"
    url = web_document_url(alder.did, scheme="http")
    assert url == f"{queries.institution_address(alder.public_id)}/did.json"
    assert queries.controller_document("did:web:elsewhere.example") is None


@pytest.mark.parametrize("kind", ["Ed25519", "P-256", "P-384"])
def test_a_new_institution_signs_at_once_and_its_document_checks_it(
    owner: Account, now: datetime, kind: str
) -> None:
    at = services.create(actor=owner, profile=Profile("Birch"), owner=owner, now=now, kind=kind)
    birch = Institution.objects.get(public_id=at)
    signer = services.signer(birch, now)
    assert signer.kind == kind
    found = document(birch).key_for(signer.verification_method, at=now)
    found.verify(signer.sign(DATA), DATA)
    assert found == signer.public
    assert signer.verification_method.endswith(f"#{found.multikey}")


def test_what_a_retired_key_signed_still_stands(alder: Institution, owner: Account, now: datetime) -> None:
    old = services.signer(alder, now)
    signature = old.sign(DATA)
    later = now
    for _ in range(3):
        later += timedelta(days=365)
        services.rotate_key(actor=owner, institution=alder.public_id, now=later)
    new = services.signer(alder, later + LEAD)
    assert new.verification_method != old.verification_method
    keys = document(alder)
    keys.key_for(old.verification_method, at=now).verify(signature, DATA)
    keys.key_for(old.verification_method, at=later + LEAD).verify(signature, DATA)
    assert len(keys.methods) == 4
    assert [row.state for row in queries.keys(owner, alder.public_id, later + LEAD)] == [
        "active",
        "retired",
        "retired",
        "retired",
    ]


def test_a_new_key_is_listed_before_it_signs(alder: Institution, owner: Account, now: datetime) -> None:
    old = services.signer(alder, now).verification_method
    services.rotate_key(actor=owner, institution=alder.public_id, now=now)
    listed = set(document(alder).methods)
    assert len(listed) == 2
    assert services.signer(alder, now + LEAD - SECOND).verification_method == old
    (new,) = listed - {old}
    assert services.signer(alder, now + LEAD).verification_method == new
    states = [row.state for row in queries.keys(owner, alder.public_id, now)]
    assert states == ["coming", "active"]


def test_two_rotations_in_a_row_leave_no_time_without_a_signer(
    alder: Institution, owner: Account, now: datetime
) -> None:
    for minutes in (0, 5, 10):
        services.rotate_key(actor=owner, institution=alder.public_id, now=now + timedelta(minutes=minutes))
    used = [
        services.signer(alder, now + timedelta(minutes=minute)).verification_method for minute in range(40)
    ]
    assert len(set(used)) == 4


def test_a_compromised_key_fails_from_its_date_and_not_before(
    alder: Institution, owner: Account, now: datetime
) -> None:
    old = services.signer(alder, now)
    signature = old.sign(DATA)
    since, told = now + timedelta(days=10, microseconds=700), now + timedelta(days=20)
    key = queries.keys(owner, alder.public_id, told)[0].public_id
    services.compromise_key(actor=owner, institution=alder.public_id, key=key, since=since, now=told)
    keys = document(alder)
    keys.key_for(old.verification_method, at=since - SECOND).verify(signature, DATA)
    for at in (since.replace(microsecond=0), since, told):
        with pytest.raises(KeyRevoked):
            keys.key_for(old.verification_method, at=at)
    new = services.signer(alder, told)
    assert new.verification_method != old.verification_method
    keys.key_for(new.verification_method, at=told).verify(new.sign(DATA), DATA)
    entry = Entry.objects.get(kind="institutions.KeyCompromised")
    assert old.verification_method in entry.body


def test_the_secret_of_a_compromised_or_long_retired_key_is_destroyed(
    alder: Institution, owner: Account, now: datetime
) -> None:
    at = alder.public_id
    first = queries.keys(owner, at, now)[0].public_id
    services.compromise_key(actor=owner, institution=at, key=first, since=now, now=now)
    second = queries.keys(owner, at, now)[0].public_id
    assert second != first
    assert list(SealedKey.objects.values_list("pk", flat=True)) == [second]
    with pytest.raises(KeyUnknown):
        DatabaseKeys().sign(first, DATA)
    services.rotate_key(actor=owner, institution=at, now=now)
    assert SealedKey.objects.count() == 2
    services.rotate_key(actor=owner, institution=at, now=now + timedelta(days=1))
    assert not SealedKey.objects.filter(pk=second).exists()


def test_a_key_to_come_takes_over_when_the_present_one_is_lost(
    alder: Institution, owner: Account, now: datetime
) -> None:
    at = alder.public_id
    (first,) = queries.keys(owner, at, now)
    coming = services.rotate_key(actor=owner, institution=at, now=now)
    services.compromise_key(actor=owner, institution=at, key=first.public_id, since=now, now=now + SECOND)
    row = SigningKey.objects.get(public_id=coming)
    assert services.signer(alder, now + SECOND).verification_method == row.verification_method
    assert len(queries.keys(owner, at, now)) == 2


@pytest.mark.parametrize("days", [1, 30])
def test_a_date_to_come_is_refused_and_a_date_is_never_moved_on(
    alder: Institution, owner: Account, now: datetime, days: int
) -> None:
    key = queries.keys(owner, alder.public_id, now)[0].public_id

    def declare(since: datetime) -> None:
        services.compromise_key(actor=owner, institution=alder.public_id, key=key, since=since, now=now)

    with pytest.raises(DateRefused):
        declare(now + timedelta(days=days))
    declare(now - timedelta(days=1))
    with pytest.raises(DateRefused):
        declare(now)
    declare(now - timedelta(days=1 + days))
    assert SigningKey.objects.get(public_id=key).compromised_from == now - timedelta(days=1 + days)


def test_a_key_of_another_institution_is_not_found(alder: Institution, owner: Account, now: datetime) -> None:
    birch = services.create(actor=owner, profile=Profile("Birch"), owner=owner, now=now)
    key = queries.keys(owner, birch, now)[0].public_id
    with pytest.raises(KeyUnknown):
        services.compromise_key(actor=owner, institution=alder.public_id, key=key, since=now, now=now)


def test_an_rsa_key_signs_tokens_beside_the_key_for_credentials(
    alder: Institution, owner: Account, now: datetime
) -> None:
    with pytest.raises(KeyMissing):
        services.signer(alder, now, use="tokens")
    services.rotate_key(actor=owner, institution=alder.public_id, kind="RSA", now=now)
    signer = services.signer(alder, now, use="tokens")
    assert signer.kind == "RSA"
    assert services.signer(alder, now).kind == "Ed25519"
    document(alder).key_for(signer.verification_method, at=now).verify(signer.sign(DATA), DATA)


def test_other_kinds_of_key_are_refused(alder: Institution, owner: Account, now: datetime) -> None:
    with pytest.raises(KeyKindRefused):
        services.rotate_key(actor=owner, institution=alder.public_id, kind="P-521", now=now)
    assert len(document(alder).methods) == 1


def test_an_administrator_sees_the_keys_and_changes_none(
    alder: Institution, person: Person, now: datetime
) -> None:
    admin = person("admin")
    assert len(queries.keys(admin, alder.public_id, now)) == 1
    with pytest.raises(NotAllowed):
        services.rotate_key(actor=admin, institution=alder.public_id, now=now)


def everything_stored() -> bytes:
    stored = bytearray()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    raw = isinstance(value, bytes | memoryview)
                    stored += bytes(value) if raw else str(value).encode()
    return bytes(stored)


@pytest.mark.parametrize("kind", ["Ed25519", "P-256", "P-384", "RSA"])
def test_no_secret_stands_readable_in_the_database(
    alder: Institution, owner: Account, now: datetime, settings: Any, kind: str
) -> None:
    key = services.rotate_key(actor=owner, institution=alder.public_id, kind=kind, now=now)
    row = SealedKey.objects.get(pk=key)
    secret = Seal(settings.KEY_ENCRYPTION_KEY).open(key, bytes(row.sealed))
    stored = everything_stored()
    assert bytes(row.sealed) in stored
    for form in (secret, secret.hex().encode(), settings.KEY_ENCRYPTION_KEY.encode()):
        assert form not in stored
    assert b"PRIVATE KEY" not in stored
    public = SigningKey.objects.get(public_id=key).public_key
    assert PrivateKey(kind, secret).public.multikey == public  # it was the secret that we looked for


def test_a_sealed_secret_opens_only_for_its_own_key_and_with_its_own_seal(settings: Any) -> None:
    seal = Seal(settings.KEY_ENCRYPTION_KEY)
    sealed = seal.seal("one", b"secret")
    assert seal.open("one", sealed) == b"secret"
    assert seal.seal("one", b"secret") != sealed
    for wrong in (
        lambda: seal.open("other", sealed),
        lambda: Seal("y" * 43).open("one", sealed),
        lambda: seal.open("one", sealed[:-1] + bytes([sealed[-1] ^ 1])),
        lambda: seal.open("one", b""),
    ):
        with pytest.raises(KeyStoreLocked):
            wrong()


@pytest.mark.parametrize("secret", ["", "short", "the web's own secret, which is long enough"])
def test_without_a_secret_of_its_own_no_key_is_made(
    alder: Institution, owner: Account, now: datetime, settings: Any, secret: str
) -> None:
    settings.SECRET_KEY = "the web's own secret, which is long enough"
    settings.KEY_ENCRYPTION_KEY = secret
    with pytest.raises(KeyStoreLocked):
        services.rotate_key(actor=owner, institution=alder.public_id, now=now)
    with pytest.raises(KeyStoreLocked):
        services.signer(alder, now).sign(DATA)
    assert len(document(alder).methods) == 1


def test_the_secret_of_the_store_can_be_changed(
    alder: Institution, owner: Account, now: datetime, settings: Any
) -> None:
    old, new = settings.KEY_ENCRYPTION_KEY, "n" * 43
    services.rotate_key(actor=owner, institution=alder.public_id, now=now)
    with pytest.raises(KeyStoreLocked):
        services.reseal(old_secret="z" * 43, new_secret=new)
    assert services.reseal(old_secret=old, new_secret=new) == 2
    with pytest.raises(KeyStoreLocked):
        services.signer(alder, now).sign(DATA)
    settings.KEY_ENCRYPTION_KEY = new
    signer = services.signer(alder, now)
    signer.public.verify(signer.sign(DATA), DATA)
    assert services.reseal(old_secret=old, new_secret=new) == 0


def test_keys_stay_with_the_service_they_were_made_in(
    alder: Institution, owner: Account, now: datetime, settings: Any
) -> None:
    settings.KEY_SERVICE = f"{__name__}.Elsewhere"
    services.rotate_key(actor=owner, institution=alder.public_id, now=now)
    for at in (now, now + LEAD):
        signer = services.signer(alder, at)
        signer.public.verify(signer.sign(DATA), DATA)
    assert SealedKey.objects.count() == 1
    services.rotate_key(actor=owner, institution=alder.public_id, now=now + LEAD)
    assert not SealedKey.objects.exists()


class Elsewhere:
    """A key service that keeps its secrets in another process: here, in a dictionary."""

    secrets: dict[str, PrivateKey] = {}

    def generate(self, key_id: str, kind: str) -> PublicKey:
        self.secrets[key_id] = PrivateKey.generate(kind)
        return self.secrets[key_id].public

    def sign(self, key_id: str, data: bytes) -> bytes:
        return self.secrets[key_id].sign(data)

    def forget(self, key_id: str) -> None:
        self.secrets.pop(key_id, None)


def test_a_key_service_of_ones_own_signs_and_the_database_holds_no_secret(
    owner: Account, now: datetime, settings: Any
) -> None:
    Elsewhere.secrets.clear()
    settings.KEY_SERVICE = f"{__name__}.Elsewhere"
    settings.KEY_ENCRYPTION_KEY = ""
    at = services.create(actor=owner, profile=Profile("Birch"), owner=owner, now=now)
    signer = services.signer(Institution.objects.get(public_id=at), now)
    signer.public.verify(signer.sign(DATA), DATA)
    assert not SealedKey.objects.exists()
    services.compromise_key(
        actor=owner, institution=at, key=queries.keys(owner, at, now)[0].public_id, since=now, now=now
    )
    assert list(Elsewhere.secrets) == [queries.keys(owner, at, now)[0].public_id]
