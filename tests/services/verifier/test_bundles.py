"""The evidence bundle: made here with all that a check needed, and checked again with the network off."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.pages.verifier import site
from tests.unit.vc.examine import institution as college
from typer.testing import CliRunner

from microcred.cli.main import app
from microcred.platform.accounts import services as accounts
from microcred.platform.accounts.models import Account
from microcred.platform.verifier import services
from microcred.platform.verifier.collector import collector_did, collector_document
from microcred.platform.verifier.trust.stored import policy_for, trusted_collector
from microcred.vc.bundle import Evidence, Packed, make_bundle, pack, read_bundle, unpack

pytestmark = pytest.mark.django_db


def bundle(elsewhere: site.Elsewhere, data: bytes | None = None) -> bytes:
    now = datetime.now(UTC)
    reader = accounts.create(email="hr@employer.example", name="Hanna Roe", now=now)
    services.add_list(actor=reader, name="Partners", data=f"{elsewhere.did} Alder".encode(), now=now)
    return services.bundle_for(
        data or elsewhere.with_status(), at=now, policy=policy_for(reader), now=now, consent=True
    )


def offline(folder: Path, data: bytes, *more: str) -> tuple[int, dict[str, Any]]:
    file = folder / "bundle.zip"
    file.write_bytes(data)
    found = CliRunner().invoke(
        app, ["verify", str(file), "--json", "--offline", *more], standalone_mode=False
    )
    return found.return_value, json.loads(found.output)


def trusting_us(folder: Path) -> list[str]:
    file = folder / "collector.json"
    file.write_text(json.dumps(collector_document()))
    return ["--trust", str(file)]


def test_a_bundle_holds_what_the_check_looked_at(elsewhere: site.Elsewhere) -> None:
    found = read_bundle(bundle(elsewhere))
    assert (list(found.issuers), list(found.statuses)) == ([elsewhere.did], [elsewhere.address("/status/1")])
    assert found.manifest.collector == collector_did()
    assert found.report["verdict"] == "holds"
    assert [(row["issuer"], row["name"], row["list"]) for row in found.registry] == [
        (elsewhere.did, "Alder", "Partners")
    ]


def test_it_is_checked_again_with_the_network_off(elsewhere: site.Elsewhere, tmp_path: Path) -> None:
    data, asked = bundle(elsewhere), len(elsewhere.seen)
    status, report = offline(tmp_path, data, *trusting_us(tmp_path))
    assert (status, report["verdict"], report["trustedAs"]) == (0, "holds", "Alder")
    assert len(elsewhere.seen) == asked


def test_without_a_trusted_collector_it_is_hearsay(elsewhere: site.Elsewhere, tmp_path: Path) -> None:
    status, report = offline(tmp_path, bundle(elsewhere))
    assert (status, report["outcome"]) == (2, "undecided")
    assert "bundle.collector-unknown" in [one["code"] for one in report["checks"]]


def test_it_can_be_given_back_to_the_site_that_made_it(elsewhere: site.Elsewhere) -> None:
    data = bundle(elsewhere)
    elsewhere.answers.clear()
    site.sources.outside.cache_clear()
    report = services.examine_for(data, at=datetime.now(UTC))
    assert (report.verdict.value, report.trusted_as) == ("holds", "Alder")


def test_a_bundle_that_was_changed_is_refused(elsewhere: site.Elsewhere) -> None:
    files = list(unpack(bundle(elsewhere)))
    files = [Packed(one.name, one.data + b" " if one.name == "registry.json" else one.data) for one in files]
    report = services.examine_for(pack(files), at=datetime.now(UTC))
    assert (report.verdict.value, report.checks[0].code) == ("not-genuine", "bundle.malformed")


def test_a_bundle_sealed_by_nobody_we_know_is_refused(elsewhere: site.Elsewhere) -> None:
    files = {one.name: one.data for one in unpack(bundle(elsewhere))}
    manifest = files["manifest.json"].replace(collector_did().encode(), b"did:web:strangers.example")
    files["manifest.json"] = manifest
    report = services.examine_for(
        pack([Packed(name, data) for name, data in files.items()]), at=datetime.now(UTC)
    )
    assert report.checks[0].code == "bundle.seal-wrong"


def test_trust_in_an_issuer_makes_it_no_witness_for_others(elsewhere: site.Elsewhere) -> None:
    now = datetime.now(UTC)
    reader = accounts.create(email="r@employer.example", name="R", now=now)
    ends = now + timedelta(days=9)
    decided = {"actor": reader, "issuer": "did:web:x.example", "name": "X", "reason": "r", "now": now}
    services.trust_issuer(**decided, ends=ends)
    assert not trusted_collector(reader, "did:web:x.example", now)
    services.trust_issuer(**decided, ends=ends, collector=True)
    assert trusted_collector(reader, "did:web:x.example", now)
    assert not trusted_collector(reader, "did:web:x.example", ends)
    assert not trusted_collector(None, "did:web:x.example", now)


def test_the_key_is_made_once(elsewhere: site.Elsewhere) -> None:
    bundle(elsewhere)
    now = datetime.now(UTC)
    services.bundle_for(b"{}", at=now, policy=policy_for(None), now=now)
    assert len(collector_document()["verificationMethod"]) == 1


def saved_for(reader: Account, *issuers: str, years: int | None = None) -> Any:
    now = datetime.now(UTC)
    one = services.add_list(actor=reader, name="Some", data="\n".join(issuers).encode(), now=now)
    saved = services.save_policy(actor=reader, name="P", lists=[one.public_id], most_years=years)
    return policy_for(reader, saved.public_id)


def test_a_policy_by_name_is_not_widened_by_what_a_bundle_says(elsewhere: site.Elsewhere) -> None:
    """The bundle's extracts name its issuer; the policy that the reader chose does not."""
    data, now = bundle(elsewhere), datetime.now(UTC)
    reader = accounts.create(email="other@employer.example", name="Otto", now=now)
    chosen = saved_for(reader, "did:web:somebody.example")
    assert services.examine_for(data, at=now, policy=policy_for(reader).policy).verdict.value == "holds"
    assert services.examine_for(data, at=now, policy=chosen.policy).verdict.value == "issuer-unknown"
    old = saved_for(reader, elsewhere.did, years=1)
    aged = bundle_of(reader, elsewhere.with_status(valid_from=now - timedelta(days=800)), now)
    assert services.examine_for(aged, at=now, policy=old.policy).checks[2].code == "issuer.too-long-ago"


