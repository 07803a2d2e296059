"""What a right covers, whether one stands in another, and what a chain of them comes to. Pure."""

from microcred.platform.network.scope.best import best_chain
from microcred.platform.network.scope.chains import LIMIT, Chain, Given, Outcome, chain
from microcred.platform.network.scope.covering import contains, covers
from microcred.platform.network.scope.values import Branch, Scope, Subject, Verb

__all__ = [
    "LIMIT",
    "Branch",
    "Chain",
    "Given",
    "Outcome",
    "Scope",
    "Subject",
    "Verb",
    "best_chain",
    "chain",
    "contains",
    "covers",
]
