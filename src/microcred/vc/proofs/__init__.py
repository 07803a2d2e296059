"""Embedded proofs by Data Integrity 1.0."""

from microcred.vc.proofs.chains import check_chains, previous_of
from microcred.vc.proofs.dataintegrity import add_proof, check_proof, covered, proof_options, proof_value
from microcred.vc.proofs.errors import (
    ProofChainBroken,
    ProofChallengeWrong,
    ProofDomainWrong,
    ProofExpired,
    ProofFromFuture,
    ProofKeyWrong,
    ProofMalformed,
    ProofMissing,
    ProofPresent,
    ProofPurposeWrong,
    ProofUnsupported,
)
from microcred.vc.proofs.options import Challenge, ProofOptions, proofs_of, read_options
from microcred.vc.proofs.suites import (
    ECDSA_JCS_2019,
    ECDSA_RDFC_2019,
    EDDSA_JCS_2022,
    EDDSA_RDFC_2022,
    SUITES,
    Form,
    suite_for,
)

__all__ = [
    "ECDSA_JCS_2019",
    "ECDSA_RDFC_2019",
    "EDDSA_JCS_2022",
    "EDDSA_RDFC_2022",
    "SUITES",
    "Challenge",
    "Form",
    "ProofChainBroken",
    "ProofChallengeWrong",
    "ProofDomainWrong",
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
    "check_chains",
    "check_proof",
    "covered",
    "previous_of",
    "proof_options",
    "proof_value",
    "proofs_of",
    "read_options",
    "suite_for",
]
