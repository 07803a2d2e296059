"""keygen, bake, unbake and inspect, on real files."""

from __future__ import annotations

import stat
from pathlib import Path

import orjson
import pytest

from microcred.cli.main import main
from microcred.ports.keyfiles import read_key_file
from microcred.vc.dids import ControllerDocument
from microcred.vc.jwt import sign_jwt
from microcred.vc.keys import PrivateKey
from microcred.vc.signer import KeySigner

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
SIGNER = KeySigner.did_key(PrivateKey("Ed25519", bytes(range(32))))
CREDENTIAL = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "id": "urn:uuid:1",
    "type": ["VerifiableCredential"],
    "issuer": {"id": SIGNER.controller, "name": "North\u001b[2J College"},
    "validFrom": "2026-05-01T09:00:00Z",
    "credentialSubject": {
        "identifier": [{"identityType": "name", "hashed": False, "identityHash": "Aoife Byrne"}],
        "achievement": {"name": "Presenting"},
    },
    "proof": {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "verificationMethod": "did:a#b",
    },
}


def test_keygen_makes_a_key_and_says_who_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "key.json"
    assert main(["keygen", str(path), "--json"]) == 0
    shown = orjson.loads(capsys.readouterr().out)
    signer = read_key_file(path)
    assert shown["issuer"] == signer.controller == f"did:key:{signer.public.multikey}"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert main(["keygen", str(path)]) == 1
    assert "[keyfile.present]" in capsys.readouterr().err


def test_keygen_for_did_web_writes_the_document_to_publish(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, published, did = tmp_path / "key.json", tmp_path / "did.json", "did:web:north.example:i:a"
    arguments = ["keygen", str(path), "--kind", "P-256", "--did", did, "--document", str(published)]
    assert main(arguments) == 0
    assert "https://north.example/i/a/did.json" in capsys.readouterr().out
    document = ControllerDocument.parse(orjson.loads(published.read_bytes()), did)
    assert document.key_for(f"{did}#key-1") == read_key_file(path).public
    assert main(["keygen", str(tmp_path / "b.json"), "--did", "did:web:../a"]) == 1
    assert not (tmp_path / "b.json").exists()


def test_keygen_encrypts_with_the_password_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "key.json"
    monkeypatch.setenv("MICROCRED_KEY_PASSWORD", "correct horse")
    assert main(["keygen", str(path), "--encrypt"]) == 0
    assert "secretKeyMultibase" not in path.read_text()
    assert read_key_file(path, "correct horse").public


def test_a_baked_credential_comes_out_again(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    image, signed, baked = tmp_path / "a.svg", tmp_path / "a.json", tmp_path / "b.svg"
    image.write_bytes(SVG)
    signed.write_bytes(orjson.dumps(CREDENTIAL))
    assert main(["bake", str(image), str(signed), str(baked)]) == 0
    assert main(["unbake", str(baked)]) == 0
    assert orjson.loads(capsysbinary.readouterr().out) == CREDENTIAL
    assert main(["bake", str(image), str(signed), str(baked)]) == 1
    assert main(["bake", str(signed), str(signed), str(tmp_path / "c")]) == 1
    assert main(["unbake", str(image)]) == 1
    assert main(["unbake", str(tmp_path / "missing")]) == 1


def test_inspect_shows_what_the_file_says_and_that_nothing_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(orjson.dumps(CREDENTIAL))
    assert main(["inspect", str(path)]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Not checked.")
    for value in ("Presenting", "Aoife Byrne", "eddsa-rdfc-2022", "2026-05-01T09:00:00Z", "urn:uuid:1"):
        assert value in shown
    assert "\u001b" not in shown
    assert main(["inspect", "--json", str(path)]) == 0
    assert orjson.loads(capsys.readouterr().out) == {"foundIn": "json", "credential": CREDENTIAL}


def test_inspect_reads_tokens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.jwt"
    path.write_text(sign_jwt({k: v for k, v in CREDENTIAL.items() if k != "proof"}, SIGNER))
    assert main(["inspect", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "alg EdDSA" in shown
    assert SIGNER.verification_method in shown


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b"a.b.c", b"\x89PNG", b"%PDF-1.7"])
def test_inspect_of_rubbish_fails_with_a_code(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    assert main(["inspect", str(path)]) == 1
    assert "[" in capsys.readouterr().err
