"""Evidence bundles: repeated without a network, and believed only with the seal of a trusted collector."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from tests.unit.vc.certificates import authority
from tests.unit.vc.examine import institution as college
from tests.unit.vc.jades import test_jades as seals

from microcred import vc
from microcred.vc.bundle import (
    ArchiveLimits,
    ArchiveTooLarge,
    ArchiveUnreadable,
    BundleMalformed,
    BundleSealWrong,
    Evidence,
    Packed,
    examine_bundle,
    is_bundle,
    make_bundle,
    pack,
    read_bundle,
    unpack,
)
from microcred.vc.certificates import Anchors
from microcred.vc.keys import PrivateKey
from microcred.vc.policy import Only
from microcred.vc.signer import KeySigner
from microcred.vc.verdicts import Verdict

COLLECTOR = "did:web:archive.example"
KEY = PrivateKey("Ed25519", bytes(range(1, 33)))
SIGNER = KeySigner(KEY, f"{COLLECTOR}#key-1")
DOCUMENT = json.loads(
    json.dumps(college.controller(KEY))
    .replace(college.METHOD, f"{COLLECTOR}#key-1")
    .replace(college.COLLEGE, COLLECTOR)
)
ENTRY = college.entry().document()


def bundle(signer: KeySigner = SIGNER, **changes: Any) -> bytes:
    evidence = Evidence(
        issuers={college.COLLEGE: college.controller()},
        statuses=dict(college.statuses()._lists),
        registry=[{"issuer": college.COLLEGE, "name": "Alder College", "list": "Partners"}],
        **changes,
    )
    data = college.signed({**college.badge(), "credentialStatus": ENTRY})
    return make_bundle(
        data, evidence, report={"outcome": "passed"}, found_in="json", signer=signer, now=college.AT
    )


def examined(
    data: bytes, trusted: str = COLLECTOR, resolver: Any = None, **more: Any
) -> vc.VerificationReport:
    return examine_bundle(
        read_bundle(data),
        at=more.pop("at", college.AT),
        trusted_collector=lambda collector: collector == trusted,
        resolver=resolver or vc.StaticResolver({COLLECTOR: DOCUMENT}),
        **more,
    )


def again(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The same bundle with its files changed, packed anew."""
    files = {one.name: one.data for one in unpack(data)}
    change(files)
    return pack([Packed(name, content) for name, content in files.items()])


def test_a_sealed_bundle_of_a_trusted_collector_holds_without_a_network() -> None:
    data = bundle()
    assert is_bundle(data)
    found = examined(data)
    assert (found.verdict, found.trusted_as) == (Verdict.HOLDS, "Alder College")


def test_the_same_evidence_gives_the_same_bytes() -> None:
    assert bundle() == bundle()


def test_without_a_trusted_collector_the_issuer_document_is_hearsay() -> None:
    found = examined(bundle(), trusted="did:web:somebody.example")
    assert found.verdict is Verdict.UNCHECKED
    assert found.checks[2].code == "bundle.collector-unknown"


def test_a_collector_cannot_vouch_for_itself() -> None:
    evidence = {college.COLLEGE: college.controller(), COLLECTOR: DOCUMENT}
    data = make_bundle(
        college.signed(),
        Evidence(issuers=evidence),
        report={},
        found_in="json",
        signer=SIGNER,
        now=college.AT,
    )
    assert examined(data, resolver=vc.LocalResolver()).verdict is Verdict.UNCHECKED


def test_a_seal_by_somebody_else_is_wrong() -> None:
    with pytest.raises(BundleSealWrong):
        examined(bundle(KeySigner(PrivateKey.generate("Ed25519"), f"{COLLECTOR}#key-1")))


