"""Who works at the demo's institutions. Learners stand in `learners.json`; nobody here exists."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Somebody with roles: pairs of institution and role."""

    name: str
    email: str
    roles: tuple[tuple[str, str], ...]


STAFF = (
    Person("Ida Storm", "ida.storm@northlight.example", (("cert", "owner"), ("cert", "awarder"))),
    Person("Henrik Dal", "henrik.dal@northlight.example", (("cert", "reviewer"), ("cert", "certifier"))),
    Person("Ylva Brandt", "ylva.brandt@northlight.example", (("cert", "assessor"),)),
    Person("Tomas Reiner", "tomas.reiner@northlight.example", (("cert", "assessor"),)),
    Person("Orla Keane", "orla.keane@alder.example", (("alder", "owner"), ("alder", "awarder"))),
    Person("Ruth Amsel", "ruth.amsel@alder.example", (("alder", "author"), ("alder", "registrar"))),
    Person("Jonas Wout", "jonas.wout@birch.example", (("birch", "owner"), ("birch", "author"))),
    Person("Mieke Claes", "mieke.claes@cedar.example", (("cedar", "owner"), ("cedar", "assessor"))),
    Person("Ansgar Thiel", "ansgar.thiel@dogwood.example", (("dogwood", "owner"), ("dogwood", "registrar"))),
    Person("Coralie Morin", "coralie.morin@elm.example", (("elm", "owner"), ("elm", "author"))),
    Person("Declan Hurley", "declan.hurley@lumen.example", (("lumen", "owner"), ("alder", "viewer"))),
    Person("Saskia Boon", "saskia.boon@harbour.example", (("harbour", "owner"), ("harbour", "recruiter"))),
    Person("Renate Falk", "renate.falk@meridian.example", (("accreditor", "owner"),)),
)
OPERATOR = Person("Nora Vind", "nora.vind@operator.example", ())
SIGNATORIES = {"cert": (("Ida Storm", "Director"), ("Henrik Dal", "Head of assessment"))}
"""Who stands on the certificates; for the other institutions it is their owner."""
EARNED = (
    ("analyse-data", "2025-03-12", 0),
    ("clean-data", "2025-06-20", 1),
    ("work-in-a-team", "2025-10-02", 0),
    ("python-basics", "2025-11-28", 2),
    ("first-aid", "2026-02-11", 1),
    ("bookkeeping", "2026-04-24", 3),
    ("welding-basics", "2026-06-05", 2),
    ("show-empathy", "2026-08-19", 4),
)
"""What was earned before the sheet: micro-credential, day, and with which learner the list of six begins."""
EACH = 6
EXPIRED = ("manage-time", "2024-09-16")
"""Valid for one year: expired by now."""
