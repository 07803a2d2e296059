"""Credentials as compact JWS (VC-JWT)."""

from microcred.vc.jwt.errors import (
    JwtAlgorithmRefused,
    JwtClaimsWrong,
    JwtExpired,
    JwtHeaderRefused,
    JwtKeyForeign,
    JwtKeyUnnamed,
    JwtMalformed,
    JwtUnsupported,
)
from microcred.vc.jwt.header import Header
from microcred.vc.jwt.token import UnverifiedJwt, check_jwt, header_key, issuer_key, read_jwt, sign_jwt

__all__ = [
    "Header",
    "JwtAlgorithmRefused",
    "JwtClaimsWrong",
    "JwtExpired",
    "JwtHeaderRefused",
    "JwtKeyForeign",
    "JwtKeyUnnamed",
    "JwtMalformed",
    "JwtUnsupported",
    "UnverifiedJwt",
    "check_jwt",
    "header_key",
    "issuer_key",
    "read_jwt",
    "sign_jwt",
]
