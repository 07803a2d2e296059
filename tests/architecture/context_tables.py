"""Writes the shipped tables from the published documents, which are not kept in the repository.

.venv/bin/python tests/architecture/context_tables.py FOLDER writes the table of each file in FOLDER whose
SHA-256 is listed here, and the index. A file that is missing leaves its table as it is.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import orjson

from microcred.vc import contexts
from microcred.vc.contexts import compile_table

TABLES = Path(contexts.__file__).parent / "tables"

_OB = "https://purl.imsglobal.org/spec/ob/v3p0/"
PUBLISHED: dict[str, tuple[str, str]] = {
    "https://www.w3.org/2018/credentials/v1": (
        "credentials-v1",
        "ab4ddd9a531758807a79a5b450510d61ae8d147eab966cc9a200c07095b0cdcc",
    ),
    "https://www.w3.org/ns/credentials/v2": (
        "credentials-v2",
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    ),
    f"{_OB}context.json": (
        "open-badges-3.0.0",
        "b077fa134d909d92c1dcd1c153f2af1b244aeb415967fdc1467d7fc5dd48ac10",
    ),
    f"{_OB}context-3.0.1.json": (
        "open-badges-3.0.1",
        "5f3d9dd6288ef437ff8286cf95ffbff609c748a66f24a1e9450c45ca64be1571",
    ),
    f"{_OB}context-3.0.2.json": (
        "open-badges-3.0.2",
        "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",
    ),
    f"{_OB}context-3.0.3.json": (
        "open-badges-3.0.3",
        "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
    ),
    f"{_OB}extensions.json": (
        "open-badges-extensions",
        "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93",
    ),
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": (
        "clr-2.0.1",
        "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",
    ),
    "https://w3id.org/security/data-integrity/v1": (
        "data-integrity-v1",
        "c6e5073f4bd4bf6d08f245736e6f32c29b012860b18583644b2d71e1de862669",
    ),
    "https://w3id.org/security/data-integrity/v2": (
        "data-integrity-v2",
        "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
    ),
    "https://w3id.org/security/multikey/v1": (
        "multikey-v1",
        "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
    ),
    "https://w3id.org/security/suites/ed25519-2020/v1": (
        "ed25519-2020-v1",
        "b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588",
    ),
    "https://w3id.org/security/suites/jws-2020/v1": (
        "jws-2020-v1",
        "d648e05ddc6577827ca2bfd5e931f53e9ebc6e52a57a8da81df4ec8c46ffcd1e",
    ),
    "https://www.w3.org/ns/credentials/status/v1": (
        "bitstring-status-v1",
        "fda5add353231e6a6884a46b12e6c75464281900cb348284d9c360f62381d9f7",
    ),
    "https://w3id.org/vc/status-list/2021/v1": (
        "status-list-2021-v1",
        "6dd06a52bedb771e059c1083ba8ba7848dce22f6b4a8cfa0b98ba3fc188870e4",
    ),
    "https://www.w3.org/ns/did/v1": (
        "did-v1",
        "4f3eae5568c9c5f036a082088f9e192019ee06faa78973c87ff91d5421b88dad",
    ),
    "https://www.w3.org/ns/cid/v1": (
        "cid-v1",
        "ea216ecc1cb02cd39b693dba2250141e270ba0bf95890be107dd9a9e8e43de85",
    ),
}
"""The name of the table and the hash of the published bytes, by address."""


def write_tables(folder: Path) -> list[str]:
    """Writes tables and index from the published documents in `folder`; returns the addresses left out."""
    found = {sha256(data).hexdigest(): data for data in map(Path.read_bytes, _files(folder))}
    index, missing = {}, []
    for address, (name, pin) in PUBLISHED.items():
        path = TABLES / f"{name}.json"
        if pin in found:
            path.write_bytes(compile_table(address, found[pin]).as_bytes())
        elif not path.is_file():
            missing.append(address)
            continue
        index[address] = path.name
    (TABLES / "index.json").write_bytes(orjson.dumps(index, option=orjson.OPT_INDENT_2) + b"\n")
    return missing


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    for left_out in write_tables(Path(sys.argv[1])):
        sys.stderr.write(f"not found: {left_out}\n")
