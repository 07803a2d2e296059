"""A source of contexts for suites that bring their own: inline contexts, `@vocab`, every spelling.

Never for production: a document that may define its words can make signed ones mean anything.
"""

from __future__ import annotations

from typing import Any

from microcred.vc.contexts import Contexts, Scopes, compile_contexts


class FreeContexts(Contexts):
    """The shipped contexts, and whatever a document brings."""

    spelled_freely = True

    def inline(self, value: Any) -> Scopes:
        return compile_contexts(value, vocabulary=True)
