"""Credentials as compact JWS (VC-JWT)."""

from microcred.vc.jwt.compact import Compact, read_compact
from microcred.vc.jwt.errors import (
    JwtAlgorithmRefused,
    JwtClaimsWrong,
    JwtExpired,
    JwtHeaderRefused,
    JwtKeyForeign,
    JwtKeyUnnamed,
    JwtKindOther,
    JwtMalformed,
    JwtUnsupported,
)
from microcred.vc.jwt.header import Header, read_header
from microcred.vc.jwt.token import (
    UnverifiedJwt,
    check_jwt,
    header_key,
    issuer_key,
    jwt_of,
    read_jwt,
    sign_jwt,
)

__all__ = [
    "Compact",
    "Header",
    "JwtAlgorithmRefused",
    "JwtClaimsWrong",
    "JwtExpired",
    "JwtHeaderRefused",
    "JwtKeyForeign",
    "JwtKeyUnnamed",
    "JwtKindOther",
    "JwtMalformed",
    "JwtUnsupported",
    "UnverifiedJwt",
    "check_jwt",
    "header_key",
    "issuer_key",
    "jwt_of",
    "read_compact",
    "read_header",
    "read_jwt",
    "sign_jwt",
]
