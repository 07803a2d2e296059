from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from tests.api.site import College
from tests.unit.vc.examine import holder

from microcred.platform.awards import services as awards
from microcred.platform.institutions import services as institutions
from microcred.platform.institutions.access import by_public_id
from microcred.platform.journal.models import Entry
from microcred.vc.defaults import default_canoniser
from microcred.vc.keys import PrivateKey
from microcred.vc.proofs import add_base_proof
from microcred.vc.signer import KeySigner

V2 = "https://www.w3.org/ns/credentials/v2"


def post(path: str, body: Any, key: str = "") -> Any:
    headers = {"HTTP_AUTHORIZATION": f"Bearer {key}"} if key else {}
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer: Any = Client().generic(
        "POST", f"/vc-api/{path}", data, content_type="application/json", **headers
    )
    answer.data = json.loads(answer.content)
    return answer


def document(issuer: str, **more: Any) -> dict[str, Any]:
    return {
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "issuer": issuer,
        "credentialSubject": {"id": "did:example:subject"},
        **more,
    }


@pytest.fixture
def signing(alder: College, settings: Any) -> tuple[str, str, str]:
    """A key that may sign, the institution's DID, and the did:key of its key."""
    settings.VC_API_ISSUING = True
    institution = by_public_id(alder.public_id)
    signer = institutions.signer(institution, datetime.now(UTC))
    return alder.key(), institution.did, f"did:key:{signer.public.multikey}"


@pytest.mark.parametrize("named", [1, 2], ids=["did:web", "did:key"])
def test_what_is_issued_is_verified_and_a_change_is_not(signing: tuple[str, str, str], named: int) -> None:
    answer = post("credentials/issue", {"credential": document(signing[named])}, signing[0])
    assert answer.status_code == 201, answer.data
    made = answer.data["verifiableCredential"]
    assert made["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
    good = post("credentials/verify", {"verifiableCredential": made})
    assert (good.status_code, good.data["verified"], good.data["errors"]) == (200, True, [])
    made["credentialSubject"]["id"] = "did:example:other"
    bad = post("credentials/verify", {"verifiableCredential": made})
    assert (bad.status_code, bad.data["verified"]) == (400, False)
    assert bad.data["problemDetails"][0]["type"].endswith("#CRYPTOGRAPHIC_SECURITY_ERROR")
    assert Entry.objects.filter(kind__endswith="DocumentSigned").count() == 1


def test_a_suite_of_the_key_can_be_asked_for(signing: tuple[str, str, str]) -> None:
    asked = {"credential": document(signing[1]), "options": {"cryptosuite": "eddsa-jcs-2022"}}
    made = post("credentials/issue", asked, signing[0]).data["verifiableCredential"]
    assert made["proof"]["cryptosuite"] == "eddsa-jcs-2022"
    assert post("credentials/verify", {"verifiableCredential": made}).status_code == 200


def test_version_1_1_gets_the_words_for_its_proof(signing: tuple[str, str, str]) -> None:
    old = document(signing[1], issuanceDate="2020-03-16T22:37:26Z")
    old["@context"] = ["https://www.w3.org/2018/credentials/v1"]
    made = post("credentials/issue", {"credential": old}, signing[0]).data["verifiableCredential"]
    assert made["@context"][-1] == "https://w3id.org/security/data-integrity/v2"
    assert post("credentials/verify", {"verifiableCredential": made}).status_code == 200


def test_issuing_is_off_unless_the_operator_allows_it(alder: College) -> None:
    did = by_public_id(alder.public_id).did
    answer = post("credentials/issue", {"credential": document(did)}, alder.key())
    assert (answer.status_code, answer.data["code"]) == (403, "vc-api.issuing-not-allowed")


@pytest.mark.parametrize(
    ("role", "status"), [("admin", 201), ("awarder", 403), ("author", 403), ("viewer", 403)]
)
def test_only_owners_and_administrators_have_anything_signed(
    alder: College, signing: tuple[str, str, str], role: str, status: int
) -> None:
    key = alder.key(alder.somebody(role))
    assert post("credentials/issue", {"credential": document(signing[1])}, key).status_code == status


def test_issuing_needs_a_key_with_that_scope(alder: College, signing: tuple[str, str, str]) -> None:
    body = {"credential": document(signing[1])}
    assert post("credentials/issue", body).status_code == 401
    weak = alder.key(scopes=("awards:write",))
    assert post("credentials/issue", body, weak).data["code"] == "api.scope-not-allowed"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"issuer": "did:web:other.example"}, "issue.issuer-not-signer"),
        ({"issuer": None}, "document.issuer"),
        ({"proof": {"type": "DataIntegrityProof"}}, "proof.present"),
        ({"unknownTerm": "x"}, "jsonld.term-undefined"),
        ({"@context": ["https://elsewhere.example/v1"]}, "document.context"),
        ({"credentialSubject": {}}, "document.subject"),
    ],
)
def test_what_must_not_be_signed_is_refused(
    signing: tuple[str, str, str], changes: dict[str, Any], code: str
) -> None:
    body = {"credential": {**document(signing[1]), **changes}}
    answer = post("credentials/issue", body, signing[0])
    assert (answer.status_code, answer.data["code"]) == (400, code)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["credentials/verify", "presentations/verify", "credentials/derive"])
