"""Credentials go into pictures and come out the same; whatever is doubtful is refused by its own code."""

from __future__ import annotations

import io
import time
import xml.etree.ElementTree as ElementTree
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.unit.vc.baking import pictures

from microcred.vc import baking
from microcred.vc.errors import CredentialError

JSON, JWS, SVG = pictures.JSON, pictures.JWS, pictures.SVG
png, text_chunk, chunk = pictures.png, pictures.text_chunk, pictures.chunk


@pytest.mark.parametrize("text", [JSON, JWS], ids=["json", "jwt"])
def test_what_is_baked_into_a_png_comes_out_again(text: str) -> None:
    baked = baking.bake_png(png(), text)
    assert baking.unbake(baked) == baking.Unbaked(text, "png")
    with Image.open(io.BytesIO(baked)) as image:
        image.load()
        assert image.text["openbadgecredential"] == text


@pytest.mark.parametrize("text", [JSON, JWS], ids=["json", "jwt"])
def test_what_is_baked_into_an_svg_comes_out_again(text: str) -> None:
    baked = baking.bake_svg(SVG, text)
    assert baking.unbake(baked) == baking.Unbaked(text, "svg")
    first = next(iter(ElementTree.fromstring(baked)))
    assert first.tag == "{https://purl.imsglobal.org/ob/v3p0}credential"
    assert first.get("verify") == (text if text == JWS else None)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_any_text_survives_an_svg(inner: str) -> None:
    text = '{"a":"' + inner.replace("\\", "").replace('"', "") + '"}'
    assert baking.unbake_svg(baking.bake_svg(SVG, text)) == text


@pytest.mark.parametrize(
    "before",
    [
        b'<?xml version="1.0" encoding="utf-8"?>\n',
        b'\xef\xbb\xbf<?xml version="1.0"?><!-- <svg> made > here -->\n',
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n',
    ],
)
def test_a_picture_may_begin_with_declarations(before: bytes) -> None:
    assert baking.unbake_svg(baking.bake_svg(before + SVG, JSON)) == JSON


def test_an_empty_picture_element_is_opened() -> None:
    assert baking.unbake_svg(baking.bake_svg(b'<svg xmlns="http://www.w3.org/2000/svg"/>', JWS)) == JWS


def svg(inside: str = "", attributes: str = "") -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" {attributes}>{inside}</svg>'
    ).encode()


ELEMENT = f'<openbadges:credential verify="{JWS}"/>'

