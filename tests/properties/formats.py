"""Every format that is read here, with a sound seed and the way in which the verifier is asked about it.

`judge` says what is wrong with an answer to a mutant: an accident, a false pass, or nothing. Registries are
not signed by whom they name: of them only errors of our own count. `make fuzz` runs 200,000 mutants over all
of them, the tests 2,000.
"""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from tests.properties import mutants, seeds
from tests.unit.vc.baking import pictures
from tests.unit.vc.blockcerts import test_blockcerts as blockcerts
from tests.unit.vc.bundle import test_bundle as bundles
from tests.unit.vc.examine import institution as college
from tests.unit.vc.jades import test_jades as jades
from tests.unit.vc.openbadges2 import academy
from tests.unit.vc.sdjwt import tokens

from microcred import vc
from microcred.errors import MicrocredError
from microcred.platform.network.scope import tokens as statements
from microcred.platform.verifier.qr.reading import inside
from microcred.platform.verifier.trust.reading import read_list
from microcred.vc.bundle import Packed, pack, unpack
from microcred.vc.errors import CredentialError
from microcred.vc.jsontext import parse
from microcred.vc.outcomes import Outcome
from microcred.vc.report import VerificationReport
from microcred.vc.status import StaticStatuses

POLICY = vc.IssuerIn(seeds.ISSUERS)
RESOLVER = college.resolver()
STATUSES = college.statuses(7)
ACADEMY = {
    "documents": academy.hosted(),
    "policy": vc.IssuerIn({academy.PROFILE: "The Academy"}),
}
MOMENT = int(college.AT.timestamp())


@dataclass(frozen=True)
class Answer:
    """What came of a file: verified with `shown`, read without being signed, refused or undecided."""

    outcome: str
    shown: Any = None


Ask = Callable[[bytes], Answer]
Damage = Callable[[bytes, Random], bytes]


@dataclass(frozen=True)
class Format:
    """One format. `weight` is its share of mutants beside the others'."""

    name: str
    data: bytes
    ask: Ask
    damage: Damage = mutants.mutant
    weight: float = 1.0
    same: Callable[[Any, Any], bool] = operator.eq
    """Whether what a mutant shows, first, is what the seed shows."""

    @property
    def sound(self) -> Any:
        """What the seed itself shows; None where it is not verified, so that no mutant may be."""
        return self.ask(self.data).shown

    def mutants(self, count: int, random: Random) -> Iterable[bytes]:
        """`count` changed copies, the same for the same `random`."""
        return (self.damage(self.data, random) for _ in range(count))


def judge(one: Format, sound: Any, answer: Answer) -> str:
    """What is wrong with an answer, or nothing (empty). `sound` is what the seed shows."""
    if answer.outcome != "verified":
        return ""
    if sound is None:
        return "verified, although its original is not"
    return "" if one.same(answer.shown, sound) else "verified with other content than its original"


def examined(**around: Any) -> Ask:
    """Asks for the whole report at the college's time."""
    asked = {
        "at": college.AT,
        "resolver": RESOLVER,
        "statuses": STATUSES,
        "policy": POLICY,
        **around,
    }

    def ask(data: bytes) -> Answer:
        with suppress(CredentialError):
            vc.unbake(data)
        return answer_of(vc.examine(data, **asked))

    return ask


def answer_of(report: VerificationReport) -> Answer:
    """A report, as an answer."""
    if report.outcome is not Outcome.PASSED:
        return Answer("undecided" if report.outcome is Outcome.UNDECIDED else "refused")
    return Answer("verified", [shown(one) for one in (report.inside if report.presents else [report])])


def shown(report: VerificationReport) -> Any:
    """What the signature covers."""
    signed = report.signed
    if signed is None:
        return None
    return [signed.fingerprint, signed.issuer, signed.title, mutants.unordered(dict(signed.document))]


def same_statements(found: Any, seed: Any) -> bool:
    """The same canonical statements: what two descriptions of one issuer both say may be said once."""
    return [one[:3] for one in found] == [one[:3] for one in seed]


