"""What the gateways refuse, beside what the apps below refuse."""

from __future__ import annotations

from typing import ClassVar

from microcred.errors import MicrocredError


class ApiKeyMissing(MicrocredError):
    """A request without a key."""

    code = "api.key-missing"
    sentence = "This needs an API key."
    remedy = "Send it as Authorization: Bearer, followed by the key."
    status: ClassVar[int] = 401


class ApiKeyInvalid(MicrocredError):
    """A key that opens nothing: unknown, withdrawn, run out, or its person is no longer a member."""

    code = "api.key-invalid"
    sentence = "This API key opens nothing, or no longer."
    remedy = "An owner or administrator makes a new one under Settings, API keys."
    status: ClassVar[int] = 401


class ScopeMissing(MicrocredError):
    """A key that was not made for this."""

    code = "api.scope-not-allowed"
    sentence = "This API key was not made for this."
    remedy = "Use a key with the scope that is named."
    status: ClassVar[int] = 403


class ApiKeyUnknown(MicrocredError):
    """No key of this institution has this id."""

    code = "api-key.not-found"
    sentence = "The institution has no such API key."
    remedy = "Reload the page to see its keys."


class ApiKeyRefused(MicrocredError):
    """A key that cannot be made as asked."""

    code = "api-key.refused"
    sentence = "An API key cannot be made like this."
    remedy = "Give it a name, at least one thing it may do, and an end within a year."


class RequestTooLarge(MicrocredError):
    """More bytes than this request may have; told before they are read."""

    code = "api.too-large"
    sentence = "The request is larger than what is read here."
    remedy = "Send less at once."
    status: ClassVar[int] = 413


class RequestLengthUnknown(MicrocredError):
    """A request with a body that does not say how long it is."""

    code = "api.length-unknown"
    sentence = "The request does not say how long it is."
    remedy = "Send it with a Content-Length."
    status: ClassVar[int] = 411


class RequestUnreadable(MicrocredError):
    """A body that is not what its type says."""

    code = "api.unreadable"
    sentence = "The request could not be read."
    remedy = "Send JSON in UTF-8, with the fields that the description of the API names."
    status: ClassVar[int] = 400


class RequestInvalid(MicrocredError):
    """A request of which a field has a value that cannot be."""

    code = "api.invalid"
    sentence = "A field of the request has a value that cannot be."
    remedy = "Correct the fields that are named."


class AddressUnknown(MicrocredError):
    """No such address in the API."""

    code = "api.not-found"
    sentence = "There is nothing at this address of the API."
    remedy = "The addresses are listed in /api/v1/openapi.json."
    status: ClassVar[int] = 404


class MethodRefused(MicrocredError):
    """An address that does not answer this method."""

    code = "api.method"
    sentence = "This address does not answer this method."
    remedy = "The header Allow lists those that it answers."
    status: ClassVar[int] = 405


class CursorInvalid(MicrocredError):
    """A cursor that this installation did not give for this list."""

    code = "api.cursor"
    sentence = "This cursor does not continue this list."
    remedy = "Begin without a cursor, and take each next one from the answer before."


class IdempotencyKeyInvalid(MicrocredError):
    """An Idempotency-Key that is empty, too long, or not printable."""

    code = "api.idempotency-key"
    sentence = "This Idempotency-Key cannot be used."
    remedy = "Send 1 to 255 printable characters, a new UUID for each new request."


class IdempotencyKeyReused(MicrocredError):
    """The same Idempotency-Key with another request."""

    code = "api.idempotency-reused"
    sentence = "This Idempotency-Key was used for another request."
    remedy = "Repeat the very same request, or use a new key."


class BatchTooFull(MicrocredError):
    """Nothing to do, or too much of it, in one request."""

    code = "api.too-many"
    sentence = "The request names too many things at once, or nothing."
    remedy = "Send as many as the description of the API allows."


class EntryUnknown(MicrocredError):
    """An entry on a status list that no document of this institution has, or one of an award."""

    code = "vc-api.status-entry-unknown"
    sentence = "No document that was signed through the VC API has this status entry."
    remedy = "Send the entry as it stands in the document; the status of awards is changed at /api/v1."
    status: ClassVar[int] = 404


class StatusNeedsDid(MicrocredError):
    """A status entry for a document whose issuer is not the institution's own DID."""

    code = "vc-api.status-issuer"
    sentence = "A document with a status entry names the institution's DID as its issuer."
    remedy = "Set issuer to the DID: the status lists are signed by it, and speak of its documents only."


class IssuingOff(MicrocredError):
    """The operator has not allowed issuing through the VC API."""

    code = "vc-api.issuing-not-allowed"
    sentence = "Issuing through the VC API is switched off here."
    remedy = "The operator allows it with MICROCRED_VC_API_ISSUING; awards are made through /api/v1."
    status: ClassVar[int] = 403
