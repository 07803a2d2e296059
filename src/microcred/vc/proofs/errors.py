"""What can be wrong with a proof, apart from the signature itself (`vc/keys/errors.py`)."""

from __future__ import annotations

from microcred.vc.errors import Failed, Undecided


class ProofMissing(Failed):
    """A document without any proof: nobody has signed it."""

    code = "proof.missing"
    sentence = "The document is not signed."
    remedy = "Ask the issuer for the signed file."
    section = "VC-DATA-INTEGRITY 4.4"


class TooManyProofs(Undecided):
    """More proofs on one document than are looked at: each costs a signature check."""

    code = "proof.too-many"
    sentence = "The document bears more signatures than are checked in one go."
    remedy = "Ask the holder for a copy with the issuer's own signature."
    section = "VC-DATA-INTEGRITY 2.1.1"


class ProofMalformed(Failed):
    """A proof that lacks a field or has one of the wrong form."""

    code = "proof.malformed"
    sentence = "The proof on the document is malformed."
    remedy = "Ask the issuer for the original file."
    section = "VC-DATA-INTEGRITY 2.1"


class ProofUnsupported(Undecided):
    """A proof of a type or suite that is not known here: another verifier may check it."""

    code = "proof.unsupported"
    sentence = "The document is signed in a way that is not supported here."
    remedy = "Check it with a verifier for its own kind of signature, or ask the issuer for another copy."
    section = "VC-DATA-INTEGRITY 3"


class ProofPurposeWrong(Failed):
    """A proof made for another purpose than stating a credential."""

    code = "proof.purpose-wrong"
    sentence = "The proof was made for another purpose."
    remedy = "Ask the issuer to sign with the purpose assertionMethod."
    section = "VC-DATA-INTEGRITY 4.4"


class ProofKeyWrong(Failed):
    """The suite that the proof names does not work with the key that it names."""

    code = "proof.key-wrong"
    sentence = "The proof names a key of the wrong kind."
    remedy = "Ask the issuer for a copy signed anew."
    section = "VC-DATA-INTEGRITY 4.4"


class ProofExpired(Failed):
    """The proof states an end that has passed."""

    code = "proof.expired"
    sentence = "The proof on the document has expired."
    remedy = "Ask the issuer for a copy signed anew."
    section = "VC-DATA-INTEGRITY 2.1"


class ProofFromFuture(Failed):
    """The proof says it was made after the time asked about."""

    code = "proof.from-future"
    sentence = "The proof was made later than the time asked about."
    remedy = "Check the date asked about, and the clock."
    section = "VC-DATA-INTEGRITY 2.1"


class ProofPresent(Failed):
    """A document that is signed already and was to be signed again."""

    code = "proof.present"
    sentence = "The document is signed already."
    remedy = "Sign the content without its proof."
    section = "VC-DATA-INTEGRITY 4.2"


class ProofChainBroken(Failed):
    """A proof that builds on another one which is not there, or on itself."""

    code = "proof.chain-broken"
    sentence = "A proof on the document builds on another one that is missing."
    remedy = "Ask for the original file with all its proofs."
    section = "VC-DATA-INTEGRITY 4.5"


class ProofChallengeWrong(Failed):
    """INVALID_CHALLENGE_ERROR: the proof answers another challenge, or none."""

    code = "proof.challenge-wrong"
    sentence = "The presentation does not answer the challenge that was set."
    remedy = "Ask the holder to present it anew: this may be a copy of an earlier presentation."
    section = "VC-DATA-INTEGRITY 4.4"


class ProofDomainWrong(Failed):
    """INVALID_DOMAIN_ERROR: the proof was made for somebody else."""

    code = "proof.domain-wrong"
    sentence = "The presentation was made for somebody else."
    remedy = "Ask the holder to present it anew, to you."
    section = "VC-DATA-INTEGRITY 4.4"


class ProofBaseOnly(Undecided):
    """A base proof of ecdsa-sd-2023: it is for its holder, who derives from it what a verifier gets."""

    code = "proof.base-only"
    sentence = "This copy is for its holder: a verifier gets a part that is derived from it."
    remedy = "Ask the holder for a copy made for you."
    section = "VC-DI-ECDSA 3.6.7"


class ProofTooCostly(Undecided):
    """More statements, signed one by one, than are looked at."""

    code = "proof.too-costly"
    sentence = "The document has more single statements than are checked here."
    remedy = "Ask the issuer for a copy that is signed as a whole."
    section = "VC-DI-ECDSA 3.6"


class DisclosurePointerWrong(Failed):
    """PROOF_GENERATION_ERROR: a pointer to something that is not there, or to a part that is none."""

    code = "disclosure.pointer-wrong"
    sentence = "What is to be disclosed is not in the document, or cannot be disclosed by itself."
    remedy = "Point at a field of the document, such as /credentialSubject/achievement."
    section = "VC-DI-ECDSA 3.4.13"


class DisclosureNothing(Failed):
    """No pointer, and an issuer that made nothing mandatory."""

    code = "disclosure.nothing"
    sentence = "Nothing of the document was chosen."
    remedy = "Point at what is to be disclosed."
    section = "VC-DI-ECDSA 3.6.6"


class DisclosureNoBase(Failed):
    """A document whose proof lets nobody disclose a part."""

    code = "disclosure.no-base"
    sentence = "The document is not signed in a way that lets a part of it be disclosed."
    remedy = "Ask the issuer for a copy signed with ecdsa-sd-2023."
    section = "VC-DI-ECDSA 3.6.6"