def same_content(found: Any, seed: Any) -> bool:
    """The same document, whichever of its proofs holds."""
    return [one[1:] for one in found] == [one[1:] for one in seed]


def a_part(found: Any, seed: Any) -> bool:
    """Nothing that the seed does not show: a holder may disclose less."""
    return all(within(one[-1], whole[-1]) for one, whole in zip(found, seed, strict=True))


def within(part: Any, whole: Any) -> bool:
    """Whether all that is in `part` is in `whole`."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(name in whole and within(one, whole[name]) for name, one in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return all(any(within(one, other) for other in whole) for one in part)
    return bool(part == whole)


def by_bytes(data: bytes, random: Random) -> bytes:
    """Damage without knowledge of the format, but for the sums of a picture's parts."""
    return mutants.in_chunks(data, random)


def in_paper(data: bytes, random: Random) -> bytes:
    """The credential inside changed and attached anew, or the paper damaged."""
    if random.random() < 0.4:
        return by_bytes(data, random)
    return seeds.in_pdf(mutants.mutant(vc.unbake(data).text.encode(), random))


def in_parts(data: bytes, random: Random) -> bytes:
    """One part of a token with disclosures changed, dropped, repeated or moved."""
    parts = data.split(b"~")
    at = random.randrange(len(parts))
    kind = random.randrange(5)
    if kind == 0:
        del parts[at]
    elif kind == 1:
        parts.insert(random.randrange(len(parts) + 1), parts[at])
    elif kind == 2:
        random.shuffle(parts)
    else:
        parts[at] = mutants.mutant(parts[at], random)
    return b"~".join(parts)


def in_archive(data: bytes, random: Random) -> bytes:
    """One file of a bundle changed and all packed anew, or the archive damaged."""
    if random.random() < 0.4:
        return by_bytes(data, random)
    files = {one.name: one.data for one in unpack(data)}
    name = random.choice(sorted(files))
    kind = random.randrange(6)
    if kind == 0:
        del files[name]
    elif kind == 1:
        files[random.choice(["../up", "more.json", name.upper()])] = files[name]
    else:
        files[name] = mutants.mutant(files[name], random)
    return pack([Packed(one, content) for one, content in files.items()])


def _bundle(data: bytes) -> Answer:
    try:
        return answer_of(bundles.examined(data))
    except MicrocredError:
        return Answer("refused")


def _with_list(entry: Any, **around: Any) -> Ask:
    credential = college.signed({**college.badge(), "credentialStatus": entry.document()})

    def ask(data: bytes) -> Answer:
        return examined(statuses=StaticStatuses({college.LIST: data}), **around)(credential)

    return ask


def _with_token_list(index: int) -> Ask:
    token = tokens.issued(*tokens.EVERY, status={"status_list": {"idx": index, "uri": tokens.LIST}})

    def ask(data: bytes) -> Answer:
        policy = vc.IssuerIn({tokens.ISSUER: "The Academy"})
        return examined(
            statuses=StaticStatuses({tokens.LIST: data}), documents=tokens.metadata(), policy=policy
        )(token.encode())

    return ask


def _by_issuers_document(data: bytes) -> Answer:
    try:
        document = parse(data)
        resolver = vc.StaticResolver({college.COLLEGE: document})
    except MicrocredError:
        return Answer("refused")
    return examined(resolver=resolver)(college.signed())


def _trust_list(data: bytes) -> Answer:
    try:
        read_list(data)
    except MicrocredError:
        return Answer("refused")
    return Answer("read")


def _statement(data: bytes) -> Answer:
    keys = [statements.jwk(college.KEY.public, "key-1")]
    try:
        claims = statements.checked(
            data.decode("utf-8", "replace"), keys, statements.STATEMENT, now=MOMENT, not_before=MOMENT
        )
    except MicrocredError:
        return Answer("refused")
    return Answer("verified", claims)


def _code(data: bytes) -> Answer:
    try:
        return examined()(inside(data))
    except MicrocredError:
        return Answer("refused")


