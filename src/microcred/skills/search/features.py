"""How a skill and a text fit together, as eighteen numbers for each skill that is worth a look."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from microcred.skills.search.chargrams import Floats, Ints
from microcred.skills.search.index import LabelIndex
from microcred.skills.search.spans import SpanModel
from microcred.skills.search.words import STOP, Token, tokens

LONGEST_WINDOW = 8
LONGEST_PHRASE = 6
LONGEST_CHAR_WINDOW = 5
TAKEN_EACH = 80
_TRIM = ".,;:!?()[]{}\"'*/-–—"
NAMES = (
    "covered",
    "covered-mass",
    "document",
    "latent",
    "wanted",
    "window",
    "window-mass",
    "window-preferred",
    "span-covered",
    "span-document",
    "span-latent",
    "char-window",
    "char-window-mass",
    "chars",
    "phrase-preferred",
    "phrase",
    "transversal",
    "knowledge",
)


@dataclass(frozen=True)
class Candidates:
    """Skills worth a look for a text (numbers of the index), their features (one row each), and which words
    of the text led to each (numbers in `tokens`)."""

    skills: Ints
    features: Floats
    led_by: list[tuple[int, ...]]
    tokens: list[Token]


class _Read:
    """A text as the index sees it: known words with their numbers, and how likely each is part of a skill."""

    def __init__(self, text: str, index: LabelIndex, model: SpanModel) -> None:
        known = [
            (token, index.vocabulary[token.stem]) for token in tokens(text) if token.stem in index.vocabulary
        ]
        self.tokens = [token for token, _ in known]
        self.codes: Ints = np.array([code for _, code in known], np.int64)
        likely = model.likelihood(text)
        self.likely: Floats = np.array([_likely_at(token, likely) for token in self.tokens], np.float32)


def _likely_at(token: Token, pieces: list[tuple[int, int, float]]) -> float:
    return next((p for start, end, p in pieces if start <= token.start < end), 0.0)


def candidates(text: str, index: LabelIndex, model: SpanModel, hidden: Ints | None = None) -> Candidates:
    """The skills worth a look for `text`, with features. `hidden` labels do not count (for fitting only)."""
    read = _Read(text, index, model)
    broad = _broad(text, read, index, hidden)
    chosen = _chosen(broad, len(index.skills))
    near, led_by = _near(text, read, index, chosen, hidden)
    columns = {name: values[chosen] for name, values in broad.items()} | near
    return Candidates(chosen, np.stack([columns[name] for name in NAMES], axis=1), led_by, read.tokens)


_LOOKED_AT = (
    "chars",
    "covered",
    "covered-mass",
    "latent",
    "document",
    "phrase",
    "span-covered",
    "span-document",
    "span-latent",
)


def _chosen(broad: dict[str, Floats], skills: int) -> Ints:
    """The skills that are among the best by at least one feature; all of them where there are few."""
    if skills <= TAKEN_EACH:
        return np.arange(skills)
    best = [np.argpartition(-broad[name], TAKEN_EACH)[:TAKEN_EACH] for name in _LOOKED_AT]
    return np.unique(np.concatenate(best))


def _broad(text: str, read: _Read, index: LabelIndex, hidden: Ints | None) -> dict[str, Floats]:
    """What is cheap enough to compute for every skill."""
    here, span = np.zeros(len(index.vocabulary), np.float32), np.zeros(len(index.vocabulary), np.float32)
    here[read.codes] = 1
    np.maximum.at(span, read.codes, read.likely)
    hit, span_hit = index.words @ here, index.words @ span
    if hidden is not None:
        hit[hidden] = span_hit[hidden] = 0
    share, span_share = hit / index.mass, span_hit / index.mass
    phrase, preferred = _phrases(read, index, hidden)
    plain = np.ones_like(read.likely)
    return {
        "chars": index.chars.best(text, hidden),
        "covered": np.maximum.reduceat(share**3 * np.sqrt(hit / 10), index.starts),
        "covered-mass": np.maximum.reduceat(share * np.minimum(hit, 12) / 12, index.starts),
        "span-covered": np.maximum.reduceat(span_share * share**2 * np.sqrt(span_hit / 10), index.starts),
        "document": _document(read, index, plain),
        "span-document": _document(read, index, read.likely),
        "latent": _latent(read, index, plain),
        "span-latent": _latent(read, index, read.likely),
        "phrase": phrase,
        "phrase-preferred": preferred,
        "wanted": index.wanted,
        "transversal": index.transversal,
        "knowledge": index.knowledge,
    }


def _document(read: _Read, index: LabelIndex, weights: Floats) -> Floats:
    query = np.zeros(len(index.vocabulary), np.float32)
    np.add.at(query, read.codes, index.idf[read.codes] * weights)
    found: Floats = (index.documents @ query) / max(float(np.linalg.norm(query)), 1e-9)
    return found


def _latent(read: _Read, index: LabelIndex, weights: Floats) -> Floats:
    point = (index.meanings[read.codes] * (index.idf[read.codes] * weights)[:, None]).sum(axis=0)
    found: Floats = index.points @ (point / max(float(np.linalg.norm(point)), 1e-9))
    return found


def _phrases(read: _Read, index: LabelIndex, hidden: Ints | None) -> tuple[Floats, Floats]:
    """Whether some label, and whether the preferred label, stands in the text word for word."""
    any_label, preferred = np.zeros(len(index.skills), np.float32), np.zeros(len(index.skills), np.float32)
    not_seen = set() if hidden is None else set(hidden.tolist())
    written = [token.stem for token in read.tokens]
    for length in range(1, LONGEST_PHRASE + 1):
        for start in range(len(written) - length + 1):
            for label in index.phrases.get(tuple(written[start : start + length]), ()):
                if label not in not_seen:
                    any_label[index.owner[label]] = 1
                    preferred[index.owner[label]] = max(preferred[index.owner[label]], index.preferred[label])
    return any_label, preferred


def _near(
    text: str, read: _Read, index: LabelIndex, chosen: Ints, hidden: Ints | None
) -> tuple[dict[str, Floats], list[tuple[int, ...]]]:
    """What compares windows of the text with each label of the chosen skills."""
    labels = np.concatenate([np.arange(index.starts[c], index.ends[c]) for c in chosen])
    runs = np.searchsorted(index.owner[labels], chosen)
    off = np.isin(labels, hidden) if hidden is not None else np.zeros(len(labels), bool)
    mass = np.sqrt(np.minimum(index.mass[labels], 20) / 20)
    spans = [
        (start, start + length)
        for length in range(1, LONGEST_WINDOW + 1)
        for start in range(len(read.codes) - length + 1)
    ]
    likeness = np.zeros((len(labels), max(1, len(spans))), np.float32)
    likely = np.ones(likeness.shape[1], np.float32)
    if spans:
        likeness = np.asarray((index.unit_words[labels] @ _windows(read, index, spans)).todense())
        likely = np.array([read.likely[start:end].mean() for start, end in spans], np.float32)
    likeness[off] = 0
    best = likeness.max(axis=1)
    chars = _char_windows(text, index, labels)
    chars[off] = 0
    found = {
        "window": np.maximum.reduceat(best, runs),
        "window-mass": np.maximum.reduceat((likeness**2 * np.sqrt(likely)).max(axis=1) * mass, runs),
        "window-preferred": np.maximum.reduceat(np.where(index.preferred[labels], best, 0), runs),
        "char-window": np.maximum.reduceat(chars, runs),
        "char-window-mass": np.maximum.reduceat(chars**2 * mass, runs),
    }
    return found, _led_by(read, index, labels, runs, spans, likeness, best**2 * mass)


def _windows(read: _Read, index: LabelIndex, spans: list[tuple[int, int]]) -> sp.csr_matrix:
    """The windows of a text as unit columns over the vocabulary."""
    sets = [np.unique(read.codes[start:end]) for start, end in spans]
    columns = np.repeat(np.arange(len(sets)), [len(each) for each in sets])
    rows = np.concatenate(sets)
    values = np.concatenate([index.idf[each] / np.linalg.norm(index.idf[each]) for each in sets])
    return sp.csr_matrix((values, (rows, columns)), shape=(len(index.vocabulary), len(sets)))


def _char_windows(text: str, index: LabelIndex, labels: Ints) -> Floats:
    words = [word.strip(_TRIM).lower() for word in text.split()]
    spans = {
        " ".join(words[start : start + length])
        for length in range(1, LONGEST_CHAR_WINDOW + 1)
        for start in range(len(words) - length + 1)
        if not {words[start], words[start + length - 1]} & (STOP | {""})
    }
    if not spans:
        return np.zeros(len(labels), np.float32)
    vectors = sp.vstack([index.chars.vector(span) for span in sorted(spans)]).tocsr()
    likeness = np.asarray((index.chars.rows[labels] @ vectors.T).todense(), np.float32)
    best: Floats = likeness.max(axis=1)
    return best


def _led_by(
    read: _Read,
    index: LabelIndex,
    labels: Ints,
    runs: Ints,
    spans: list[tuple[int, int]],
    likeness: Floats,
    worth: Floats,
) -> list[tuple[int, ...]]:
    """For each chosen skill the words that its likest label shares with the window it is likest to."""
    found: list[tuple[int, ...]] = []
    windows = likeness.argmax(axis=1)
    for first, last in zip(runs, np.r_[runs[1:], len(labels)], strict=True):
        label = first + int(worth[first:last].argmax())
        if not spans or worth[label] <= 0:
            found.append(())
            continue
        start, end = spans[windows[label]]
        shared = set(index.coded[labels[label]])
        found.append(tuple(at for at in range(start, end) if int(read.codes[at]) in shared))
    return found
