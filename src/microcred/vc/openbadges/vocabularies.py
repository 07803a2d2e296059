"""The EU vocabularies that Annex I rows point to, by codes of ours that never change.

A code whose concept has a published address of its own points to that concept; any other points to the
vocabulary itself, and the code alone says which entry is meant.
"""

from __future__ import annotations

from dataclasses import dataclass

SNB = "http://data.europa.eu/snb/"


@dataclass(frozen=True)
class Vocabulary:
    """One vocabulary: `base` of its addresses, English name, and for each code its label and concept."""

    base: str
    name: str
    terms: dict[str, tuple[str, str]]

    @property
    def scheme(self) -> str:
        """The address of the vocabulary itself."""
        return f"{self.base}25831c2"

    def label(self, code: str) -> str:
        """English label of a code; the code itself where it is not known."""
        return self.terms.get(code, (code, ""))[0]

    def address(self, code: str) -> str:
        """The address that a row of this code points to."""
        concept = self.terms.get(code, ("", ""))[1]
        return f"{self.base}{concept}" if concept else self.scheme


EQF = Vocabulary(
    f"{SNB}eqf/",
    "European Qualifications Framework",
    {str(level): (f"EQF level {level}", str(level)) for level in range(1, 9)},
)
ASSESSMENT = Vocabulary(
    f"{SNB}assessment/",
    "European assessment types",
    {
        "written": ("Written examination", "6e6cb2cc78"),
        "oral": ("Oral examination", "d30284d7df"),
        "practical": ("Practical assessment", "6a4db9f11d"),
        "portfolio": ("Portfolio", "4f03b91c0e"),
        "project": ("Project work", "795dac4096"),
        "presentation": ("Presentation", "c_04b30a72"),
        "quiz": ("Quiz", "b1b68f6735"),
        "assignment": ("Marked assignment", "2939dae15f"),
        "continuous": ("Continuous evaluation", "3484bd7e51"),
        "group": ("Group performance", "56539a6507"),
        "peer": ("Peer assessment", "19a2e5e671"),
        "self": ("Self-assessment", "c_2b3bd410"),
        "attendance": ("Level of attendance", "7331eb4762"),
        "artefact": ("Artefact assessment", "de4d165a6c"),
        "observation": ("Observation at work", ""),
        "roleplay": ("Role play", ""),
    },
)
PARTICIPATION = Vocabulary(
    f"{SNB}learning-assessment/",
    "European modes of learning and assessment",
    {
        "online": ("Online", "920fbb3cbe"),
        "onsite": ("On site", "9191af2ed9"),
        "blended": ("Blended", "e92d221e4d"),
        "hybrid": ("Hybrid", "c_3a90b26d"),
        "work": ("At work", "729f3bed4b"),
    },
)
QUALITY = Vocabulary(
    f"{SNB}accreditation/",
    "European types of quality assurance",
    {
        "institution-licence": ("Licensed institution", "003293d2ce"),
        "institution": ("Quality-assured institution", "bb4618238e"),
        "programme-licence": ("Licensed programme", "e57dddfcf3"),
        "programme": ("Quality-assured programme", "820101cba6"),
        "internal": ("Internal quality assurance", ""),
        "external": ("External quality assurance", ""),
    },
)
SUPERVISION = Vocabulary(
    f"{SNB}supervision-verification/",
    "European types of supervision and verification",
    {
        "unsupervised": ("Unsupervised, identity not verified", ""),
        "supervised": ("Supervised, identity not verified", ""),
        "online-id": ("Supervised online, identity verified", ""),
        "onsite-id": ("Supervised on site, identity verified", ""),
    },
)
ISCED_F = Vocabulary(f"{SNB}isced-f/", "ISCED-F 2013 fields of education", {})
CREDITS = Vocabulary(
    f"{SNB}education-credit/",
    "European systems of credits",
    {"ECTS": ("European Credit Transfer and Accumulation System", "6fcec5c5af")},
)
HOURS = "http://publications.europa.eu/resource/authority/measurement-unit/HUR"
"""The unit "hour" of the EU's list of units."""