def formats(shared: Path | None = None) -> list[Format]:
    """All of them; files of others from `shared`, where it is there."""
    made = [Format(name, data, examined()) for name, data in seeds.data_integrity().items()]
    made.append(Format("two proofs", seeds.two_proofs(), examined(), same=same_content))
    made += [Format(name, data, examined()) for name, data in seeds.no_longer_valid().items()]
    made += [Format(name, data, examined()) for name, data in seeds.tokens().items()]
    for name, data in seeds.carriers().items():
        made.append(Format(name, data, examined(), in_paper if "pdf" in name else mutants.mutant))
    for name, data in seeds.inside().items():
        made.append(Format(name, data, examined(), same=same_statements))
    made += [Format(name, data, _code, by_bytes, weight=0.1) for name, data in seeds.codes().items()]
    made += _other_families()
    made += _lists()
    files = sorted(shared.rglob("*")) if shared else []
    for file in (one for one in files if one.is_file()):
        ask = examined(at=college.AT)
        made.append(
            Format(f"of others: {file.relative_to(shared or file)}", file.read_bytes(), ask, weight=0.3)
        )
    return made


def _other_families() -> list[Format]:
    sdjwt = examined(documents=tokens.metadata(), policy=vc.IssuerIn({tokens.ISSUER: "The Academy"}))
    sealed = examined(at=jades.AT, policy=jades.TRUSTED, anchors=jades.ANCHORS)
    chunk = pictures.chunk(b"tEXt", b"openbadges\0" + academy.signed())
    made = [
        Format("sd-jwt vc", tokens.issued(*tokens.EVERY).encode(), sdjwt, in_parts, same=a_part),
        Format(
            "sd-jwt vc, held",
            tokens.held(tokens.issued(*tokens.EVERY)).encode(),
            sdjwt,
            in_parts,
            same=a_part,
        ),
        Format("open badges 2.0, hosted", json.dumps(academy.assertion()).encode(), examined(**ACADEMY)),
        Format("open badges 2.0, signed", academy.signed(), examined(**ACADEMY)),
        Format("open badges 2.0 in png", pictures.png(chunk), examined(**ACADEMY), by_bytes),
        Format("evidence bundle", bundles.bundle(), _bundle, in_archive, weight=0.5),
    ]
    for name, document in jades.SOUND.items():
        made.append(Format(f"jades, {name}", json.dumps(document).encode(), sealed, weight=0.5))
    for number, document in enumerate((blockcerts.SECOND, blockcerts.third(blockcerts.MERKLE))):
        made.append(Format(f"blockcerts {number + 2}", json.dumps(document).encode(), examined()))
    return made


def _lists() -> list[Format]:
    lists = STATUSES.fetch(college.LIST)
    token_list = tokens.status_list({5: 1})
    claims = {"iss": "https://a.example", "sub": "https://a.example", "iat": MOMENT, "exp": MOMENT + 90_000}
    statement = statements.signed(
        {**claims, "issuers": [{"did": college.COLLEGE}]}, statements.STATEMENT, college.SIGNER, "key-1"
    )
    registry = {"meta": {"updated": "2026-05-01T00:00:00Z"}, "registry": {college.COLLEGE: {"name": "Alder"}}}
    return [
        Format("status list, of one in order", lists, _with_list(college.entry(index=8))),
        Format("status list, of one revoked", lists, _with_list(college.entry(index=7))),
        Format("token status list, of one in order", token_list, _with_token_list(4)),
        Format("token status list, of one revoked", token_list, _with_token_list(5)),
        Format("issuer's document", json.dumps(college.controller()).encode(), _by_issuers_document),
        Format("registry file", json.dumps(registry).encode(), _trust_list),
        Format(
            "list of DIDs", f"{college.COLLEGE} Alder\ndid:web:b.example\n".encode(), _trust_list, by_bytes
        ),
        Format("certificates", jades.authority.ROOT.public_bytes(Encoding.PEM), _trust_list, by_bytes),
        Format("registry of a network", statement.encode(), _statement),
    ]
