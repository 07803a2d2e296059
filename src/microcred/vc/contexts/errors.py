"""What can be wrong with a context, or with naming one."""

from __future__ import annotations

from microcred.vc.errors import Failed, Undecided


class ContextUnknown(Undecided):
    """A context that is not carried here: what the document says cannot be told."""

    code = "context.unknown"
    sentence = "The document uses a vocabulary that is not known here."
    remedy = "Ask the operator to add its context, or check it with another verifier."
    section = "JSON-LD-API 4.1"


class ContextMissing(Failed):
    """A document without any context: none of its words means anything."""

    code = "context.missing"
    sentence = "The document does not say which vocabulary it uses."
    remedy = "Ask the issuer for the original file."
    section = "VCDM 4.3"


class InlineContext(Failed):
    """Definitions inside the document: whoever changes it can change what signed words mean."""

    code = "context.inline"
    sentence = "The document brings definitions of its own."
    remedy = "Do not rely on it. Ask the issuer for a document that names published contexts only."
    section = "VC-DATA-INTEGRITY 5.2"


class ContextMalformed(Failed):
    """Bytes that are no context document, or a definition that JSON-LD does not allow."""

    code = "context.malformed"
    sentence = "The context could not be read."
    remedy = "Give the JSON-LD context as it was published."
    section = "JSON-LD-API 4.1"


class ContextUnsupported(Undecided):
    """A context that uses something of JSON-LD that is not done here."""

    code = "context.unsupported"
    sentence = "The context uses a part of JSON-LD that is not supported here."
    remedy = "Check documents that use it with another verifier."
    section = "JSON-LD-API 4.1"


class ContextPinned(Failed):
    """Other bytes for an address whose meaning is fixed already."""

    code = "context.pinned"
    sentence = "There is a context for this address already, and it says something else."
    remedy = "Remove the old one first, if you are sure: signatures made with it will no longer hold."
    section = "VC-DATA-INTEGRITY 5.2"
