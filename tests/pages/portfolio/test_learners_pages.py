"""A learner's own pages: closed to everybody else, with a next step where nothing is held, and what they show."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from tests import house
from tests.services.portfolio.test_portfolio import foreign

from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.portfolio import queries, services
from microcred.platform.portfolio.models import Imported, Reflection, Share

pytestmark = pytest.mark.django_db
AMINA = "amina@learners.example"
OWN = ("/home", "/credentials", "/credentials/add", "/skills-held", "/skills-held/declare", "/timeline",
       "/collections", "/collections/new", "/shares", "/shares/new")  # fmt: skip


@pytest.fixture
def amina() -> Account:
    return house.person("Amina Diallo", AMINA)


@pytest.fixture
def award(amina: Account) -> Callable[..., str]:
    """Awards Amina one micro-credential after the other, as many days ago as asked, and accepts it."""
    owner = house.person()
    institution = house.institution(owner)

    def make(days: int = 30, *, accepted: bool = True) -> str:
        at = timezone.now().replace(microsecond=0) - timedelta(days=days)
        made = awards.award_one(
            actor=owner,
            achievement=house.published(owner, institution),
            values={"name": "Amina Diallo", "email": AMINA},
            identity=Identity(),
            now=at,
        )
        if accepted:
            awards.accept(actor=amina, public_id=made, now=at, visibility="private")
        return made

    return make


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(answer: object) -> str:
    found = html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))  # type: ignore[attr-defined]
    return " ".join(found.split())


@pytest.mark.parametrize("path", OWN)
def test_nobody_sees_a_learner_s_page_without_signing_in(path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, "sign-in" in answer["Location"] or "login" in answer["Location"]) == (
        302,
        True,
    )


@pytest.mark.parametrize("path", OWN)
def test_somebody_who_holds_nothing_gets_a_next_step(path: str) -> None:
    answer = signed_in(house.person("New Learner")).get(path)
    assert answer.status_code == 200
    main = answer.content.decode().partition("<main")[2]
    assert 'class="button' in main or "<button" in main or "<a href" in main


def test_pages_of_one_learner_are_not_there_for_another(amina: Account, award: Callable[..., str]) -> None:
    made = award()
    signed_in(amina).post("/credentials/add", {"text": foreign().decode()})
    kept = Imported.objects.get().pk
    collection = services.collect(actor=amina, name="Best", public_ids=[made], now=timezone.now())
    other = signed_in(house.person("Other Person"))
    for path in (f"/credentials/elsewhere/{kept}", f"/credentials/elsewhere/{kept}/file",
                 f"/collections/{collection}", f"/timeline/{made}"):  # fmt: skip
        assert other.get(path).status_code == 404, path
    for path in (f"/credentials/elsewhere/{kept}/remove", f"/collections/{collection}/remove"):
        assert other.post(path).status_code == 404, path
    assert Imported.objects.exists()
    for path in ("/home", "/credentials", "/skills-held", "/timeline"):
        assert "Presenting to an audience" not in text(other.get(path))


def test_home_says_what_is_held_and_asks_for_the_answer_that_is_owed(
    amina: Account, award: Callable[..., str]
) -> None:
    award()
    award(1, accepted=False)
    said = text(signed_in(amina).get("/home"))
    assert "You hold 1 credential that shows 1 skill." in said
    assert "Alder College has awarded you “Presenting to an audience”. Do you accept it?" in said


def test_the_list_is_narrowed_and_ordered(amina: Account, award: Callable[..., str]) -> None:
    award()
    award(1, accepted=False)
    page = signed_in(amina)
    assert text(page.get("/credentials?show=pending")).count("14 May") == 0
    assert "Not accepted yet" in text(page.get("/credentials?show=pending"))
    assert "No credential is like this." in text(page.get("/credentials?text=welding"))
    assert page.get("/credentials?sort=ends&issuer=Alder+College").content.count(b'class="tick"') == 2


def test_what_is_ticked_is_put_away_and_taken_out_again(amina: Account, award: Callable[..., str]) -> None:
    made, page = award(), signed_in(amina)
    page.post("/credentials/change", {"credential": made, "what": "archive"})
    assert [one.archived for one in queries.holdings(amina, timezone.now())] == [True]
    page.post("/credentials/change", {"credential": made, "what": "restore"})
    assert [one.archived for one in queries.holdings(amina, timezone.now())] == [False]


def test_a_file_from_elsewhere_is_examined_kept_and_counted_only_in_private(amina: Account) -> None:
    page = signed_in(amina)
    file = SimpleUploadedFile("welding.json", foreign(), "application/json")
    said = text(page.post("/credentials/add", {"file": file}, follow=True))
    assert "Genuine, issuer not known here" in said
    assert "Not counted yet" in said
    kept = Imported.objects.get().pk
    page.post(f"/credentials/elsewhere/{kept}/count", {"count": "yes"})
    assert "Hard: 0 skills" in text(page.get("/skills-held")) or "Name a skill" in text(
        page.get("/skills-held")
    )
    assert "weld metal" in text(page.get("/skills-held?view=private"))
    given = page.get(f"/credentials/elsewhere/{kept}/file")
    assert (given.content, given["Content-Type"]) == (
        bytes(Imported.objects.get().body),
        "application/octet-stream",
    )


@pytest.mark.parametrize("given", ["{}", "hello", "http://169.254.169.254/credential.json"])
def test_what_is_no_credential_is_said_beside_the_field(amina: Account, given: str) -> None:
    answer = signed_in(amina).post("/credentials/add", {"text": given})
    assert (answer.status_code, Imported.objects.count()) == (422, 0)
    assert 'aria-invalid="true"' in answer.content.decode()


def test_each_skill_opens_the_credentials_behind_it(amina: Account, award: Callable[..., str]) -> None:
    made = award()
    body = signed_in(amina).get("/skills-held").content.decode()
    skill = body.partition('<details class="skill">')[2].partition("</details>")[0]
    assert "Level 5 of 8" in skill
    assert "Assessed" in skill
    assert f'href="/c/{made}"' in skill


def test_looking_back_to_a_day_shows_what_was_held_then(amina: Account, award: Callable[..., str]) -> None:
    award(30)
    page, day = signed_in(amina), (timezone.now() - timedelta(days=60)).date()
    assert "your credentials showed 0 skills" in text(page.get(f"/skills-held?day={day}"))
    assert "Soft: 0 skills" in text(page.get(f"/skills-held?day={day}"))
    assert page.get("/skills-held?day=nonsense").status_code == 200


def test_a_declared_skill_is_marked_and_can_be_taken_back(amina: Account) -> None:
    page = signed_in(amina)
    page.post("/skills-held/declare", {"label": "Bread baking", "level": "3"})
    assert "Level 3 of 8 · Declared by you" in text(page.get("/skills-held"))
    assert "You declare 1 skill." in text(page.get("/home"))
    (one,) = queries.declared_by(amina)
    page.post(f"/skills-held/declared/{one.public_id}/remove")
    assert not queries.declared_by(amina)


def test_the_timeline_has_a_drawing_without_script_and_an_equal_table(
    amina: Account, award: Callable[..., str]
) -> None:
    award(20)
    award(10)
    services.declare(actor=amina, label="Bread baking", now=timezone.now())
    body = signed_in(amina).get("/timeline").content.decode()
    assert "Bread baking" in body
    assert "urn:microcred" not in body
    drawings = re.findall(r"<svg class=\"timeline.*?</svg>", body, re.S)
    assert len(drawings) == 2
    assert not any("<script" in one or " on" in re.sub(r">[^<]*<", "><", one) for one in drawings)
    assert body.count('data-label="What it changed"') == 2


def test_the_timeline_is_taken_along_as_a_picture_and_as_one_page(
    amina: Account, award: Callable[..., str]
) -> None:
    award(100)
    page = signed_in(amina)
    assert Image.open(io.BytesIO(page.get("/timeline.png").content)).size == (1200, 630)
    paper = pypdfium2.PdfDocument(page.get("/timeline.pdf").content)
    assert len(paper) == 1
    width, height = paper[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    assert "Amina Diallo" in paper[0].get_textpage().get_text_range()


def test_what_a_learner_writes_is_seen_by_nobody_else(amina: Account, award: Callable[..., str]) -> None:
    made, page = award(), signed_in(amina)
    page.post(f"/timeline/{made}", {"before": "2", "after": "4", "sentence": "I speak up now.", "used": ""})
    assert Reflection.objects.get().sentence == "I speak up now."
    shared = services.share(actor=amina, title="For Sorrel", public_ids=[made], now=timezone.now())
    assert "speak up" not in Client().get(f"/s/{shared}").content.decode()
    assert "speak up" not in Client().get(f"/s/{shared}/{made}").content.decode()


def test_own_words_stand_on_a_page_that_was_made_to_show_them(
    amina: Account, award: Callable[..., str]
) -> None:
    made, page = award(), signed_in(amina)
    written = {
        "before": "2",
        "after": "4",
        "sentence": "I speak <up> now.",
        "used": "At the Monday stand-up.",
    }
    page.post(f"/timeline/{made}", written)
    form = {"title": "For Sorrel", "credentials": [made], "ends": "2099-12-31", "with_words": "on"}
    page.post("/shares/new", form)
    share = Share.objects.get()
    assert "with your own words" in text(page.get("/shares"))
    for address in (f"/s/{share.pk}", f"/s/{share.pk}/{made}"):
        shown = Client().get(address)
        said = text(shown)
        for part in ("with much help", "on my own", "I speak <up> now.", "At the Monday stand-up.",
                     "not by the issuer"):  # fmt: skip
            assert part in said, part
        assert "<up>" not in shown.content.decode()
    assert b"speak" not in Client().get(f"/s/{share.pk}.zip").content


def test_a_share_is_made_in_the_page_and_ends_when_it_is_withdrawn(
    amina: Account, award: Callable[..., str]
) -> None:
    made, page = award(), signed_in(amina)
    page.post("/shares/new", {"title": "For Sorrel", "credentials": [made], "ends": "2099-12-31"})
    share = Share.objects.get()
    stranger = Client().get(f"/s/{share.pk}")
    assert (stranger.status_code, stranger["X-Robots-Tag"], stranger["Referrer-Policy"]) == (
        200, "noindex", "no-referrer",
    )  # fmt: skip
    assert Client().get(f"/s/{share.pk}/{made}").status_code == 200
    page.post(f"/shares/{share.pk}/withdraw")
    assert Client().get(f"/s/{share.pk}").status_code == 410
    assert Client().get(f"/s/{share.pk}/{made}/file").status_code == 410


def test_a_share_shows_only_what_it_was_made_for(amina: Account, award: Callable[..., str]) -> None:
    made, other = award(), award(2)
    share = services.share(actor=amina, title="For Sorrel", public_ids=[made], now=timezone.now())
    assert Client().get(f"/s/{share}/{other}").status_code == 404
    assert Client().get(f"/s/{share}/{other}/file").status_code == 404


def test_a_pending_credential_cannot_be_shown_even_by_hand(amina: Account, award: Callable[..., str]) -> None:
    waiting = award(1, accepted=False)
    answer = signed_in(amina).post("/shares/new", {"title": "x", "credentials": [waiting]})
    assert (answer.status_code, Share.objects.count()) == (422, 0)


def test_pages_stay_small_and_ask_the_database_little(
    amina: Account, award: Callable[..., str], django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for days in range(10, 22):
        award(days)
    collection = services.collect(actor=amina, name="Best", public_ids=[], now=_now())
    for number in range(3):
        services.share(actor=amina, title=str(number), collection=collection, now=_now())
    page = signed_in(amina)
    page.get("/home")
    for path in (*OWN, f"/collections/{collection}"):
        with django_assert_max_num_queries(30):  # type: ignore[attr-defined]
            answer = page.get(path)
        assert answer.status_code == 200
        assert len(answer.content) < 60_000, path


def _now() -> datetime:
    return timezone.now()
