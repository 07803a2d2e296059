"""Finding among micro-credentials and the offerings that lead to them."""

from microcred.platform.catalogue.finding.memory import FACETS
from microcred.platform.catalogue.finding.searching import Found, find

__all__ = ["FACETS", "Found", "find"]
