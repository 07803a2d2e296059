"""Multibase text for bytes: base58btc (`z`) and base64url without padding (`u`), and bare base64url.

CONTROLLED-IDENTIFIERS 2.4. Decoding is strict: one text for each value, so that nothing signed can be
re-spelled. A 64-byte signature costs about 5 microseconds each way.
"""

from __future__ import annotations

import binascii
import re

from microcred.vc.errors import Failed

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BASE58_CHARACTERS = 2_048
"""Longest base58 text read: its cost grows with the square of the length. A 4096-bit RSA key has 725."""

_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]
_NO_VALUE = 255
_VALUES = bytes(ALPHABET.find(chr(code)) % 256 for code in range(256))
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*")
_TO_URL = bytes.maketrans(b"+/", b"-_")
_FROM_URL = bytes.maketrans(b"-_", b"+/")
# With two leftover characters the last carries 2 bits, with three 4: the other bits must be zero.
_LAST_OF_TWO = frozenset("AQgw")
_LAST_OF_THREE = frozenset("AEIMQUYcgkosw048")


class MultibaseInvalid(Failed):
    """Text that is not the one multibase spelling of some bytes."""

    code = "multibase.invalid"
    sentence = "An encoded value (key, signature or list) could not be read."
    remedy = "Ask the issuer for the original file: this one was altered or cut off."
    section = "CID 2.4"


def base58_encode(data: bytes) -> str:
    """`data` in base58btc, without a multibase prefix; each leading zero byte is one `1`."""
    number = int.from_bytes(data, "big")
    digits: list[str] = []
    while number:
        number, pair = divmod(number, 3364)
        digits.append(_PAIRS[pair])
    digits.reverse()
    text = "".join(digits).lstrip("1")
    if data[:1] == b"\0":
        return "1" * (len(data) - len(data.lstrip(b"\0"))) + text
    return text


def base58_decode(text: str, *, characters: int = BASE58_CHARACTERS) -> bytes:
    """The bytes of a base58btc text of at most `characters`; raises `MultibaseInvalid`."""
    if len(text) > characters:
        raise MultibaseInvalid(f"base58 text of more than {characters} characters")
    digits = text.encode("latin-1", "replace").translate(_VALUES)  # a replaced character is `?`
    if _NO_VALUE in digits:
        raise MultibaseInvalid("a character that base58 does not have")
    number = 0
    for digit in digits:
        number = number * 58 + digit
    zeros = len(text) - len(text.lstrip("1"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base64url_encode(data: bytes) -> str:
    """`data` in base64url without padding (RFC 4648 5)."""
    return binascii.b2a_base64(data, newline=False).translate(_TO_URL).rstrip(b"=").decode("ascii")


def base64url_decode(text: str) -> bytes:
    """The bytes of an unpadded base64url text; the caller bounds its length. Raises `MultibaseInvalid`."""
    rest = len(text) & 3
    if rest == 1 or not _BASE64URL.fullmatch(text):
        raise MultibaseInvalid("not base64url without padding")
    if (rest == 2 and text[-1] not in _LAST_OF_TWO) or (rest == 3 and text[-1] not in _LAST_OF_THREE):
        raise MultibaseInvalid("base64url text with stray bits at its end")
    return binascii.a2b_base64(text.encode("ascii").translate(_FROM_URL) + b"=" * (-len(text) & 3))


def multibase_decode(text: object, *, characters: int = BASE58_CHARACTERS) -> bytes:
    """The bytes of a multibase text whose first letter is `z` or `u`; raises `MultibaseInvalid`."""
    if not isinstance(text, str) or len(text) < 2:
        raise MultibaseInvalid("not a multibase text")
    if text[0] == "z":
        return base58_decode(text[1:], characters=characters)
    if text[0] == "u":
        if len(text) > characters:
            raise MultibaseInvalid(f"multibase text of more than {characters} characters")
        return base64url_decode(text[1:])
    raise MultibaseInvalid(f"multibase prefix {text[0]!r}, where z or u was expected")
