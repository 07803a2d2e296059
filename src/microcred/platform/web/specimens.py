"""Content of the style page: names of 40 letters, titles of 120, Arabic and Chinese, none, one and many."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator

from microcred.platform.web.badges import Badge, BadgeKind
from microcred.platform.web.layout import Choice, Layout, NavItem
from microcred.platform.web.marks import Maker, MarkKind, mark_row
from microcred.platform.web.shapes import SHAPES
from microcred.platform.web.statuses import CHIPS
from microcred.vc.checks import Finding, Step
from microcred.vc.outcomes import Outcome
from microcred.vc.report import VerificationReport
from microcred.vc.verdicts import Verdict

LONG_NAME = "Maximiliane Bartholomäa von Hohenstaufen"
LONG_TITLE = (
    "Planning, leading and documenting the safe handover of patients between wards, shifts and "
    "institutions under time pressure"
)
ARABIC = "عبد الرحمن بن محمد الأنصاري"
CHINESE = "欧阳明月"
PROSE = """# Criteria

Pass **both** parts:

1. a talk of *fifteen minutes*
2. ten questions

<script>alert(1)</script> [link](https://example.org) ![x](https://example.org/x.png)
"""
AT = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
ALDER = Maker("Alder College", "#2E5E4E")
BIRCH = Maker("Birch City College", "#31587A")
NORTHLIGHT = Maker("Northlight Certification", "#0F4C5C")

SHOWN = (
    Badge("Presenting to an audience", NORTHLIGHT.name, sign="presentation", level=5),
    Badge("Code review", ALDER.name, BadgeKind.SKILL, "forest", "waves", "code", level=3),
    Badge("Teamwork", NORTHLIGHT.name, BadgeKind.COMBINATION, "umber", "rings", "", level=4),
    Badge(
        LONG_TITLE[:72], "Cedar College of Care", BadgeKind.QUALIFICATION, "wine", "chevrons", "care", level=8
    ),
    Badge("Müllabfuhr planen", "Elm Trades College", BadgeKind.COMBINATION, "rust", "studs", "plan", level=2),
)


class SpecimenForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(
        label="Name of the micro-credential", help_text="As it will stand on the certificate."
    )
    level = forms.ChoiceField(label="Level", choices=[(str(n), f"EQF level {n}") for n in range(1, 9)])
    mail = forms.EmailField(label="E-mail", required=False)
    text = forms.CharField(label="What they can do", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    seen = forms.ChoiceField(
        label="How the person's identity was established",
        choices=[
            ("sign-in", "Our own sign-in"),
            ("document", "A document, seen by one of us"),
            ("mail", "E-mail only"),
        ],
        widget=forms.RadioSelect,
    )
    review = forms.BooleanField(label="Ask a second person before publishing", required=False)
    sheet = forms.FileField(label="Sheet of results", required=False)


def specimens() -> dict[str, Any]:
    """The context of the style page."""
    filled = SpecimenForm({"name": "", "mail": "no-at-sign", "level": "9"}, prefix="bad")
    row = mark_row(taught=ALDER, assessed=BIRCH, certified=NORTHLIGHT, level=5, on=date(2026, 5, 14))
    lone = mark_row(
        taught=Maker(LONG_NAME + " Academy", "#7A3B52"),
        on=date(2026, 5, 14),
        reasons={MarkKind.CERTIFIED: "Not certified: no certifier was accredited for it on 14 May 2026."},
    )
    return {
        "layout": Layout(
            nav=[
                NavItem("Awards", "#", current=True),
                NavItem("Micro-credentials", "#"),
                NavItem("Learners", "#"),
                NavItem("Numbers", "#"),
                NavItem("Settings", "#"),
            ],
            acting_for="Cedar College of Care",
            acting_as="Awarder: you award what has been published.",
            acting_choices=[Choice("Alder College", "#")],
            band="#7A3B52",
            account="Ida Storm",
            account_url="#",
            sign_out_url="#",
        ),
        "row": row,
        "lone": lone,
        "badge_design": replace(SHOWN[0], marks=row),
        "long_design": SHOWN[3],
        "badges": SHOWN,
        "report": _report(),
        "verdicts": list(Verdict),
        "states": [state for state in CHIPS if state not in {"revoked", "superseded", "holds"}],
        "shapes": list(SHAPES),
        "form": SpecimenForm(),
        "bad": filled,
        "at": AT,
        "page": Paginator(range(500), 50).page(3),
        "long_name": LONG_NAME,
        "long_title": LONG_TITLE,
        "arabic": ARABIC,
        "chinese": CHINESE,
        "people": [
            ("Ida Storm", "awarded", "87"),
            (LONG_NAME, "needs_you", "—"),
            (ARABIC, "not_passed", "41"),
            (CHINESE, "awarded", "92"),
        ],
        "address": "https://credentials.example/c/q4Zk8mT1vXw9LpR2sYbN7g",
        "prose": PROSE,
    }


def _report() -> VerificationReport:
    found = {
        Step.KIND: Finding(Outcome.PASSED, "kind.credential", "It is an Open Badges 3.0 credential."),
        Step.PROOF: Finding(Outcome.PASSED, "proof.right", "Nothing was changed since it was signed."),
        Step.ISSUER: Finding(Outcome.PASSED, "issuer.known", "The issuer is known here.", detail=ARABIC),
        Step.STATUS: Finding(
            Outcome.UNDECIDED,
            "status.unreachable",
            "The issuer's status list could not be fetched.",
            detail="https://credentials.example/status/q4Zk8mT1vXw9LpR2sYbN7g",
            remedy="Try again later.",
        ),
    }
    return VerificationReport.of(found, AT)
