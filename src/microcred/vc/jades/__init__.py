"""European Digital Credentials: documents sealed with JAdES (ETSI TS 119 182-1)."""

from microcred.vc.jades.errors import SealedForAnother, SealKeyMissing, SealMalformed, SealUnsupported
from microcred.vc.jades.issuer import sealed_by_issuer
from microcred.vc.jades.outline import outline
from microcred.vc.jades.seal import UnverifiedSeal, is_sealed, read_seal

__all__ = [
    "SealKeyMissing",
    "SealMalformed",
    "SealUnsupported",
    "SealedForAnother",
    "UnverifiedSeal",
    "is_sealed",
    "outline",
    "read_seal",
    "sealed_by_issuer",
]
