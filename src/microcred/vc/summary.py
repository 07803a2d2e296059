"""What a report shows of a credential at first sight: title, recipient, issuer, dates.

Every standard puts these elsewhere. Each reader gives an `outline`: the same facts where Open Badges 3.0 has
them, so that one place knows how to show them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from microcred.vc.openbadges.plain import first_text


@dataclass(frozen=True)
class Summary:
    """A document with its outline; whether any of it is true, the class that extends this says.

    `document` is the credential without its proof; do not change it. `outline` is empty where the document
    is itself in the form of Open Badges 3.0.
    """

    document: Mapping[str, Any]
    outline: Mapping[str, Any] = field(default_factory=dict, kw_only=True, repr=False)

    @property
    def _shown(self) -> Mapping[str, Any]:
        return self.outline or self.document

    @property
    def id(self) -> str:
        """The credential's id, or empty."""
        return first_text(self._shown.get("id"))

    @property
    def types(self) -> tuple[str, ...]:
        """The credential's types."""
        value = self._shown.get("type")
        return tuple(value) if isinstance(value, list) else (str(value),)

    @property
    def issuer(self) -> str:
        """The issuer's identifier."""
        value = self._shown.get("issuer")
        return first_text(value.get("id") if isinstance(value, dict) else value)

    @property
    def issuer_name(self) -> str:
        """The name that the issuer gives itself, or empty. Trust the policy's name before this one."""
        value = self._shown.get("issuer")
        return first_text(value.get("name")) if isinstance(value, dict) else ""

    @property
    def subject(self) -> Mapping[str, Any]:
        """The one credentialSubject; the first where there are several."""
        return _first(self._shown.get("credentialSubject"))

    @property
    def recipient(self) -> str:
        """The recipient's name where it is stated plainly, else their identifier, else empty."""
        named = [
            identity.get("identityHash")
            for identity in _list(self.subject.get("identifier"))
            if isinstance(identity, dict)
            and identity.get("identityType") == "name"
            and identity.get("hashed") is False
        ]
        return first_text(named) or first_text(self.subject.get("id"))

    @property
    def achievement(self) -> Mapping[str, Any]:
        """The achievement of an Open Badge, or nothing."""
        return _first(self.subject.get("achievement"))

    @property
    def title(self) -> str:
        """The title of what was achieved, or the credential's own name."""
        return first_text(self.achievement.get("name")) or first_text(self._shown.get("name"))

    @property
    def valid_from(self) -> str:
        """From when, as it is written, or empty."""
        return first_text(self._shown.get("validFrom")) or first_text(self._shown.get("issuanceDate"))

    @property
    def valid_until(self) -> str:
        """Until when, as it is written, or empty."""
        return first_text(self._shown.get("validUntil")) or first_text(self._shown.get("expirationDate"))

    def as_json(self) -> dict[str, Any]:
        """A summary in plain values."""
        return {
            "id": self.id,
            "type": list(self.types),
            "issuer": {"id": self.issuer, "name": self.issuer_name},
            "recipient": self.recipient,
            "title": self.title,
            "validFrom": self.valid_from,
            "validUntil": self.valid_until,
        }


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _first(value: object) -> Mapping[str, Any]:
    """The one object; of several always the same, since their order is not signed."""
    if isinstance(value, dict):
        return value
    objects = [one for one in _list(value) if isinstance(one, dict)]
    if len(objects) > 1:
        return min(objects, key=lambda one: json.dumps(one, sort_keys=True))
    return objects[0] if objects else {}
