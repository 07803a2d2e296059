"""Contexts as compiled tables: what each word means, pinned by the hash of what was published."""

from microcred.vc.contexts.compiling import KEYWORDS, compile_contexts
from microcred.vc.contexts.definitions import ENDS_OF_PREFIXES, Context, Scopes, Term
from microcred.vc.contexts.errors import (
    ContextMalformed,
    ContextMissing,
    ContextPinned,
    ContextUnknown,
    ContextUnsupported,
    InlineContext,
)
from microcred.vc.contexts.source import Contexts, shipped
from microcred.vc.contexts.tables import Table, compile_table, read_table

__all__ = [
    "ENDS_OF_PREFIXES",
    "KEYWORDS",
    "Context",
    "ContextMalformed",
    "ContextMissing",
    "ContextPinned",
    "ContextUnknown",
    "ContextUnsupported",
    "Contexts",
    "InlineContext",
    "Scopes",
    "Table",
    "Term",
    "compile_contexts",
    "compile_table",
    "read_table",
    "shipped",
]