def bundle_of(reader: Account, data: bytes, now: datetime) -> bytes:
    return services.bundle_for(data, at=now, policy=policy_for(reader), now=now, consent=True)


def test_an_old_list_in_a_strangers_bundle_hides_no_withdrawal(elsewhere: site.Elsewhere) -> None:
    """Its issuer signed the list before it withdrew; whoever packed it sealed it with a key of their own."""
    now, badge = datetime.now(UTC), elsewhere.with_status()
    before = {elsewhere.address("/status/1"): elsewhere.published("/status/1")}
    stranger = college.did_key_signer()
    made = make_bundle(badge, Evidence(statuses=before), report={}, found_in="json", signer=stranger, now=now)
    elsewhere.with_status(7)
    site.sources.outside.cache_clear()
    assert services.examine_for(made, at=now).verdict.value == "withdrawn"
    elsewhere.answers.pop("/status/1")
    site.sources.outside.cache_clear()
    report = services.examine_for(made, at=now)
    assert report.checks[3].code == "bundle.collector-unknown"


def test_a_collector_whose_trust_has_ended_is_not_believed_about_the_past(elsewhere: site.Elsewhere) -> None:
    now = datetime.now(UTC)
    reader = accounts.create(email="late@employer.example", name="Lea", now=now)
    collector = college.did_key_signer()
    did = college.did_of(collector)
    services.believe_collector(
        actor=reader, collector=did, name="Archive", reason="r", ends=now + timedelta(days=9), now=now
    )
    evidence = Evidence(registry=[{"issuer": elsewhere.did, "name": "Alder"}])
    made = make_bundle(elsewhere.signed(), evidence, report={}, found_in="json", signer=collector, now=now)
    for days, verdict in ((0, "holds"), (10, "issuer-unknown")):
        report = services.examine_for(made, at=now, account=reader, now=now + timedelta(days=days))
        assert report.verdict.value == verdict
