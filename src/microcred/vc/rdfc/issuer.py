"""The identifier issuer (RDF-CANON 4.5)."""

from __future__ import annotations


class Issuer:
    """Hands out labels in order of asking. `issued` maps each blank node to its label."""

    __slots__ = ("issued", "prefix")

    def __init__(self, prefix: str, issued: dict[str, str] | None = None) -> None:
        self.prefix = prefix
        self.issued: dict[str, str] = {} if issued is None else issued

    def issue(self, node: str) -> str:
        """The label of `node`, a new one if it has none."""
        found = self.issued.get(node)
        if found is None:
            found = self.issued[node] = f"{self.prefix}{len(self.issued)}"
        return found

    def copy(self) -> Issuer:
        """Another issuer that goes on from here."""
        return Issuer(self.prefix, dict(self.issued))
