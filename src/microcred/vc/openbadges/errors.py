"""What a document lacks to be the credential it says it is."""

from __future__ import annotations

from microcred.vc.errors import Failed


class NotACredential(Failed):
    """A document of another kind: a context, a profile, a key, or anything else."""

    code = "kind.not-a-credential"
    sentence = "This is not a credential."
    remedy = "Give the credential itself: a JSON, JWT, PNG, SVG or PDF file."
    section = "VCDM 4.4"


class ContextWrong(Failed):
    """`@context` does not begin with the credentials context, or carries one of its own inside."""

    code = "document.context"
    sentence = "The document does not begin with the standard's context."
    remedy = "Ask the issuer for a document that follows the standard."
    section = "VCDM 4.3"


class IssuerMissing(Failed):
    """No issuer, or one without an absolute identifier."""

    code = "document.issuer"
    sentence = "The document does not say who issued it."
    remedy = "Ask the issuer for a document that follows the standard."
    section = "VCDM 4.7"


class SubjectMissing(Failed):
    """No subject, or an empty one."""

    code = "document.subject"
    sentence = "The document does not say whom it is about."
    remedy = "Ask the issuer for a document that follows the standard."
    section = "VCDM 4.8"


class IdentifierRelative(Failed):
    """An identifier that is no absolute address, or null."""

    code = "document.identifier"
    sentence = "An identifier in the document is not an absolute address."
    remedy = "Ask the issuer for a document that follows the standard."
    section = "VCDM 4.4"


class FieldMissing(Failed):
    """A field that the standard requires is missing."""

    code = "document.field-missing"
    sentence = "A required field is missing."
    remedy = "Ask the issuer for a document that follows the standard."
    section = "OB 3.0 B.1"


class ResourceOther(Failed):
    """A digest of a published context that is not the digest of what was published."""

    code = "document.resource-other"
    sentence = "The document rests on another version of a published text than the one that is known."
    remedy = "Ask the issuer for a copy signed anew, with the digest as it was published."
    section = "VCDM 5.3"


class FieldMalformed(Failed):
    """A field has another form than the standard requires."""

    code = "document.field-malformed"
    sentence = "A field has a form that the standard does not allow."
    remedy = "Ask the issuer for a document that follows the standard."
    section = "OB 3.0 B.1"


class DatesReversed(Failed):
    """`validFrom` is later than `validUntil`."""

    code = "document.dates-reversed"
    sentence = "The document ends before it begins."
    remedy = "Ask the issuer for a document that follows the standard."
    section = "VCDM 4.9"


class RecipientMissing(Failed):
    """An Open Badge whose subject has neither `id` nor `identifier`."""

    code = "document.recipient"
    sentence = "The document does not identify the person it was issued to."
    remedy = "Ask the issuer for a document that names the recipient."
    section = "OB 3.0 B.1.3"


class ContentRefused(Failed):
    """Values given to a builder that no valid document can be made from."""

    code = "content.refused"
    sentence = "No valid credential can be made from these values."
    remedy = "Correct the value that is named."
    section = "OB 3.0 B.1"