@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"verifiableCredential": 7, "verifiablePresentation": 7}', b"{}", b"[" * 9999],
)
def test_a_request_that_cannot_be_read_is_refused(path: str, body: bytes) -> None:
    assert post(path, body).status_code == 400


@pytest.mark.django_db
def test_json_wrapped_in_text_is_no_credential(alder: College) -> None:
    answer = post("credentials/verify", {"verifiableCredential": json.dumps(document("did:example:x"))})
    assert (answer.status_code, answer.data["code"]) == (400, "api.unreadable")


def test_an_award_is_verified_and_after_its_withdrawal_is_not(alder: College) -> None:
    program = alder.program()
    made = program.post("/awards", {"micro_credential": alder.design(), "name": "Ada Lind"}).data["id"]
    signed = json.loads(program.get(f"/awards/{made}/copies/json").content)
    token = program.get(f"/awards/{made}/copies/jwt").content.decode()
    for one in (signed, token):
        assert post("credentials/verify", {"verifiableCredential": one}).data["verified"] is True
    awards.revoke(
        actor=alder.owner,
        institution=alder.public_id,
        public_ids=[made],
        reason="A slip.",
        now=datetime.now(UTC),
    )
    answer = post("credentials/verify", {"verifiableCredential": signed})
    assert answer.data["errors"][0]["type"].endswith("#STATUS_VERIFICATION_ERROR")
    asked = {"verifiableCredential": signed, "options": {"checks": ["proof"]}}
    assert post("credentials/verify", asked).data["verified"] is True


def test_dates_count_unless_only_the_proof_is_asked_for(signing: tuple[str, str, str]) -> None:
    past = document(signing[1], validUntil="2020-01-01T00:00:00Z")
    made = post("credentials/issue", {"credential": past}, signing[0]).data["verifiableCredential"]
    answer = post("credentials/verify", {"verifiableCredential": made})
    assert answer.data["errors"][0]["type"].endswith("#RANGE_ERROR")
    asked = {"verifiableCredential": made, "options": {"checks": ["proof"]}}
    assert post("credentials/verify", asked).status_code == 200


def test_a_presentation_answers_its_challenge_and_holds_what_it_presents(alder: College) -> None:
    program = alder.program()
    made = program.post("/awards", {"micro_credential": alder.design(), "name": "Ada Lind"}).data["id"]
    signed = program.get(f"/awards/{made}/copies/json").content
    presented = holder.presented(holder.presentation(signed), challenge="c-1", domain="verifier.example")
    body = {"verifiablePresentation": json.loads(presented)}
    asked = {"challenge": "c-1", "domain": "verifier.example"}
    assert post("presentations/verify", {**body, "options": asked}).status_code == 200
    other = post("presentations/verify", {**body, "options": {**asked, "challenge": "c-2"}})
    assert (other.status_code, other.data["verified"]) == (400, False)
    body["verifiablePresentation"]["verifiableCredential"][0]["name"] = "Another"
    assert post("presentations/verify", {**body, "options": asked}).status_code == 400
    changed = json.loads(signed.replace(b"Ada Lind", b"Eve Lind"))
    inside = json.loads(holder.presented(holder.presentation(changed), challenge="c-1"))
    wrong = post("presentations/verify", {"verifiablePresentation": inside, "options": {"challenge": "c-1"}})
    assert {one["at"] for one in wrong.data["errors"]} == {"verifiableCredential[0]"}


@pytest.mark.django_db
def test_a_presentation_of_nothing_is_verified_with_a_warning() -> None:
    body = {"verifiablePresentation": json.loads(holder.presented(holder.presentation()))}
    answer = post("presentations/verify", body)
    assert (answer.status_code, len(answer.data["warnings"])) == (200, 1)


