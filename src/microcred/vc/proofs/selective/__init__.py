"""Proofs that let a holder disclose a part of a credential: ecdsa-sd-2023 (VC-DI-ECDSA 3.4 to 3.6).

The issuer signs what is always disclosed as one, and every other statement by itself with a key of this one
proof. `add_base_proof` is for the issuer, `derive` for the holder, `check_derived` for the verifier.
"""

from microcred.vc.proofs.selective.base import add_base_proof
from microcred.vc.proofs.selective.derived import check_derived, derive
from microcred.vc.proofs.selective.values import BaseValue, DerivedValue

__all__ = ["BaseValue", "DerivedValue", "add_base_proof", "check_derived", "derive"]
