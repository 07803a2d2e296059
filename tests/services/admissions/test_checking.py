"""The record is checked from where it was checked last; what was changed before that, all of it is checked for."""

from __future__ import annotations

import importlib
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.pages.admissions.test_credits import signed_in, text_of
from tests.services.admissions.scene import NOW
from tests.services.admissions.test_credit import use
from tests.services.admissions.test_credit_steps import used

from microcred.cli.main import main
from microcred.platform.admissions import queries, services
from microcred.platform.admissions.models import CaseItem, CreditCheck, CreditEntry, CreditHead
from microcred.platform.admissions.services import credit
from microcred.platform.config import subscriptions
from microcred.rules.errors import LedgerBroken

pytestmark = pytest.mark.django_db


def lines(first: int, last: int) -> None:
    for number in range(first, last + 1):
        credit.write(
            action=credit.Action.USED,
            identity=f"https://here.example/c/{number}",
            whole=credit.Fraction(5),
            amount=credit.Fraction(5),
            award=f"award {number}",
            institution="alder",
            at=NOW,
        )


def rewound() -> None:
    """The last line is cut, and the end says so."""
    CreditEntry.objects.filter(number=6).delete()
    fifth = CreditEntry.objects.get(number=5)
    CreditHead.objects.update(number=5, digest=fifth.digest)


CHANGES: dict[str, Callable[[], object]] = {
    "an amount": lambda: CreditEntry.objects.filter(number=5).update(amount="2"),
    "a line with a digest of its own": lambda: CreditEntry.objects.filter(number=5).update(
        amount="2", digest="0" * 64
    ),
    "a gap": lambda: CreditEntry.objects.filter(number=5).delete(),
    "a cut end": lambda: CreditEntry.objects.filter(number=6).delete(),
    "a line behind the end": lambda: CreditEntry.objects.filter(number=6).update(number=7),
    "another end": lambda: CreditHead.objects.update(digest="0" * 64),
    "an end taken back": rewound,
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_changed_after_the_last_check_is_noticed_by_the_next(change: str) -> None:
    lines(1, 3)
    assert services.check_latest().lines == 3
    lines(4, 6)
    CHANGES[change]()
    if change != "an end taken back":  # nobody can tell before the sixth line was seen
        with pytest.raises(LedgerBroken):
            services.check_latest()
        with pytest.raises(LedgerBroken):
            services.check_record()


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_changed_before_it_is_noticed_when_all_is_checked_and_stands_on_the_page(change: str) -> None:
    lines(1, 6)
    services.check_latest()
    CHANGES[change]()
    if change in ("an end taken back", "another end", "a cut end", "a line behind the end"):
        with pytest.raises(LedgerBroken):
            services.check_latest()
    assert services.check_daily(now=NOW) == (5 if change == "an end taken back" else 0)
    if change != "an end taken back":
        with pytest.raises(LedgerBroken):
            services.check_latest()


def test_a_fault_is_taken_back_once_all_is_whole_again() -> None:
    lines(1, 3)
    services.check_record(NOW)
    CreditEntry.objects.filter(number=1).update(amount="2")
    assert services.check_latest().lines == 3, "the first line was checked before"
    assert services.check_daily(now=NOW) == 0
    CreditEntry.objects.filter(number=1).update(amount="5")
    with pytest.raises(LedgerBroken, match="entry 1"):
        services.check_latest()
    assert services.check_daily(now=NOW) == 3
    assert services.check_latest().whole_at == NOW


def test_a_page_reads_only_what_is_new() -> None:
    def asked() -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as found:
            services.check_latest()
        return [one["sql"] for one in found if "creditentry" in one["sql"]]

    lines(1, 40)
    services.check_latest()
    lines(41, 42)
    (rows, _beyond) = asked()
    assert '"number" >= 40' in rows
    assert CreditCheck.objects.get().number == 42


def test_the_command_and_the_daily_round_check_every_line(capsys: pytest.CaptureFixture[str]) -> None:
    lines(1, 2)
    services.check_latest()
    assert main(["admissions", "check-credit"]) == 0
    said = capsys.readouterr().out
    assert "2 lines, each as it was written." in said
    assert CreditHead.objects.get().digest in said
    CreditEntry.objects.filter(number=1).update(amount="2")
    assert main(["admissions", "check-credit"]) == 1
    told = capsys.readouterr()
    assert "entry 1" in told.out + told.err
    assert subscriptions.PERIODIC["admissions.credit"][0].endswith(services.check_daily.__name__)


def test_a_changed_record_is_not_exported_and_the_page_says_what_is_wrong() -> None:
    at = used()
    staff, address = signed_in(at.here.registrar), f"/o/{at.here.at}/credits"
    assert "its chain is whole" in text_of(staff, address)
    assert staff.get(f"{address}.csv").status_code == 200
    assert "Every line of it was checked last on" in text_of(staff, address)
    CreditEntry.objects.update(amount="1")
    answer = staff.get(f"{address}.csv", follow=True)
    assert answer.redirect_chain == [(address, 302)]
    page = answer.content.decode()
    assert "entry 1" in page
    assert "its chain is whole" not in page


def test_names_of_credentials_are_filled_in_for_cases_of_before() -> None:
    used()
    before = dict(CaseItem.objects.values_list("pk", "credit_name"))
    assert all(len(one) == 64 for one in before.values())
    CaseItem.objects.update(credit_name="")
    importlib.import_module("microcred.platform.admissions.migrations.0006_checks").name_credentials(
        apps, None
    )
    assert dict(CaseItem.objects.values_list("pk", "credit_name")) == before
    assert use("one") > 0


def test_programmes_are_listed_in_as_many_questions_for_one_as_for_many() -> None:
    at = used()
    facts = {"title": "Another", "open": True}
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            queries.open_programmes()
            queries.of_institution(at.here.registrar, at.here.at)
        counts.append(len(asked))
        for _ in range(4):
            services.new_programme(actor=at.here.registrar, institution=at.here.at, facts=facts, now=NOW)
    assert counts[0] == counts[1]
