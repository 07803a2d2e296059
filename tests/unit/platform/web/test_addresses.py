"""LinkedIn, QR codes, shared pages and Markdown."""

from __future__ import annotations

import io
import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from PIL import Image

from microcred.platform.web.linkedin import linkedin_url
from microcred.platform.web.markdown import to_html
from microcred.platform.web.opengraph import Shared
from microcred.platform.web.qr import qr_svg
from microcred.platform.web.typesetting import typeset


def test_linkedin_gets_everything_percent_encoded() -> None:
    url = linkedin_url(
        name="R&D: présenter + convaincre",
        organisation="Alder & Söhne",
        issued=date(2026, 5, 14),
        expires=date(2028, 1, 31),
        url="https://credentials.example/c/x?y=1&z=2",
        credential_id="q4Zk8",
    )
    assert " " not in url
    assert "+" not in url
    assert "name=R%26D%3A%20pr%C3%A9senter%20%2B%20convaincre" in url
    assert parse_qs(urlsplit(url).query) == {
        "startTask": ["CERTIFICATION_NAME"],
        "name": ["R&D: présenter + convaincre"],
        "organizationName": ["Alder & Söhne"],
        "issueYear": ["2026"],
        "issueMonth": ["5"],
        "expirationYear": ["2028"],
        "expirationMonth": ["1"],
        "certUrl": ["https://credentials.example/c/x?y=1&z=2"],
        "certId": ["q4Zk8"],
    }


def test_linkedin_gets_nothing_that_is_not_set() -> None:
    url = linkedin_url(name="Weld", organisation_id="1337", organisation="Alder")
    assert (
        url
        == "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name=Weld&organizationId=1337"
    )


@pytest.mark.parametrize("text", ["https://credentials.example/c/q4Zk8mT1vXw9LpR2sYbN7g", "a"])
def test_a_qr_code_reads_back_and_carries_no_style(text: str) -> None:
    svg = qr_svg(text)
    assert "style=" not in svg
    source = '#set page(width: 300pt, height: 300pt, margin: 0pt)\n#image("/q.svg", width: 300pt)'
    png = typeset(source, None, kind="png", files={"q.svg": svg.encode()})
    assert zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))[0].text == text


def test_shared_pages_escape_what_people_wrote() -> None:
    tags = Shared('"><script>', "b", "https://x.example/c/1", "https://x.example/c/1.png").tags()
    assert "<script>" not in tags
    assert 'property="og:image" content="https://x.example/c/1.png"' in tags
    assert "og:image" not in Shared("a", "b", "https://x.example/c/1").tags()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**both** parts", "<p><strong>both</strong> parts</p>\n"),
        ("# Top", "<h3>Top</h3>\n"),
        ("###### Deep", "<h5>Deep</h5>\n"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("", ""),
    ],
)
def test_markdown_becomes_safe_html(text: str, html: str) -> None:
    assert to_html(text) == html


def test_links_in_markdown_say_nothing_of_the_reader() -> None:
    html = to_html("[a](https://example.org) ![p](https://example.org/p.png) [d](data:text/html,x)")
    assert 'rel="nofollow noopener noreferrer"' in html
    assert not re.search(r"<img|data:text/html\"", html)
