"""What a named schema can say of a credential."""

from __future__ import annotations

from microcred.vc.errors import Failed, Undecided


class SchemaViolated(Failed):
    """The credential breaks the schema that it names itself."""

    code = "schema.violated"
    sentence = "The document breaks the schema that it names."
    remedy = "Ask the issuer for a document that follows its own schema."
    section = "VCDM 4.11"


class SchemaUnusable(Undecided):
    """A schema at hand that cannot be used: it is malformed, or refers to another that is not at hand."""

    code = "schema.unusable"
    sentence = "The schema that the document names could not be used."
    remedy = "Ask whoever runs this verifier to correct the schema."
    section = "VCDM 4.11"
