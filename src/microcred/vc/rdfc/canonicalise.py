"""The canonical form of a dataset (RDF-CANON 4.4): comparison only where blank nodes look alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256, sha384
from typing import Any

from microcred.vc.rdfc.issuer import Issuer
from microcred.vc.rdfc.ndegree import Comparison
from microcred.vc.rdfc.quads import Quad, first_degree_line, line, nodes_of
from microcred.vc.rdfc.work import Work

HASHES: Mapping[str, Any] = {"sha256": sha256, "sha384": sha384}
"""The hash functions a caller may name."""


@dataclass(frozen=True)
class Canonical:
    """`nquads`: sorted lines without repetitions. `labels`: from each blank node to its own, as `c14n0`."""

    nquads: str
    labels: Mapping[str, str]


@dataclass
class _Sorted:
    """A dataset taken apart: lines without blank nodes, quads with them, and what each blank node sees."""

    lines: list[str] = field(default_factory=list)
    quads: list[Quad] = field(default_factory=list)
    views: dict[str, list[str]] = field(default_factory=dict)


def canonicalise(quads: Iterable[Quad], hash_name: str = "sha256", work: Work | None = None) -> Canonical:
    """The canonical form of `quads`, a set: repeated ones count once.

    `hash_name` is "sha256" or "sha384". Raises `GraphTooCostly` when `work` (a new one of the default
    size if not given) is used up, or `GraphTooCostlyForPeers`.
    """
    new_hash = HASHES[hash_name]
    dataset = _taken_apart(dict.fromkeys(quads))
    hashes = {}
    alike: dict[str, list[str]] = {}
    for node, views in dataset.views.items():
        views.sort()
        digest = hashes[node] = new_hash("".join(views).encode()).hexdigest()
        alike.setdefault(digest, []).append(node)
    issuer = Issuer("c14n")
    for digest in sorted(alike):
        if len(alike[digest]) == 1:
            issuer.issue(alike[digest][0])
    if len(alike) < len(hashes):
        groups = [nodes for _, nodes in sorted(alike.items()) if len(nodes) > 1]
        _tell_apart(groups, Comparison(_by_node(dataset), hashes, issuer, new_hash, work or Work()))
    return Canonical(_written(dataset, issuer.issued), issuer.issued)


def _taken_apart(quads: Iterable[Quad]) -> _Sorted:
    """The common cases are written out: this loop is most of the cost of a canonicalisation."""
    dataset = _Sorted()
    lines, views = dataset.lines, dataset.views
    for quad in quads:
        subject, predicate, value, graph = quad
        if graph:
            if any(term[0] == "_" for term in (subject, value, graph)):
                dataset.quads.append(quad)
                for node in nodes_of(quad):
                    views.setdefault(node, []).append(first_degree_line(quad, node))
            else:
                lines.append(f"{subject} {predicate} {value} {graph} .\n")
        elif subject[0] == "_":
            dataset.quads.append(quad)
            if value[0] != "_":
                views.setdefault(subject, []).append(f"_:a {predicate} {value} .\n")
            elif value == subject:
                views.setdefault(subject, []).append(f"_:a {predicate} _:a .\n")
            else:
                views.setdefault(subject, []).append(f"_:a {predicate} _:z .\n")
                views.setdefault(value, []).append(f"_:z {predicate} _:a .\n")
        elif value[0] == "_":
            dataset.quads.append(quad)
            views.setdefault(value, []).append(f"{subject} {predicate} _:a .\n")
        else:
            lines.append(f"{subject} {predicate} {value} .\n")
    return dataset


def _by_node(dataset: _Sorted) -> dict[str, list[Quad]]:
    found: dict[str, list[Quad]] = {node: [] for node in dataset.views}
    for quad in dataset.quads:
        for node in nodes_of(quad):
            found[node].append(quad)
    return found


def _tell_apart(groups: list[list[str]], comparison: Comparison) -> None:
    """Labels the nodes whose first-degree hashes are equal, group by group in order of the hash."""
    canonical = comparison.canonical
    comparison.work.begin(sum(map(len, groups)))
    for nodes in groups:
        paths = []
        for node in nodes:
            if node not in canonical.issued:
                issuer = Issuer("b")
                issuer.issue(node)
                paths.append(comparison.path_from(node, issuer))
        for _, issuer in sorted(paths, key=lambda path: path[0]):
            for node in issuer.issued:
                canonical.issue(node)


def _written(dataset: _Sorted, labels: Mapping[str, str]) -> str:
    names = {node: f"_:{label}" for node, label in labels.items()}
    name = names.get
    lines = dataset.lines + [
        line(name(subject, subject), predicate, name(value, value), name(graph, graph))
        for subject, predicate, value, graph in dataset.quads
    ]
    lines.sort()
    return "".join(lines)
