"""Keys: Ed25519, P-256, P-384 and RSA, as Multikey and JWK."""

from microcred.vc.keys.errors import KeyUnreadable, KeyUnsupported, SignatureWrong
from microcred.vc.keys.private import PrivateKey
from microcred.vc.keys.public import PublicKey, same_key

__all__ = ["KeyUnreadable", "KeyUnsupported", "PrivateKey", "PublicKey", "SignatureWrong", "same_key"]
