"""The profile of an institution as it is entered, checked before it is stored. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from microcred.platform.institutions.errors import ProfileInvalid

KINDS: dict[str, Promise] = {
    "college": _("College"),
    "university": _("University"),
    "school": _("School"),
    "provider": _("Training provider"),
    "certifier": _("Certification body"),
    "employer": _("Employer"),
    "authority": _("Public authority"),
    "association": _("Association"),
    "other": _("Other organisation"),
}
MOST_SIGNATORIES = 4
_COUNTRY = re.compile(r"[A-Z]{2}")
_COLOUR = re.compile(r"#[0-9A-F]{6}")
_LENGTHS = {
    "name": 200,
    "website": 300,
    "street": 200,
    "postal_code": 20,
    "locality": 200,
    "email": 254,
    "description": 2000,
}


@dataclass(frozen=True)
class Profile:
    """What an institution says of itself; only the name and the kind are needed.

    `country` is ISO 3166-1 with two letters, `colour` reads #RRGGBB, `signatories` are pairs of name and role
    in the order of the certificate.
    """

    name: str
    kind: str = "college"
    country: str = ""
    website: str = ""
    colour: str = "#3B4540"
    street: str = ""
    postal_code: str = ""
    locality: str = ""
    email: str = ""
    description: str = ""
    signatories: tuple[tuple[str, str], ...] = ()

    def checked(self) -> dict[str, object]:
        """The columns of the profile, trimmed; raises `ProfileInvalid` naming the field."""
        found: dict[str, object] = {}
        for field, most in _LENGTHS.items():
            text = str(getattr(self, field)).strip()
            if len(text) > most or any(ord(sign) < 32 and sign not in "\n\r\t" for sign in text):
                raise ProfileInvalid(field)
            found[field] = text if field == "description" else " ".join(text.split())
        if not found["name"]:
            raise ProfileInvalid("name")
        if self.kind not in KINDS:
            raise ProfileInvalid("kind")
        found["kind"] = self.kind
        found["country"] = _matching(self.country.strip().upper(), _COUNTRY, "country", empty=True)
        found["colour"] = _matching(self.colour.strip().upper(), _COLOUR, "colour")
        _check_web(str(found["website"]))
        _check_email(str(found["email"]))
        found["signatories"] = _signatories(self.signatories)
        return found


def _matching(text: str, pattern: re.Pattern[str], field: str, *, empty: bool = False) -> str:
    if not (pattern.fullmatch(text) or (empty and not text)):
        raise ProfileInvalid(field)
    return text


def _check_web(text: str) -> None:
    try:
        parts = urlsplit(text)
        good = not text or (parts.scheme in ("https", "http") and bool(parts.hostname) and " " not in text)
    except ValueError:
        good = False
    if not good:
        raise ProfileInvalid("website")


def _check_email(text: str) -> None:
    if text:
        try:
            validate_email(text)
        except ValidationError:
            raise ProfileInvalid("email") from None


def _signatories(pairs: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    made = [{"name": " ".join(name.split()), "role": " ".join(role.split())} for name, role in pairs]
    if len(made) > MOST_SIGNATORIES or any(
        not one["name"] or len(one["name"]) > 200 or len(one["role"]) > 200 for one in made
    ):
        raise ProfileInvalid("signatories")
    return made