@pytest.mark.django_db
def test_a_part_is_derived_and_verified_and_hides_the_rest() -> None:
    key = KeySigner.did_key(PrivateKey("P-256", bytes(range(1, 33))))
    whole = document(key.controller, name="Hidden", validFrom="2026-01-01T00:00:00Z")
    base = add_base_proof(whole, key, created=datetime.now(UTC), canoniser=default_canoniser())
    asked = {"verifiableCredential": base, "options": {"selectivePointers": ["/credentialSubject"]}}
    answer = post("credentials/derive", asked)
    assert answer.status_code == 201, answer.data
    part = answer.data["verifiableCredential"]
    assert "name" not in part and part["credentialSubject"] == whole["credentialSubject"]
    assert post("credentials/verify", {"verifiableCredential": part}).status_code == 200
    part["credentialSubject"]["id"] = "did:example:other"
    assert post("credentials/verify", {"verifiableCredential": part}).status_code == 400
    refused = post("credentials/verify", {"verifiableCredential": base})
    assert refused.data["errors"][0]["code"] == "proof.base-only"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pointers", "code"),
    [
        (["/nothing"], "disclosure.pointer-wrong"),
        ("/issuer", "api.unreadable"),
        ([7], "api.unreadable"),
        ([], "disclosure.no-base"),
    ],
)
def test_a_part_that_cannot_be_had_is_refused(pointers: Any, code: str) -> None:
    key = KeySigner.did_key(PrivateKey("P-256", bytes(range(1, 33))))
    base = add_base_proof(
        document(key.controller), key, created=datetime.now(UTC), canoniser=default_canoniser()
    )
    if not pointers:
        base["proof"] = {**base["proof"], "cryptosuite": "ecdsa-rdfc-2019"}
    asked = {"verifiableCredential": base, "options": {"selectivePointers": pointers}}
    answer = post("credentials/derive", asked)
    assert (answer.status_code, answer.data["code"]) == (400, code)


def test_a_suite_for_parts_needs_a_key_of_its_kind(signing: tuple[str, str, str]) -> None:
    asked = {"cryptosuite": "ecdsa-sd-2023", "mandatoryPointers": ["/issuer"]}
    answer = post("credentials/issue", {"credential": document(signing[1]), "options": asked}, signing[0])
    assert (answer.status_code, answer.data["code"]) == (400, "proof.key-wrong")


def entry_of(signing: tuple[str, str, str], id: str = "", **asked: Any) -> tuple[dict[str, Any], Any]:  # noqa: A002
    """A document with the status entries asked for, and the entries."""
    stated = {"id": id} if id else {}
    options = {"credentialStatus": {"type": "BitstringStatusListEntry", **asked}}
    answer = post(
        "credentials/issue", {"credential": document(signing[1], **stated), "options": options}, signing[0]
    )
    assert answer.status_code == 201, answer.data
    made = answer.data["verifiableCredential"]
    return made, made["credentialStatus"]


def told(made: dict[str, Any]) -> list[str]:
    """The codes of what stands in the way of a document."""
    return [one["code"] for one in post("credentials/verify", {"verifiableCredential": made}).data["errors"]]


def test_a_document_with_a_status_entry_is_verified_and_after_its_withdrawal_is_not(
    signing: tuple[str, str, str],
) -> None:
    made, entry = entry_of(signing, statusPurpose="revocation")
    assert told(made) == []
    asked = {"credentialId": "urn:uuid:1", "credentialStatus": entry, "status": True}
    assert post("credentials/status", asked, signing[0]).status_code == 200
    assert told(made) == ["status.revoked"]
    again = post("credentials/status", {**asked, "status": False}, signing[0])
    assert (again.status_code, again.data["code"]) == (409, "credential.state-final")


def test_a_document_is_suspended_and_reinstated(signing: tuple[str, str, str]) -> None:
    made, entries = entry_of(signing)
    assert [one["statusPurpose"] for one in entries] == ["revocation", "suspension"]
    other, _ = entry_of(signing)
    for to, codes in ((True, ["status.suspended"]), (False, [])):
        asked = {"credentialId": "urn:uuid:1", "credentialStatus": entries[1], "status": to}
        assert post("credentials/status", asked, signing[0]).status_code == 200
        assert told(made) == codes
        assert told(other) == []


def status_by_id(key: str, named: str, to: bool = True, **entry: Any) -> Any:
    asked = {"type": "BitstringStatusListEntry", "statusPurpose": "suspension", **entry}
    return post("credentials/status", {"credentialId": named, "credentialStatus": asked, "status": to}, key)


def test_a_document_is_named_by_its_id(birch: College, signing: tuple[str, str, str]) -> None:
    made, _ = entry_of(signing, id="urn:uuid:a")
    other, entries = entry_of(signing, id="urn:uuid:b")
    for to, codes in ((True, ["status.suspended"]), (False, [])):
        assert status_by_id(signing[0], "urn:uuid:a", to).status_code == 200
        assert (told(made), told(other)) == (codes, [])
    for key, named, entry in (
        (signing[0], "urn:uuid:c", {}),
        (birch.key(), "urn:uuid:a", {}),
        (signing[0], "urn:uuid:a", entries[1]),
    ):
        answer = status_by_id(key, named, **entry)
        assert (answer.status_code, answer.data["code"]) == (404, "vc-api.status-entry-unknown")
    assert status_by_id(signing[0], "urn:uuid:b", statusPurpose="message").data["code"] == "api.unreadable"
    assert (told(made), told(other)) == ([], [])


