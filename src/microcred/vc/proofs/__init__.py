"""Embedded proofs by Data Integrity 1.0."""

from microcred.vc.proofs.dataintegrity import add_proof, check_proof, proof_options, proof_value
from microcred.vc.proofs.errors import (
    ProofExpired,
    ProofFromFuture,
    ProofKeyWrong,
    ProofMalformed,
    ProofMissing,
    ProofPresent,
    ProofPurposeWrong,
    ProofUnsupported,
)
from microcred.vc.proofs.options import ProofOptions, proofs_of, read_options
from microcred.vc.proofs.suites import ECDSA_RDFC_2019, EDDSA_RDFC_2022, SUITES, suite_for

__all__ = [
    "ECDSA_RDFC_2019",
    "EDDSA_RDFC_2022",
    "SUITES",
    "ProofExpired",
    "ProofFromFuture",
    "ProofKeyWrong",
    "ProofMalformed",
    "ProofMissing",
    "ProofOptions",
    "ProofPresent",
    "ProofPurposeWrong",
    "ProofUnsupported",
    "add_proof",
    "check_proof",
    "proof_options",
    "proof_value",
    "proofs_of",
    "read_options",
    "suite_for",
]
