"""The guarded fetcher against real servers on loopback."""

from __future__ import annotations

import ssl
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.unit.ports.servers import Answer, body, redirect, serving

from microcred.ports.errors import (
    AddressInvalid,
    AddressRefused,
    FetchFailed,
    FetchOffline,
    FetchRedirected,
    FetchRefused,
    FetchTooLarge,
    FetchTooSlow,
)
from microcred.ports.fetcher import GuardedFetcher, NoFetcher


def fetcher(port: int, **limits: float) -> GuardedFetcher:
    return GuardedFetcher(exceptions=[f"127.0.0.1:{port}"], **limits)  # type: ignore[arg-type]


def test_an_exception_is_fetched_over_http_whatever_type_it_states() -> None:
    with serving({"/a?b=c": body(b"hello", Content_Type="image/png")}) as (port, seen):
        found = fetcher(port).fetch(f"http://127.0.0.1:{port}/a?b=c#d")
    assert found.body == b"hello"
    assert seen == [f"127.0.0.1:{port} /a?b=c"]


def test_without_the_exception_nothing_is_asked() -> None:
    with serving({"/": body(b"hello")}) as (port, seen):
        for url in (f"http://127.0.0.1:{port}/", f"https://127.0.0.1:{port}/", f"https://localhost:{port}/"):
            with pytest.raises((AddressInvalid, AddressRefused)):
                GuardedFetcher().fetch(url)
        with pytest.raises(AddressInvalid):
            fetcher(port).fetch(f"http://localhost:{port}/")
    assert seen == []


@pytest.mark.parametrize(
    "target",
    [
        "https://169.254.169.254/latest/meta-data/",
        "http://169.254.169.254/latest/meta-data/",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:169.254.169.254]/",
        "//192.168.0.1/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://127.0.0.1/",
    ],
)
def test_a_redirect_into_a_private_network_is_refused_in_milliseconds(target: str) -> None:
    with serving({"/": redirect(target)}) as (port, seen):
        started = time.monotonic()
        with pytest.raises((AddressRefused, AddressInvalid)):
            fetcher(port).fetch(f"http://127.0.0.1:{port}/")
        assert time.monotonic() - started < 2
    assert len(seen) == 1


def test_metadata_addresses_are_refused_before_any_packet(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr("socket.create_connection", opened)
    monkeypatch.setattr("socket.socket.connect", opened)
    for url in ("https://169.254.169.254/", "https://[fd00:ec2::254]/", "https://127.0.0.1/"):
        with pytest.raises(AddressRefused):
            GuardedFetcher().fetch(url)


def test_a_redirect_to_another_port_of_the_same_machine_is_refused() -> None:
    with serving({"/": body(b"secret")}) as (inner, seen):
        answers = {"/": redirect(f"http://127.0.0.1:{inner}/")}
        with serving(answers) as (port, _), pytest.raises(AddressInvalid):
            fetcher(port).fetch(f"http://127.0.0.1:{port}/")
        assert seen == []


def test_redirects_are_followed_three_times_and_no_more() -> None:
    answers = {f"/{step}": redirect(f"/{step + 1}") for step in range(5)}
    with serving({**answers, "/5": body(b"end")}) as (port, seen):
        assert fetcher(port).fetch(f"http://127.0.0.1:{port}/2").body == b"end"
        assert fetcher(port).fetch(f"http://127.0.0.1:{port}/2").url.endswith("/5")
        with pytest.raises(FetchRedirected):
            fetcher(port).fetch(f"http://127.0.0.1:{port}/1")
    assert len(seen) == 12


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def look_up(host: str, port: int, *_: object, **__: object) -> list[object]:
        asked.append(host)
        address = host if host[0].isdigit() else ["127.0.0.1", "10.99.99.99"][asked.count(host) - 1]
        return [(2, 1, 6, "", (address, port))]

    with serving({"/": body(b"hello")}) as (port, seen):
        monkeypatch.setattr("microcred.ports.addresses.socket.getaddrinfo", look_up)
        found = GuardedFetcher(exceptions=[f"name.example:{port}"]).fetch(f"http://name.example:{port}/")
    assert found.body == b"hello"
    assert asked.count("name.example") == 1
    assert seen == [f"name.example:{port} /"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "/path",
        "http://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://",
        "https:///path",
        "https://user:password@example.org/",
        "https://example.org:99999/",
        "https://exa mple.org/",
        "https://example.org/" + "a" * 5000,
        "javascript:alert(1)",
        "data:text/plain,hello",
        "https://example.org/\x00",
    ],
)
def test_what_is_no_https_address_is_refused(url: str) -> None:
    with pytest.raises(AddressInvalid):
        GuardedFetcher().fetch(url)


