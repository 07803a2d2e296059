"""What a document can say that its contexts give no meaning, or that can be read in two ways.

A word without meaning is never dropped: it would be text that is shown as if it were signed.
"""

from __future__ import annotations

from microcred.vc.errors import Failed, Undecided

_ORIGINAL = "Do not rely on it. Ask the issuer for the original file."


class TermUndefined(Failed):
    """A field that the contexts do not define: a signature would not cover it."""

    code = "jsonld.term-undefined"
    sentence = "The document has a field that no signature can cover."
    remedy = "Ask the issuer to use fields of its vocabulary only."
    section = "JSON-LD-API 5.1.2"


class TypeUndefined(Failed):
    """A type that the contexts do not define, and that is no absolute IRI."""

    code = "jsonld.type-undefined"
    sentence = "The document names a kind of thing that no signature can cover."
    remedy = "Ask the issuer to use types of its vocabulary only."
    section = "JSON-LD-API 5.1.2"


class TypeMalformed(Failed):
    """A type that is neither text nor a list of texts."""

    code = "jsonld.type-malformed"
    sentence = "The document names the kind of a thing wrongly."
    remedy = _ORIGINAL
    section = "JSON-LD-API 5.1.2"


class Respelled(Failed):
    """A term written out as an IRI or with a prefix: the same to a signature, hidden from readers."""

    code = "jsonld.respelled"
    sentence = "The document spells a field in a way that hides it."
    remedy = _ORIGINAL
    section = "VC-DATA-INTEGRITY 5.1"


class KeywordRefused(Failed):
    """A keyword of JSON-LD at a place where a credential has none."""

    code = "jsonld.keyword"
    sentence = "The document uses a keyword where none belongs."
    remedy = _ORIGINAL
    section = "VCDM 6.3"


class ContextMisplaced(Failed):
    """A context inside the document, where that of the outside still holds."""

    code = "jsonld.context-misplaced"
    sentence = "The document changes its vocabulary midway."
    remedy = _ORIGINAL
    section = "VC-DATA-INTEGRITY 5.2"


class ProtectedTerm(Failed):
    """A context that gives a protected term another meaning."""

    code = "jsonld.protected-term"
    sentence = "The document's vocabularies contradict each other."
    remedy = "Ask the issuer for a document whose contexts go together."
    section = "JSON-LD 4.1.11"


class IdRelative(Failed):
    """An identifier that is not absolute: what it names depends on where the file lies."""

    code = "jsonld.id-relative"
    sentence = "The document has an identifier that is no full address."
    remedy = "Ask the issuer to identify things by full addresses."
    section = "VCDM 4.4"


class IdBlank(Failed):
    """An identifier such as `_:b0`, which has no meaning outside the document."""

    code = "jsonld.id-blank"
    sentence = "The document has an identifier that holds inside it only."
    remedy = "Ask the issuer to leave it out or to give a full address."
    section = "VCDM 4.4"


class IdMalformed(Failed):
    """An identifier that is no text, or that has characters no address has."""

    code = "jsonld.id-malformed"
    sentence = "The document has a malformed identifier."
    remedy = "Ask the issuer to identify things by full addresses."
    section = "RFC 3987 2.2"


class TwoBodies(Failed):
    """Two different descriptions of one identifier, which a signature takes for a single one."""

    code = "jsonld.two-bodies"
    sentence = "The document describes the same thing twice, in different words."
    remedy = _ORIGINAL
    section = "JSON-LD-API 7.2"


class ValueMalformed(Failed):
    """A value of a form that JSON-LD does not allow at its place."""

    code = "jsonld.value-malformed"
    sentence = "The document has a value of the wrong form."
    remedy = _ORIGINAL
    section = "JSON-LD-API 5.1.2"


class NothingSaid(Failed):
    """A thing that the document names where only statements count: its name would be lost."""

    code = "jsonld.nothing-said"
    sentence = "The document names something that no signature can cover."
    remedy = "Ask the issuer for a document that includes what it refers to."
    section = "JSON-LD-API 8.1"


class NumberAsText(Failed):
    """A decimal number written as text in another than its canonical form: programs sign it differently."""

    code = "jsonld.number-as-text"
    sentence = "The document has a number in text that programs write differently."
    remedy = "Ask the issuer to write the number as a number."
    section = "JSON-LD-API 8.6"


class TextMalformed(Failed):
    """Text that holds half a character."""

    code = "jsonld.text-malformed"
    sentence = "The document holds half a character."
    remedy = "Ask the issuer for a copy made anew."
    section = "RFC 8259 8.2"


class FeatureUnsupported(Undecided):
    """A part of JSON-LD that is not done here: another verifier may do it."""

    code = "jsonld.unsupported"
    sentence = "The document uses a part of JSON-LD that is not supported here."
    remedy = "Check it with another verifier."
    section = "JSON-LD-API 5.1.2"


class TooManyQuads(Undecided):
    """More statements than are read."""

    code = "jsonld.too-many-statements"
    sentence = "The document says more than is read here."
    remedy = "Check it with another verifier, or ask for several smaller documents."
    section = "VC-DATA-INTEGRITY 5.13"


class TooManyContexts(Undecided):
    """More combinations of contexts than are worked out for one document."""

    code = "jsonld.too-many-contexts"
    sentence = "The document combines more vocabularies than is done here."
    remedy = "Check it with another verifier."
    section = "VC-DATA-INTEGRITY 5.13"
