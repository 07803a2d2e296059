from __future__ import annotations

from tests import house
from tests.api.site import College
from tests.services.catalogue.test_offerings import NOW, offered

from microcred.platform.enrolments import services


def place(college: College, name: str, offering: str) -> None:
    learner = house.person(name, f"{name.lower()}@people.example")
    services.enrol(actor=learner, offering=offering, now=NOW, invoice=True)


def test_a_program_marks_an_invoice_paid_and_the_place_is_the_learners(alder: College) -> None:
    program = alder.program()
    offering = offered(alder.owner, alder.public_id, alder.design(), price="90", places=1)
    place(alder, "Lena", offering)
    [held] = program.get(f"/offerings/{offering}/enrolments").data["items"]
    assert (held["name"], held["state"]) == ("Lena", "held")
    [invoice] = program.get("/invoices?state=open").data["items"]
    assert (invoice["amount"], invoice["enrolment"]) == ("90.00", held["id"])
    paid = program.post(f"/invoices/{invoice['id']}/paid", {"reference": "B-17"})
    assert (paid.status_code, paid.data["state"]) == (200, "paid")
    [row] = program.get(f"/offerings/{offering}/enrolments").data["items"]
    assert row["state"] == "enrolled"
    again = program.post(f"/invoices/{invoice['id']}/paid", {})
    assert (again.status_code, again.data["code"]) == (409, "enrolment.state")
    assert program.get("/invoices?state=open").data["items"] == []


def test_a_key_that_only_reads_marks_nothing_paid(alder: College) -> None:
    offering = offered(alder.owner, alder.public_id, alder.design(), price="90")
    place(alder, "Lena", offering)
    reader = alder.program(scopes=("enrolments:read",))
    [invoice] = reader.get("/invoices").data["items"]
    assert reader.post(f"/invoices/{invoice['id']}/paid", {}).status_code == 403
    assert reader.get("/invoices").data["items"][0]["state"] == "open"


def test_pages_of_enrolments_hold_still(alder: College) -> None:
    offering = offered(alder.owner, alder.public_id, alder.design(), price="90")
    for name in ("Ann", "Ben", "Cat"):
        place(alder, name, offering)
    program, seen, cursor = alder.program(), [], ""
    while cursor is not None:
        page = program.get(f"/offerings/{offering}/enrolments?limit=2&cursor={cursor}").data
        seen += [one["name"] for one in page["items"]]
        cursor = page["next"]
    assert sorted(seen) == ["Ann", "Ben", "Cat"]