def test_of_several_documents_with_one_id_the_entry_is_needed(signing: tuple[str, str, str]) -> None:
    first, entries = entry_of(signing, id="urn:uuid:a")
    second, _ = entry_of(signing, id="urn:uuid:a")
    answer = status_by_id(signing[0], "urn:uuid:a")
    assert (answer.status_code, answer.data["code"]) == (404, "vc-api.status-entry-unknown")
    assert status_by_id(signing[0], "urn:uuid:a", **entries[1]).status_code == 200
    assert (told(first), told(second)) == (["status.suspended"], [])


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("BitstringStatusListEntry", "api.unreadable"),
        ({"type": "StatusList2021Entry"}, "api.unreadable"),
        ({"type": "BitstringStatusListEntry", "statusPurpose": "message"}, "api.unreadable"),
    ],
    ids=["text", "another type", "a purpose without a list"],
)
def test_a_status_that_is_not_kept_here_is_refused(
    signing: tuple[str, str, str], asked: Any, code: str
) -> None:
    body = {"credential": document(signing[1]), "options": {"credentialStatus": asked}}
    answer = post("credentials/issue", body, signing[0])
    assert (answer.status_code, answer.data["code"]) == (400, code)


def test_a_status_entry_is_for_the_did_that_signs_the_lists(signing: tuple[str, str, str]) -> None:
    options = {"credentialStatus": {"type": "BitstringStatusListEntry"}}
    answer = post("credentials/issue", {"credential": document(signing[2]), "options": options}, signing[0])
    assert (answer.status_code, answer.data["code"]) == (400, "vc-api.status-issuer")


def test_only_an_own_entry_of_a_document_is_changed(
    alder: College, birch: College, signing: tuple[str, str, str]
) -> None:
    _, entry = entry_of(signing, statusPurpose="revocation")
    asked = {"credentialId": "urn:uuid:1", "credentialStatus": entry, "status": True}
    assert post("credentials/status", asked).status_code == 401
    weak = alder.key(scopes=("credentials:issue",))
    assert post("credentials/status", asked, weak).data["code"] == "api.scope-not-allowed"
    assert post("credentials/status", asked, alder.key(alder.somebody("viewer"))).status_code == 403
    for wrong, key in (
        (entry, birch.key()),
        ({**entry, "statusListIndex": str((int(entry["statusListIndex"]) + 1) % 131_072)}, signing[0]),
        ({**entry, "statusPurpose": "suspension"}, signing[0]),
    ):
        answer = post("credentials/status", {**asked, "credentialStatus": wrong}, key)
        assert (answer.status_code, answer.data["code"]) == (404, "vc-api.status-entry-unknown")
    unclear = post("credentials/status", {**asked, "status": "true"}, signing[0])
    assert (unclear.status_code, unclear.data["code"]) == (400, "api.unreadable")


def test_an_award_is_not_withdrawn_past_its_record(alder: College, signing: tuple[str, str, str]) -> None:
    program = alder.program()
    made = program.post("/awards", {"micro_credential": alder.design(), "name": "Ada Lind"}).data["id"]
    signed = json.loads(program.get(f"/awards/{made}/copies/json").content)
    asked = {"credentialId": "x", "credentialStatus": signed["credentialStatus"][0], "status": True}
    answer = post("credentials/status", asked, signing[0])
    assert (answer.status_code, answer.data["code"]) == (404, "vc-api.status-entry-unknown")


@pytest.mark.parametrize(
    ("kind", "suite"),
    [
        ("P-256", "ecdsa-rdfc-2019"),
        ("P-384", "ecdsa-rdfc-2019"),
        ("P-256", "ecdsa-jcs-2019"),
        ("P-384", "ecdsa-jcs-2019"),
    ],
)
def test_a_key_of_a_curve_signs_with_its_suites(
    alder: College, signing: tuple[str, str, str], kind: str, suite: str
) -> None:
    now = datetime.now(UTC)
    institutions.rotate_key(actor=alder.owner, institution=alder.public_id, now=now, kind=kind, at_once=True)
    asked = {"credential": document(signing[1]), "options": {"cryptosuite": suite}}
    answer = post("credentials/issue", asked, signing[0])
    assert answer.status_code == 201, answer.data
    made = answer.data["verifiableCredential"]
    assert made["proof"]["cryptosuite"] == suite
    assert told(made) == []
    made["credentialSubject"]["id"] = "did:example:other"
    assert told(made) == ["signature.wrong"]


@pytest.mark.django_db
def test_other_methods_are_refused(client: Client) -> None:
    answer = client.get("/vc-api/credentials/verify")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
