"""Credentials as documents: build, sign, verify, bake, revoke. Pure: no files, network, clock or Django.

`issue` signs, `verify` raises or returns a `VerifiedCredential`, `examine` returns the full report,
`bake_png`, `bake_svg` and `unbake` carry a credential in a picture. Names are loaded when first used, so
that a command that needs one of them does not pay for all.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from microcred.vc.baking import bake_png, bake_svg, unbake
    from microcred.vc.canonical import Canoniser
    from microcred.vc.dids import LocalResolver, Resolver, StaticResolver
    from microcred.vc.examine import examine
    from microcred.vc.issue import IssuedCredential, issue, issue_many
    from microcred.vc.keys import PrivateKey, PublicKey
    from microcred.vc.openbadges import ExpectedRecipient, check_requirements
    from microcred.vc.outcomes import Outcome
    from microcred.vc.policy import AllOf, AnyOf, IssuerIn, NobodyTrusted
    from microcred.vc.report import VerificationReport
    from microcred.vc.signer import KeySigner, Signer
    from microcred.vc.status import NoStatuses, StaticStatuses
    from microcred.vc.verdicts import Verdict
    from microcred.vc.verify import NotDecided, NotVerified, VerifiedCredential, verify

_WHERE = {
    "baking": ("bake_png", "bake_svg", "unbake"),
    "canonical": ("Canoniser",),
    "dids": ("LocalResolver", "Resolver", "StaticResolver"),
    "examine": ("examine",),
    "issue": ("IssuedCredential", "issue", "issue_many"),
    "keys": ("PrivateKey", "PublicKey"),
    "openbadges": ("ExpectedRecipient", "check_requirements"),
    "outcomes": ("Outcome",),
    "policy": ("AllOf", "AnyOf", "IssuerIn", "NobodyTrusted"),
    "report": ("VerificationReport",),
    "signer": ("KeySigner", "Signer"),
    "status": ("NoStatuses", "StaticStatuses"),
    "verdicts": ("Verdict",),
    "verify": ("NotDecided", "NotVerified", "VerifiedCredential", "verify"),
}
_MODULE = {name: module for module, names in _WHERE.items() for name in names}

__all__ = [
    "AllOf",
    "AnyOf",
    "Canoniser",
    "ExpectedRecipient",
    "IssuedCredential",
    "IssuerIn",
    "KeySigner",
    "LocalResolver",
    "NoStatuses",
    "NobodyTrusted",
    "NotDecided",
    "NotVerified",
    "Outcome",
    "PrivateKey",
    "PublicKey",
    "Resolver",
    "Signer",
    "StaticResolver",
    "StaticStatuses",
    "Verdict",
    "VerificationReport",
    "VerifiedCredential",
    "bake_png",
    "bake_svg",
    "check_requirements",
    "examine",
    "issue",
    "issue_many",
    "unbake",
    "verify",
]


class _Package(ModuleType):
    """Names that are both a function and its module (`issue`, `verify`, `examine`) are the function here.

    Importing a submodule sets it as an attribute of its package; that is ignored for these names.
    """

    def __getattr__(self, name: str) -> Any:
        if name not in _MODULE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(f"{__name__}.{_MODULE[name]}"), name)
        super().__setattr__(name, found)
        return found

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _MODULE and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
