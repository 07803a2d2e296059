"""One of two installations, as a program: build it, serve it, read the other, verify, withdraw."""

# ruff: noqa: E402  (Django is set up before anything of it is imported)

from __future__ import annotations

import base64
import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django

django.setup()

from django.core.management import call_command
from tests import house

from microcred.errors import MicrocredError
from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.config.wsgi import application
from microcred.platform.credentials.services import stored_form
from microcred.platform.institutions import services as institutions
from microcred.platform.institutions.access import by_public_id
from microcred.platform.journal.models import Entry
from microcred.platform.network import queries, services
from microcred.platform.network.models import Right
from microcred.platform.network.scope import Branch, Scope
from microcred.platform.network.scope.branches import ISCED_F
from microcred.platform.verifier.services import examine_for
from microcred.platform.verifier.sources import outside

NOW = datetime.now(UTC)


def build(name: str) -> dict[str, str]:
    call_command("migrate", verbosity=0)
    ida = house.person()
    accreditor, college = (house.institution(ida, f"{name} {each}") for each in ("Anchor", "College"))
    did = by_public_id(accreditor).did
    services.list_accreditor(actor=None, did=did, name="Anchor", now=NOW)
    scope = Scope("certify", NOW - timedelta(days=9), None, (Branch(f"{ISCED_F}00"),), 4, 6)
    right = services.give(actor=ida, giver=accreditor, holder=college, scope=scope, now=NOW)
    achievement = house.published(ida, college, requires_accreditation=True)
    return {"right": right, "college": college, "credential": _award(ida, achievement, NOW)}


def award_back(college: str) -> dict[str, str]:
    """An award of today that says it is of yesterday, under the key that is used now; the log is signed."""
    owner = Account.objects.order_by("pk")[0]
    made = _award(owner, house.published(owner, college, name="Made up later"), NOW - timedelta(days=1))
    services.sign_log(datetime.now(UTC))
    return {"credential": made}


def rotate(college: str) -> dict[str, str]:
    owner = Account.objects.order_by("pk")[0]
    institutions.rotate_key(actor=owner, institution=college, now=datetime.now(UTC), at_once=True)
    made = _award(owner, house.published(owner, college, name="After the new key"), datetime.now(UTC))
    return {"credential": made}


def _award(actor: Account, achievement: str, at: datetime) -> str:
    made = awards.award_one(
        actor=actor,
        achievement=achievement,
        values={"name": "Ida Storm", "email": "ida@learners.example"},
        identity=Identity(),
        now=at,
    )
    return base64.b64encode(stored_form(made).body).decode()


def read(entity: str) -> dict[str, str]:
    found = services.read_registry(actor=None, entity=entity, now=datetime.now(UTC))
    return {
        "rights": str(found.rights),
        "withdrawals": str(found.withdrawals),
        "refused": " ".join(found.refused),
    }


def read_refused(entity: str) -> dict[str, str]:
    """The code of why a registry was not believed, and the codes that the log holds."""
    try:
        read(entity)
    except MicrocredError as error:
        code = error.code
    else:
        code = ""
    entries = Entry.objects.filter(kind="network.RegistryRefused").values_list("body", flat=True)
    return {"code": code, "logged": " ".join(json.loads(body)["code"] for body in entries)}


def verify(credential: str) -> dict[str, str]:
    body = base64.b64decode(credential)
    now = datetime.now(UTC)
    report = examine_for(body, at=now, sources=outside().sources(now=now))
    found = queries.by_what_right(report.signed.document, body) if report.signed else None
    return {
        "verdict": report.verdict.value,
        "standing": found.outcome if found else "",
        "reason": found.reason if found else "",
    }


def verify_right(right: str) -> dict[str, str]:
    row = Right.objects.get(public_id=right)
    return {"withdrawn": "yes" if row.withdrawn_at else "no"}


def withdraw(right: str) -> dict[str, str]:
    owner = Account.objects.order_by("pk")[0]
    reason = "The audit was failed."
    return {
        "statement": services.withdraw(actor=owner, public_id=right, reason=reason, now=datetime.now(UTC))
    }


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        return


if __name__ == "__main__":
    what, word = sys.argv[1:3]
    if what == "serve":
        make_server("127.0.0.1", int(word), application, handler_class=Quiet).serve_forever()
    else:
        print(json.dumps(globals()[what](word)))