def test_a_status_list_of_the_bundle_counts_only_for_its_own_time() -> None:
    lists = college.statuses(valid_until=college.AT + timedelta(days=1))._lists
    evidence = Evidence(issuers={college.COLLEGE: college.controller()}, statuses=dict(lists))
    data = make_bundle(
        college.signed({**college.badge(), "credentialStatus": ENTRY}),
        evidence,
        report={},
        found_in="json",
        signer=SIGNER,
        now=college.AT,
    )
    later = examined(data, at=college.AT + timedelta(days=30), policy=vc.IssuerIn([college.COLLEGE]))
    assert later.checks[3].code == "status.other-time"
    assert later.verdict is Verdict.UNCHECKED


def of_a_seal(**evidence: Any) -> bytes:
    """A bundle of a European Digital Credential."""
    return make_bundle(
        json.dumps(seals.sealed(), ensure_ascii=False).encode(),
        Evidence(**evidence),
        report={},
        found_in="json",
        signer=SIGNER,
        now=college.AT,
    )


ROOT = authority.ROOT.public_bytes(Encoding.PEM)
OTHER = authority.certificate("Other root", "Other root", authority=True)


@pytest.mark.parametrize(
    ("carried", "collector", "own", "verdict"),
    [
        ([ROOT], COLLECTOR, None, Verdict.HOLDS),
        ([ROOT], "did:web:somebody.example", None, Verdict.UNCHECKED),
        ([], "did:web:somebody.example", seals.ANCHORS, Verdict.HOLDS),
        ([], COLLECTOR, None, Verdict.UNCHECKED),
        ([ROOT], "did:web:somebody.example", Anchors([OTHER]), Verdict.UNCHECKED),
        ([b"no certificate"], COLLECTOR, seals.ANCHORS, Verdict.HOLDS),
    ],
    ids=[
        "authority of a trusted collector",
        "authority as hearsay",
        "the reader's own",
        "no authority",
        "another authority and hearsay",
        "unreadable authority beside the reader's own",
    ],
)
def test_an_authority_in_a_bundle_counts_as_far_as_its_collector(
    carried: list[bytes], collector: str, own: Anchors | None, verdict: Verdict
) -> None:
    found = examined(of_a_seal(anchors=carried), collector, anchors=own, policy=seals.TRUSTED)
    assert found.verdict is verdict


@pytest.mark.parametrize(
    "change",
    [
        lambda files: files.update({"issuers/1.json": b"{}"}),
        lambda files: files.update({"more.json": b"{}"}),
        lambda files: files.pop("registry.json"),
        lambda files: files.pop("seal.jws"),
        lambda files: files.update({"manifest.json": b"[]"}),
    ],
    ids=["changed file", "added file", "file taken out", "no seal", "no manifest"],
)
def test_a_bundle_that_does_not_fit_its_list_is_refused(change: Callable[[dict[str, bytes]], None]) -> None:
    with pytest.raises(BundleMalformed):
        read_bundle(again(bundle(), change))


def test_a_manifest_that_was_changed_breaks_the_seal() -> None:
    def later(files: dict[str, bytes]) -> None:
        files["manifest.json"] = files["manifest.json"].replace(b"2026-06-01", b"2026-06-02")

    with pytest.raises(BundleSealWrong):
        examined(again(bundle(), later))


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(3_000_000))
    return made.getvalue()


def lying() -> bytes:
    """A bomb that says of itself that it is small."""
    data = bytearray(bomb())
    size = (3_000_000).to_bytes(4, "little")
    return bytes(data).replace(size, (10).to_bytes(4, "little"))


def twice() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a", b"1")
        with pytest.warns(UserWarning):
            archive.writestr("a", b"2")
    return made.getvalue()


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (bomb, ArchiveTooLarge),
        (lying, (ArchiveTooLarge, ArchiveUnreadable)),
        (lambda: pack([Packed(str(number), b"") for number in range(20)]), ArchiveTooLarge),
        (lambda: pack([Packed(str(number), bytes(900_000)) for number in range(4)]), ArchiveTooLarge),
        (twice, ArchiveUnreadable),
        (lambda: b"PK\x03\x04 and nothing else", ArchiveUnreadable),
        (lambda: b"no zip", ArchiveUnreadable),
    ],
    ids=["bomb", "lying bomb", "many files", "large together", "one name twice", "cut off", "no zip"],
)
def test_archives_over_the_limits_are_refused(make: Callable[[], bytes], error: Any) -> None:
    with pytest.raises(error):
        list(unpack(make(), ArchiveLimits(entries=10, each=1_000_000, together=3_000_000)))


