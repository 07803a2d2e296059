"""What is found where nothing is wrong, and which steps were not taken. What is wrong is an error class."""

from __future__ import annotations

from microcred.vc.checks import Finding
from microcred.vc.outcomes import Outcome

PASSED, NOT_ASKED = Outcome.PASSED, Outcome.NOT_ASKED

IS_CREDENTIAL = Finding(
    PASSED, "kind.credential", "It is a credential in a form that is known here.", "VCDM 4"
)
IS_PRESENTATION = Finding(
    PASSED,
    "kind.presentation",
    "It is a presentation: what its holder shows of their credentials.",
    "VCDM 4.13",
)
UNCHANGED = Finding(
    PASSED,
    "proof.unchanged",
    "The content is as it was signed, and the key is the issuer's.",
    "VC-DATA-INTEGRITY 4.4",
)
INTEGRITY_ONLY = Finding(
    PASSED,
    "proof.integrity-only",
    "The content is as it was signed. Whose key signed it is not shown by this.",
    "VC-DATA-INTEGRITY 4.4",
)
ISSUER_TRUSTED = Finding(PASSED, "issuer.trusted", "The issuer is one that this verifier trusts.", "VCDM 4.5")
NO_STATUS = Finding(
    NOT_ASKED, "status.none", "The issuer did not provide for withdrawing this credential.", "VCDM 4.10"
)
STATUS_CLEAR = Finding(
    PASSED, "status.clear", "The issuer has neither withdrawn nor suspended it.", "BITSTRING 3.2"
)
IN_TIME = Finding(PASSED, "dates.in-time", "It is valid at the time asked about.", "VCDM 4.9")
RECIPIENT_NOT_ASKED = Finding(
    NOT_ASKED, "recipient.not-asked", "Nobody asked whether it belongs to a certain person.", "OB3 8.4"
)
RECIPIENT_MATCHES = Finding(
    PASSED, "recipient.matches", "It was issued to the person asked about.", "OB3 8.4"
)
OF_ITS_HOLDER = Finding(
    NOT_ASKED,
    "step.of-its-holder",
    "A presentation is its holder's: this is asked of each credential inside.",
    "VCDM 4.13",
)
HOSTED = Finding(PASSED, "proof.hosted", "The issuer's own address states it just so.", "OB 2.0 verification")
SEALED = Finding(
    PASSED,
    "proof.sealed",
    "The content is as it was sealed with the certificate inside.",
    "ETSI TS 119 182-1",
)
NOT_REACHED = Finding(NOT_ASKED, "step.not-reached", "Not checked: an earlier step stopped the check.")

EVERY_FINDING = (
    IS_CREDENTIAL,
    IS_PRESENTATION,
    UNCHANGED,
    INTEGRITY_ONLY,
    ISSUER_TRUSTED,
    NO_STATUS,
    STATUS_CLEAR,
    IN_TIME,
    RECIPIENT_NOT_ASKED,
    RECIPIENT_MATCHES,
    OF_ITS_HOLDER,
    HOSTED,
    SEALED,
    NOT_REACHED,
)
"""Each of them once: the list that is translated and documented."""
