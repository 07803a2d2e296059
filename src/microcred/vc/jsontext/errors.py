"""What can be wrong with JSON text before anybody asks what it means."""

from __future__ import annotations

from microcred.vc.errors import Failed


class JsonMalformed(Failed):
    """Text that breaks the grammar of JSON, or is not UTF-8."""

    code = "json.malformed"
    sentence = "The file is not well-formed JSON."
    remedy = "Ask for the original file: this one was altered or cut off."
    section = "RFC 8259 2"


class JsonTooLarge(Failed):
    """More bytes than are read."""

    code = "json.too-large"
    sentence = "The document is larger than is read here."
    remedy = "Ask the issuer for a smaller document."
    section = "RFC 8259 9"


class JsonTooDeep(Failed):
    """More levels of objects and lists than are read."""

    code = "json.too-deep"
    sentence = "The document is nested more deeply than is read here."
    remedy = "Ask the issuer for a document that is built more simply."
    section = "RFC 8259 9"


class JsonTooManyValues(Failed):
    """More values than are read."""

    code = "json.too-many-values"
    sentence = "The document holds more values than are read here."
    remedy = "Ask the issuer for a smaller document."
    section = "RFC 8259 9"


class JsonDuplicateKey(Failed):
    """The same key twice in one object: programs disagree about which of them counts."""

    code = "json.duplicate-key"
    sentence = "The document states the same field twice."
    remedy = "Do not rely on it. Ask the issuer for the original file."
    section = "RFC 8259 4"


class JsonSurrogate(Failed):
    """Half a character: an escape such as `\\ud800` without its other half."""

    code = "json.surrogate"
    sentence = "The document holds half a character."
    remedy = "Ask the issuer for a copy made anew."
    section = "RFC 8259 8.2"


class JsonNumberRefused(Failed):
    """A number that programs print differently, so that its signature depends on the program."""

    code = "json.number"
    sentence = "The document holds a number that programs write differently."
    remedy = "Ask the issuer to write whole numbers below 2^53 and at most 16 digits."
    section = "RFC 8785 3.2.2.3"


class JsonUnwritable(Failed):
    """A value that JSON has no form for."""

    code = "json.unwritable"
    sentence = "The content could not be written as JSON."
    remedy = "Give objects, lists, texts, whole and decimal numbers, true, false and null only."
    section = "RFC 8259 3"