@pytest.mark.parametrize("days", [30, 3_650], ids=["a month later", "ten years later"])
def test_a_list_without_an_end_counts_for_the_day_it_was_collected(days: int) -> None:
    found = examined(bundle(), at=college.AT + timedelta(days=days))
    assert found.checks[3].code == "status.other-time"
    assert found.outcome is not vc.Outcome.PASSED


WITHDRAWN = college.statuses(7)
"""The list of now; the one in the bundle is of before, and its issuer signed that, too."""


@pytest.mark.parametrize(
    ("trusted", "statuses", "code"),
    [
        ("did:web:somebody.example", WITHDRAWN, "status.revoked"),
        ("did:web:somebody.example", None, "bundle.collector-unknown"),
        (COLLECTOR, WITHDRAWN, "status.clear"),
    ],
    ids=["asked anew", "nobody to ask", "sealed by a trusted collector"],
)
def test_a_list_that_a_stranger_packed_is_hearsay(trusted: str, statuses: Any, code: str) -> None:
    known = vc.StaticResolver({COLLECTOR: DOCUMENT, college.COLLEGE: college.controller()})
    found = examined(
        bundle(),
        trusted,
        resolver=known,
        statuses=statuses,
        policy=vc.IssuerIn([college.COLLEGE]),
    )
    assert found.checks[3].code == code


def test_nothing_in_a_bundle_adds_to_a_policy_that_was_composed() -> None:
    nobody = Only(vc.IssuerIn(["did:web:somebody.example"]))
    assert examined(bundle(), policy=vc.IssuerIn(["did:web:somebody.example"])).verdict is Verdict.HOLDS
    assert examined(bundle(), policy=nobody).verdict is Verdict.ISSUER_UNKNOWN
    assert examined(bundle(), policy=Only(vc.IssuerIn([college.COLLEGE]))).verdict is Verdict.HOLDS


def test_a_credential_that_the_manifest_files_elsewhere_is_refused() -> None:
    def elsewhere(files: dict[str, bytes]) -> None:
        manifest = json.loads(files["manifest.json"])
        manifest["files"][0]["address"] = "https://evil.example"
        files["manifest.json"] = json.dumps(manifest).encode()

    with pytest.raises(BundleMalformed):
        read_bundle(again(bundle(), elsewhere))


NEW_KEY = PrivateKey("Ed25519", bytes(range(2, 34)))


def test_a_bundle_holds_by_the_keys_of_its_day_after_they_were_rotated() -> None:
    """Ten years on the issuer has another key, and has let the old one lapse."""
    data = bundle()
    rotated = college.controller(NEW_KEY)
    retired = college.controller(revoked="2027-01-01T00:00:00Z")
    for document in (rotated, retired, None):
        known = {COLLECTOR: DOCUMENT} | ({college.COLLEGE: document} if document else {})
        assert examined(data, resolver=vc.StaticResolver(known)).verdict is Verdict.HOLDS


def test_a_collector_whose_key_was_revoked_before_it_sealed_is_believed_no_more() -> None:
    key = DOCUMENT["verificationMethod"][0]
    for revoked, verdict in (
        ("2026-05-31T00:00:00Z", Verdict.UNCHECKED),
        ("2027-01-01T00:00:00Z", Verdict.HOLDS),
    ):
        document = {**DOCUMENT, "verificationMethod": [{**key, "revoked": revoked}]}
        found = examined(bundle(), resolver=vc.StaticResolver({COLLECTOR: document}))
        assert found.verdict is verdict