def test_a_body_over_the_limit_is_refused_with_or_without_a_stated_length() -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(1000):
            handler.wfile.write(b"a" * 10_000)

    with serving({"/long": body(b"a" * 1001), "/fits": body(b"a" * 1000), "/endless": endless}) as (port, _):
        assert len(fetcher(port, body_bytes=1000).fetch(f"http://127.0.0.1:{port}/fits").body) == 1000
        for path in ("long", "endless"):
            with pytest.raises(FetchTooLarge):
                fetcher(port, body_bytes=1000).fetch(f"http://127.0.0.1:{port}/{path}")


def drip(headers: bool) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if not headers:
            handler.send_response(200)
            handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"X-A: b\r\n" if headers else b"a")
            handler.wfile.flush()
            time.sleep(0.05)

    return answer


@pytest.mark.parametrize("headers", [True, False], ids=["headers", "body"])
def test_a_server_that_drips_is_left_at_the_total_limit(headers: bool) -> None:
    with serving({"/": drip(headers)}) as (port, _):
        started = time.monotonic()
        with pytest.raises(FetchTooSlow):
            fetcher(port, seconds=0.4).fetch(f"http://127.0.0.1:{port}/")
        assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (body(b"", 404), FetchRefused),
        (body(b"", 500), FetchRefused),
        (body(b"", 204), FetchRefused),
        (body(b"", 302), FetchRedirected),
        (body(b"x", Content_Encoding="gzip"), FetchFailed),
    ],
)
def test_other_answers_are_no_document(answer: Answer, error: type[FetchFailed]) -> None:
    with serving({"/": answer}) as (port, _), pytest.raises(error):
        fetcher(port).fetch(f"http://127.0.0.1:{port}/")


def test_a_server_that_is_not_there_or_talks_nonsense_is_out_of_reach() -> None:
    with serving({"/": lambda handler: handler.wfile.write(b"nonsense\r\n\r\n") and None}) as (port, _):
        with pytest.raises(FetchFailed):
            fetcher(port).fetch(f"http://127.0.0.1:{port}/")
        with pytest.raises(FetchFailed):
            fetcher(port).fetch(f"https://127.0.0.1:{port}/")
    with pytest.raises(FetchFailed):
        fetcher(port).fetch(f"http://127.0.0.1:{port}/")


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, str]:
    """A server's TLS settings with a certificate for `name`, and the file that vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    names: list[x509.GeneralName] = (
        [x509.IPAddress(ip_address(name))] if name[0].isdigit() else [x509.DNSName(name)]
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    pem = made.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(pem + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context, str(file)


def test_https_checks_the_certificate_against_the_name(tmp_path: Path) -> None:
    right, trusted = certificate(tmp_path, "localhost")
    wrong, other = certificate(tmp_path, "other.example")
    for context, authority, works in ((right, trusted, True), (wrong, other, False), (right, None, False)):
        with serving({"/": body(b"hello")}, context) as (port, _):
            guarded = GuardedFetcher(exceptions=[f"localhost:{port}"], cafile=authority)
            if works:
                assert guarded.fetch(f"https://localhost:{port}/").body == b"hello"
            else:
                with pytest.raises(FetchFailed, match="certificate"):
                    guarded.fetch(f"https://localhost:{port}/")


def test_did_web_uses_http_for_exceptions_only() -> None:
    guarded = GuardedFetcher(exceptions=["127.0.0.1:8000"])
    assert guarded.web_scheme("https://127.0.0.1:8000/i/a/did.json") == "http://127.0.0.1:8000/i/a/did.json"
    for url in ("https://127.0.0.1:8001/did.json", "https://example.org/.well-known/did.json"):
        assert guarded.web_scheme(url) == url


def test_offline_fetches_nothing() -> None:
    with pytest.raises(FetchOffline):
        NoFetcher().fetch("https://example.org/")
    assert NoFetcher().web_scheme("https://example.org/") == "https://example.org/"
