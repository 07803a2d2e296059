"""Signs a whole sheet in order and in bounded memory: here when it is short, else on every core."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from microcred.cli.awardfile import Award, AwardFile
from microcred.cli.results import Row
from microcred.vc.issue import Format, issue_many
from microcred.vc.keys import PrivateKey
from microcred.vc.signer import KeySigner

CHUNK = 250
SHORT = 1_000
"""Up to so many rows one process is quicker than starting several."""

Signed = tuple[Row, str, bytes]
"""A row with the id and the bytes of its credential."""


@dataclass(frozen=True)
class Order:
    """All that a process needs to sign: kept small, for it is handed to each of them once."""

    secret: bytes
    kind: str
    verification_method: str
    award_file: bytes
    form: Format
    now: datetime

    def clerk(self) -> Clerk:
        """Who carries the order out in this process."""
        signer = KeySigner(PrivateKey(self.kind, self.secret), self.verification_method)
        award = AwardFile.read(self.award_file).award(signer.controller, self.now)
        return Clerk(award, signer, self.form, self.now)

    def __repr__(self) -> str:
        return f"Order({self.verification_method}, {self.form})"


@dataclass(frozen=True)
class Clerk:
    """Signs chunks of rows."""

    award: Award
    signer: KeySigner
    form: Format
    now: datetime

    def sign(self, rows: list[Row]) -> list[Signed]:
        """The signed credentials of some rows."""
        documents = self.award.documents(rows)
        issued = issue_many(documents, self.signer, now=self.now, format=self.form)
        return [(row, one.id, one.body) for row, one in zip(rows, issued, strict=True)]


_CLERK: list[Clerk] = []


def _start(order: Order) -> None:
    _CLERK[:] = [order.clerk()]


def _sign(rows: list[Row]) -> list[Signed]:
    return _CLERK[0].sign(rows)


def sign_all(order: Order, rows: Iterable[Row], count: int) -> Iterator[Signed]:
    """Signs `count` rows in their order. At most two chunks for each core are under way at any time."""
    chunks = _chunks(iter(rows))
    cores = os.cpu_count() or 1
    if count <= SHORT or cores == 1:
        clerk = order.clerk()
        for chunk in chunks:
            yield from clerk.sign(chunk)
        return
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(cores, context, initializer=_start, initargs=(order,)) as pool:
        waiting: deque[Future[list[Signed]]] = deque()
        try:
            for chunk in chunks:
                waiting.append(pool.submit(_sign, chunk))
                if len(waiting) >= 2 * cores:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