REFUSED = {
    "text that is no picture": (b"hello", "baking.carrier-unknown"),
    "a png cut off": (png()[:-14], "baking.png-unreadable"),
    "a png with one wrong byte": (png(text_chunk(JWS)).replace(b"eyJh", b"eyJi"), "baking.png-unreadable"),
    "a png of 100 megapixels": (png(width=10_000, height=10_000), "baking.too-large"),
    "a png of no width": (png(width=0), "baking.png-unreadable"),
    "a png with a part of unknown meaning": (png(chunk(b"ABCD", b"")), "baking.png-unreadable"),
    "a png that begins with its picture": (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IDAT", b""),
        "baking.png-unreadable",
    ),
    "a png of a signature only": (b"\x89PNG\r\n\x1a\n", "baking.png-unreadable"),
    "a png without a picture": (
        png()[:33] + chunk(b"IEND", b""),
        "baking.png-unreadable",
    ),
    "a png without a credential": (png(), "baking.nothing"),
    "a png with two credentials": (png(text_chunk(JWS), text_chunk(JSON)), "baking.twice"),
    "a png with a compressed credential": (png(text_chunk(JWS, compressed=b"\1\0")), "baking.malformed"),
    "a png with a credential as plain text": (
        png(chunk(b"tEXt", b"openbadgecredential\0" + JWS.encode())),
        "baking.malformed",
    ),
    "a png with a web address inside": (png(text_chunk("https://example.org/1")), "baking.malformed"),
    "a png with a credential that is not UTF-8": (
        png(chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0{\xff}")),
        "baking.malformed",
    ),
    "a png with badges of two versions": (
        png(text_chunk(JSON), text_chunk(JSON, keyword=b"openbadges")),
        "baking.twice",
    ),
    "a png with two badges of version 2": (
        png(text_chunk("{}", keyword=b"openbadges"), chunk(b"tEXt", b"openbadges\0https://e.org")),
        "baking.twice",
    ),
    "a png badge of version 2, compressed": (
        png(text_chunk("{}", keyword=b"openbadges", compressed=b"\1\0")),
        "baking.malformed",
    ),
    "a png badge of version 2 that is prose": (
        png(text_chunk("see our site", keyword=b"openbadges")),
        "baking.malformed",
    ),
    "a png of too many parts": (png(*[chunk(b"tEXt", b"a\0b")] * 20_001), "baking.too-large"),
    "an svg without a credential": (SVG, "baking.nothing"),
    "an svg with two credentials": (svg(ELEMENT * 2), "baking.twice"),
    "an svg with a credential deep inside": (svg(f"<g>{ELEMENT}</g>"), "baking.malformed"),
    "an svg with verify and a body": (
        svg(ELEMENT.replace("/>", ">{}</openbadges:credential>")),
        "baking.malformed",
    ),
    "an svg with an address in verify": (
        svg('<openbadges:credential verify="https://e.org"/>'),
        "baking.malformed",
    ),
    "an svg with elements in the credential": (
        svg("<openbadges:credential><g/></openbadges:credential>"),
        "baking.malformed",
    ),
    "an svg badge of version 2 without anything": (
        svg('<ob:assertion xmlns:ob="http://openbadges.org"/>'),
        "baking.malformed",
    ),
    "an svg with badges of two versions": (
        svg(ELEMENT + '<ob:assertion xmlns:ob="http://openbadges.org" verify="https://e.org"/>'),
        "baking.twice",
    ),
    "an svg with a script": (svg(ELEMENT + "<script>alert(1)</script>"), "baking.svg-unsafe"),
    "an svg with a handler": (svg(ELEMENT, 'onload="alert(1)"'), "baking.svg-unsafe"),
    "an svg with foreign content": (svg(ELEMENT + "<foreignObject/>"), "baking.svg-unsafe"),
    "an svg with html inside": (
        svg(ELEMENT + '<p xmlns="http://www.w3.org/1999/xhtml"/>'),
        "baking.svg-unsafe",
    ),
    "an svg with a picture from elsewhere": (
        svg(ELEMENT + '<image href="https://e.org/a.png"/>'),
        "baking.svg-unsafe",
    ),
    "an svg with an svg as data": (
        svg(ELEMENT + '<image xlink:href="data:image/svg+xml,x"/>'),
        "baking.svg-unsafe",
    ),
    "an svg with a script as a link": (svg(ELEMENT + '<a href="javascript:x"/>'), "baking.svg-unsafe"),
    "an svg with a style from elsewhere": (
        svg(ELEMENT + "<style>@im<!-- -->port 'https://e.org'</style>"),
        "baking.svg-unsafe",
    ),
    "an svg with a fill from elsewhere": (
        svg(ELEMENT + '<g fill="url(https://e.org#a)"/>'),
        "baking.svg-unsafe",
    ),
    "an svg with an animated link": (
        svg(ELEMENT + '<a><set attributeName="xlink:href" to="javascript:x"/></a>'),
        "baking.svg-unsafe",
    ),
    "an svg with a style sheet": (
        b'<?xml-stylesheet href="https://e.org"?>' + svg(ELEMENT),
        "baking.svg-unsafe",
    ),
    "an svg with entities": (
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(ELEMENT),
        "baking.svg-unsafe",
    ),
    "an svg that is cut off": (svg(ELEMENT)[:-3], "baking.svg-unreadable"),
    "an svg in another encoding": (svg(ELEMENT).decode().encode("utf-16"), "baking.carrier-unknown"),
    "an svg that declares another encoding": (
        b'<?xml version="1.0" encoding="utf-7"?>' + svg(ELEMENT),
        "baking.svg-unreadable",
    ),
    "html": (b"<html></html>", "baking.svg-unreadable"),
    "an svg 10,000 deep": (svg("<g>" * 10_000 + "</g>" * 10_000), "baking.too-large"),
    "a pdf without attachment": (pictures.pdf(), "baking.nothing"),
    "a pdf with another attachment": (
        pictures.pdf(pictures.attachment(zlib.compress(b"hello"))),
        "baking.nothing",
    ),
    "a pdf with two credentials": (
        pictures.pdf(
            pictures.attachment(zlib.compress(JSON.encode())),
            pictures.attachment(zlib.compress(JWS.encode())),
        ),
        "baking.twice",
    ),
    "a pdf with a damaged attachment": (
        pictures.pdf(pictures.attachment(b"\0\1\2")),
        "baking.pdf-unreadable",
    ),
    "a pdf with a bomb": (
        pictures.pdf(pictures.attachment(zlib.compress(b"{" + bytes(50_000_000), 9))),
        "baking.too-large",
    ),
    "a pdf with too many attachments": (
        pictures.pdf(*[pictures.attachment(zlib.compress(b"hello"))] * 17),
        "baking.too-large",
    ),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_a_doubtful_file_is_refused_at_once(data: bytes, code: str) -> None:
    started = time.process_time()
    with pytest.raises(CredentialError) as refused:
        baking.unbake(data)
    assert refused.value.code == code
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize("text", ["", "hello", "[1]", "{", "a.b", '{"a":"\0"}', b"{\xff}", "{\ud800}"])
def test_only_a_credential_is_baked(text: str | bytes) -> None:
    for bake, picture in ((baking.bake_png, png()), (baking.bake_svg, SVG)):
        with pytest.raises(baking.NotBakeable):
            bake(picture, text)


def test_a_picture_is_baked_once() -> None:
    for bake, picture in ((baking.bake_png, png()), (baking.bake_svg, SVG)):
        with pytest.raises(baking.AlreadyBaked):
            bake(bake(picture, JSON), JWS)


def test_the_record_attached_to_a_typeset_certificate_is_found() -> None:
    typst = pytest.importorskip("typst")
    source = '#pdf.attach("credential.json", bytes("{\\"id\\": \\"urn:uuid:1\\"}"))\nCertificate'
    assert baking.unbake(typst.compile(source.encode())) == baking.Unbaked('{"id": "urn:uuid:1"}', "pdf")


OLDER = '<ob:assertion xmlns:ob="http://openbadges.org"'
ADDRESS = "https://e.org/1.json"
OLDER_BADGES = {
    "json in iTXt": (png(text_chunk(JSON, keyword=b"openbadges")), JSON),
    "a token in iTXt": (png(text_chunk(JWS, keyword=b"openbadges")), JWS),
    "an address in tEXt": (png(chunk(b"tEXt", b"openbadges\0" + ADDRESS.encode())), ADDRESS),
    "an address in verify": (svg(f'{OLDER} verify="{ADDRESS}"/>'), ADDRESS),
    "a token in verify": (svg(f'{OLDER} verify="{JWS}"/>'), JWS),
    "json beside an address": (
        svg(f'{OLDER} verify="{ADDRESS}"><![CDATA[{{"id": 1}}]]></ob:assertion>'),
        '{"id": 1}',
    ),
}


@pytest.mark.parametrize(("picture", "text"), OLDER_BADGES.values(), ids=OLDER_BADGES.keys())
def test_badges_of_older_versions_are_taken_out(picture: bytes, text: str) -> None:
    assert baking.unbake(picture).text == text
