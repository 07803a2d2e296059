"""Words of a text, and their stems. Small on purpose: English endings, and lower case elsewhere."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_STOP_WORDS = """
a an and are as at be been both but by can could do does etc for from had has have he her his i if in into is
it its may more most must no nor not of on onto or other our out own per s shall she should so some such than
that the their them then there these they this those through to too under up upon us via was we well were what
when where which while who whom whose will with within without would you your
"""
STOP = frozenset(_STOP_WORDS.split())
_WORD = re.compile(r"\.net|c\+\+|c#|f#|[a-z0-9]+(?:[+#]+)?|[^\W\d_]+", re.IGNORECASE)
_MASK = re.compile(r"<[A-Z]+>")
_CHANGES = """
ational>ate ization>ise isation>ise izing>ise ising>ise ized>ise ised>ise izes>ise ises>ise ize>ise ements>e
ement>e ments> ment> ations>ate ation>ate ators>ate ator>ate ating>ate ated>ate ates>ate ively>ive ies>y ied>y
ying>y ically>ic ical>ic ness> ions> ion> ings> ing> ers>er es>e ed> ly> s>
"""
_ENDINGS = [(ending, instead) for ending, _, instead in (each.partition(">") for each in _CHANGES.split())]


@dataclass(frozen=True, slots=True)
class Token:
    """One word as it stands in a text: its stem, and where it begins and ends."""

    stem: str
    start: int
    end: int


def folded(text: str) -> str:
    """Lower case without accents, spaces made single: "Café  au lait" -> "cafe au lait"."""
    plain = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def stem(word: str) -> str:
    """A word without the endings by which its forms differ ("developing", "developed" -> "develop")."""
    if len(word) <= 3:
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: len(word) - len(ending)] + instead
            break
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word[:-2] if len(word) > 4 and word.endswith("er") else word


def tokens(text: str) -> list[Token]:
    """The words of a text that carry meaning, in order. Masks such as `<ORGANIZATION>` are left out."""
    masked = _MASK.sub(lambda found: " " * len(found.group()), text)
    found = ((match.group().lower(), match.start(), match.end()) for match in _WORD.finditer(masked))
    return [Token(stem(word), start, end) for word, start, end in found if word not in STOP]


def stems(text: str) -> list[str]:
    """The stems of the words of a text that carry meaning."""
    return [token.stem for token in tokens(text)]
