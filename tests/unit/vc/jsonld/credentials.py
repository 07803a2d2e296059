"""A credential that uses most forms of value, for changes to be made to."""

from __future__ import annotations

from typing import Any

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
VOCABULARY = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"


def credential() -> dict[str, Any]:
    """A sound credential without proof."""
    return {
        "@context": [CREDENTIALS, OB],
        "id": "https://alder.example/c/1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "did:web:alder.example", "type": ["Profile"], "name": "Alder College"},
        "validFrom": "2026-05-14T09:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://alder.example/m/talk",
                "type": ["Achievement"],
                "name": "Presenting",
                "criteria": {"narrative": "Give a talk."},
                "creditsAvailable": 2,
            },
        },
        "evidence": [{"id": "https://alder.example/e/1", "type": ["Evidence"], "name": "The talk"}],
    }
