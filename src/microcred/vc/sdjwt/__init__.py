"""SD-JWT VC: credentials of which the holder shows a part (RFC 9901, SD-JWT VC)."""

from microcred.vc.sdjwt.disclosures import disclose
from microcred.vc.sdjwt.errors import (
    DisclosureWrong,
    HolderKeyMissing,
    HolderKeyWrong,
    IssuerMetadataMalformed,
    SdJwtMalformed,
)
from microcred.vc.sdjwt.holder import check_holder
from microcred.vc.sdjwt.metadata import issuer_keys, metadata_url
from microcred.vc.sdjwt.outline import outline
from microcred.vc.sdjwt.token import UnverifiedSdJwt, read_sd_jwt

__all__ = [
    "DisclosureWrong",
    "HolderKeyMissing",
    "HolderKeyWrong",
    "IssuerMetadataMalformed",
    "SdJwtMalformed",
    "UnverifiedSdJwt",
    "check_holder",
    "disclose",
    "issuer_keys",
    "metadata_url",
    "outline",
    "read_sd_jwt",
]
