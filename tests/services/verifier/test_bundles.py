"""The evidence bundle: made here with all that a check needed, and checked again with the network off."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.pages.verifier import site
from typer.testing import CliRunner

from microcred.cli.main import app
from microcred.platform.accounts import services as accounts
from microcred.platform.verifier import services
from microcred.platform.verifier.collector import collector_did, collector_document
from microcred.platform.verifier.trust.stored import policy_for, trusted_collector
from microcred.vc.bundle import Packed, pack, read_bundle, unpack

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
