"""Takes the pictures of how-tos anew, from a demo of its own: `.venv/bin/python tests/pictures.py`.

Each picture is one line of `PICTURES`. Those of enrolment, assessment, rights, plans, stacking and recognition are
taken here. Names after the command take only the pictures whose names begin so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parents[1] / "docs" / "how-to" / "pictures"
PORT = 8793
ORIGIN = f"http://127.0.0.1:{PORT}"
CHROMIUM = shutil.which("chromium")
SERVING = """
import sys
from microcred.platform.config.serve import prepare, run
prepare()
run("127.0.0.1", int(sys.argv[1]), workers=1)
"""
WIDE = (1280, 900)
PHONE = (390, 844)


@dataclass(frozen=True)
class Picture:
    """What to open as whom, what to do there, and how much of it is shown."""

    name: str
    who: str
    path: str
    do: Callable[[Page], object] = lambda _: None
    size: tuple[int, int] = WIDE
    tall: int = 900


def design(page: Page) -> None:
    """A pathway of two required parts and one of two electives."""
    page.get_by_label("The micro-credential that it gives").select_option(
        label="Machine learning in practice"
    )
    required = page.get_by_role("group", name="Required: all of these")
    required.get_by_label("Data analysis, foundations (Alder College)").check()
    required.get_by_label("Presenting to an audience (Northlight Certification)").check()
    page.get_by_text("Add electives, of which some are chosen").click()
    electives = page.get_by_role("group", name="Electives: some of these")
    for title in ("Critical thinking (Alder College)", "Working in a team (Northlight Certification)"):
        electives.get_by_label(title).check()
    page.get_by_label("How many electives").fill("1")
    page.get_by_role("button", name="Draw it").click()
    page.get_by_role("heading", name="In words").wait_for()


def what_if(page: Page) -> None:
    """What the next part would change."""
    page.get_by_role("group", name="Micro-credentials").get_by_role("checkbox").first.check()
    page.get_by_role("button", name="See", exact=True).click()
    page.get_by_role("status").wait_for()
    page.evaluate("scrollTo(0, 0)")


def first_case(page: Page) -> None:
    """The case that waits, at its questions."""
    page.locator("main table a").first.click()
    page.get_by_role(
        "heading", name="What was handed in, by the seven questions"
    ).scroll_into_view_if_needed()
    page.evaluate(
        "scrollBy(0, document.querySelectorAll('main section')[0].getBoundingClientRect().top - 120)"
    )


def decide(page: Page) -> None:
    """The form of the decision, filled in."""
    page.locator("main table a").first.click()
    page.get_by_label("Admitted with a condition", exact=True).check()
    page.get_by_label("Reasons, which the applicant reads").fill("The credits are there; a talk is missing.")
    page.get_by_label("Conditions, if any").fill("Bring a certificate of presenting by 1 March.")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")


def one_use(page: Page) -> None:
    """The credit that is to move, with release unfolded."""
    page.get_by_role("link", name="Look at it").first.click()
    page.get_by_text("Release it", exact=True).click()


def work(page: Page) -> None:
    """The form to hand in, filled in."""
    page.get_by_label("Your text").fill("I asked one open question at a time, and wrote down the answers.")
    page.evaluate("scrollTo(0, 0)")


def verdict(page: Page) -> None:
    """The decision, chosen and given its reason."""
    page.get_by_label("Passed: award it now").check()
    page.get_by_label("Reason").fill("Both assessors saw attention in full.")
    page.evaluate("scrollTo(0, 0)")


def calculator(page: Page) -> None:
    """What a credential of the demo would count."""
    page.get_by_label("Or paste one credential, or its address").scroll_into_view_if_needed()


def open_skill(page: Page) -> None:
    """One skill with what is behind it."""
    page.locator("details.skill", has_text="analyse tabular data").locator("summary").first.click()


def only_drawing(page: Page) -> None:
    """The timeline without the table beneath."""
    page.get_by_text("Show as table", exact=True).click()


def give_right(page: Page) -> None:
    """The form of a right, filled in: accounting at two levels, for some years."""
    page.get_by_label("To which institution").select_option(label="Birch City College")
    page.get_by_label("Fields").fill("0411 accounting")
    page.get_by_label("From EQF level").select_option("4")
    page.get_by_label("To EQF level").select_option("5")
    page.get_by_label("Until").fill("2030-01-01")


def certifiers(page: Page) -> None:
    """Who may certify what the educator teaches: one of its micro-credentials."""
    page.get_by_role("link", name="Who may certify what").click()
    page.get_by_role("link", name="Active listening").click()
    page.get_by_role("heading", name="may certify “Active listening” today").wait_for()


PICTURES = (
    Picture("give-a-right", "renate", "/o/{accreditor}/rights/give", give_right, tall=900),
    Picture("right-breaks", "renate", "/o/{accreditor}/rights/{right}/withdraw", tall=820),
    Picture("who-certifies", "declan", "/o/{lumen}/rights/", certifiers, tall=760),
    Picture("network-map", "", "/i/{cert}/network", tall=900),
    Picture("plan-skills", "amina", "/skills-held", open_skill, tall=1080),
    Picture("plan-timeline", "amina", "/timeline", only_drawing, tall=720),
    Picture("plan-words", "", "/s/{shown}", tall=720),
    Picture("plan-start", "marek", "/plan/start", tall=700),
    Picture("plan-closest", "amina", "/plan/closest", tall=760),
    Picture("plan-gap", "amina", "/plan", tall=1180),
    Picture("plan-gap-phone", "marek", "/plan", size=PHONE, tall=900),
    Picture("plan-options", "marek", "/plan/options", tall=1260),
    Picture("plan-followed", "chloe", "/plan/{plan}", tall=900),
    Picture("plan-opening", "amina", "/openings/{opening}", tall=1080),
    Picture("plan-answer", "recruiter", "/o/{harbour}/openings/{opening}/{answer}", tall=900),
    Picture("enrol-pay", "marek", "/enrolments/in/{priced}", tall=640),
    Picture("enrol-own-phone", "enrolled", "/enrolments", size=PHONE, tall=780),
    Picture("assess-hand-in-phone", "marek", "/m/{listening}/hand-in", work, size=PHONE, tall=1180),
    Picture("assess-queue", "assessor", "/o/{cert}/assess/", tall=560),
    Picture("assess-mark", "assessor", "/o/{cert}/assess/work/{to_mark}", tall=1260),
    Picture("assess-decide", "certifier", "/o/{cert}/assess/work/{to_decide}", verdict, tall=980),
    Picture("assess-cohort", "certifier", "/o/{cert}/cohorts/{winter}", tall=1180),
    Picture("assess-released", "certifier", "/o/{cert}/cohorts/{autumn}", tall=900),
    Picture("qualification-design", "alder registrar", "/o/{alder}/qualifications/new", design, tall=820),
    Picture("qualification-map", "learner", "/q/{qualification}", what_if, tall=1560),
    Picture("programme", "", "/programmes/{programme}", calculator, tall=1180),
    Picture("asked-for", "alder registrar", "/o/{alder}/demand", tall=1060),
    Picture("cases", "alder registrar", "/o/{alder}/cases/", tall=420),
    Picture("case-questions", "alder registrar", "/o/{alder}/cases/", first_case),
    Picture("case-decide", "alder registrar", "/o/{alder}/cases/", decide),
    Picture("credits", "alder registrar", "/o/{alder}/credits", tall=820),
    Picture("credit", "alder registrar", "/o/{alder}/credits", one_use, tall=980),
    Picture("credit-own-phone", "moving learner", "/applications/credit", size=PHONE, tall=1180),
)


@contextmanager
def demo(folder: Path) -> Iterator[dict[str, str]]:
    """A demo that is served; the ids that addresses name, and a session for each of `who`."""
    os.environ |= {
        "MICROCRED_DEMO": "1",
        "MICROCRED_DATA": str(folder),
        "MICROCRED_ORIGIN": ORIGIN,
        "DJANGO_SETTINGS_MODULE": "microcred.platform.config.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }
    from microcred.platform.config.serve import prepare

    prepare()
    from microcred.platform.config.demo.building import build

    build()
    known = ids()
    server = subprocess.Popen([sys.executable, "-c", SERVING, str(PORT)], stdout=subprocess.DEVNULL)
    try:
        _wait()
        yield known
    finally:
        server.terminate()
        server.wait(20)


def ids() -> dict[str, str]:
    """Public ids by the names in addresses, sessions by who looks."""
    from django.test import Client

    from microcred.platform.accounts.models import Account
    from microcred.platform.admissions.models import Case, CreditTransfer, Programme
    from microcred.platform.assessment.models import Cohort, Submission
    from microcred.platform.careers.models import AdoptedPlan, Answer
    from microcred.platform.catalogue.models import Offering
    from microcred.platform.enrolments.models import Enrolment
    from microcred.platform.institutions.models import Institution
    from microcred.platform.network.models import Right
    from microcred.platform.portfolio.models import Share
    from microcred.platform.qualifications.models import Progress

    transfer, progress = CreditTransfer.objects.get(), Progress.objects.order_by("pk")[0]
    moving = Case.objects.get(public_id=transfer.award).applicant
    works = Submission.objects.filter(cohort=None)
    people = {
        "alder registrar": Account.objects.get(email="ruth.amsel@alder.example"),
        "renate": Account.objects.get(email="renate.falk@meridian.example"),
        "declan": Account.objects.get(email="declan.hurley@lumen.example"),
        "learner": progress.learner,
        "moving learner": moving,
        "amina": Account.objects.get(email="amina.diallo@learners.example"),
        "chloe": Account.objects.get(email="chloe.lefevre@learners.example"),
        "marek": Account.objects.get(email="marek.sobol@learners.example"),
        "recruiter": Account.objects.get(email="saskia.boon@harbour.example"),
        "enrolled": Enrolment.objects.filter(state="held").order_by("pk")[0].learner,
        "assessor": Account.objects.get(email="ylva.brandt@northlight.example"),
        "certifier": Account.objects.get(email="henrik.dal@northlight.example"),
    }
    answer = Answer.objects.get()
    found = {
        "cert": Institution.objects.get(name="Northlight Certification").public_id,
        "priced": Offering.objects.filter(state="published", price__gt=0).order_by("pk")[0].public_id,
        "listening": works.order_by("pk")[0].method.version.achievement.public_id,
        "to_mark": works.filter(stage="marking").order_by("pk")[0].public_id,
        "to_decide": works.filter(stage="to_decide").order_by("pk")[0].public_id,
        "winter": Cohort.objects.get(name="Winter group").public_id,
        "autumn": Cohort.objects.get(name="Autumn group").public_id,
        "alder": Institution.objects.get(name="Alder College").public_id,
        "accreditor": Institution.objects.get(name="Meridian Accreditation").public_id,
        "lumen": Institution.objects.get(name="Lumen Learning Services").public_id,
        "right": Right.objects.get(
            holder__name="Northlight Certification", verb="certify", lowest=4, highest=6
        ).public_id,
        "qualification": progress.qualification.public_id,
        "programme": Programme.objects.order_by("pk")[0].public_id,
        "harbour": Institution.objects.get(name="Harbour Logistics").public_id,
        "opening": answer.opening_id,
        "answer": answer.pk,
        "plan": AdoptedPlan.objects.get().pk,
        "shown": Share.objects.get(with_words=True).pk,
    }
    for who, account in people.items():
        client = Client()
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
        found[who] = client.cookies["sessionid"].value
    return found


def _wait() -> None:
    for _ in range(120):
        try:
            urlopen(f"{ORIGIN}/programmes", timeout=5).close()
            return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(ORIGIN)


def take(browser: Browser, one: Picture, known: dict[str, str]) -> None:
    """Takes one picture, in few colours so that it stays small."""
    width, height = one.size
    context = browser.new_context(
        viewport={"width": width, "height": max(height, one.tall)}, base_url=ORIGIN, locale="en-GB"
    )
    if one.who:
        context.add_cookies([{"name": "sessionid", "value": known[one.who], "url": ORIGIN}])
    page = context.new_page()
    page.goto(one.path.format(**known))
    one.do(page)
    page.wait_for_load_state("networkidle")
    file = FOLDER / f"{one.name}.png"
    page.screenshot(path=file, clip={"x": 0, "y": 0, "width": width, "height": one.tall})
    context.close()
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(64).save(file, optimize=True)


def main() -> None:
    """Takes all pictures, or those whose names begin as one that is given."""
    wanted = set(sys.argv[1:])
    with (
        tempfile.TemporaryDirectory(prefix="microcred-pictures-") as folder,
        demo(Path(folder)) as known,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for one in PICTURES:
            if not wanted or one.name.startswith(tuple(wanted)):
                take(browser, one, known)
        browser.close()


if __name__ == "__main__":
    main()
