"""An open loop of requests against one address: each is sent when it is due, whatever became of others.

`python -m benches.load PORT SECONDS FILE` posts the file to /verify.json of a site on loopback, first as fast
as three askers get answers, which is where it is saturated, then at twice that rate. Beside every fourth
request one goes to a server of a few lines on the core of this program, and one to the same on the core of
the site, `python -m benches.load trivial PORT LENGTH`, whose port may follow: what these take is the share of
the machine and of this program. Writes figures in milliseconds as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path

Answer = tuple[int, float]
"""Status, 0 for none, and seconds until the head of the answer was there."""
_ASKERS = 3
_PATIENCE = 20.0


async def _ask(port: int, raw: bytes, found: list[Answer]) -> None:
    began = time.perf_counter()
    try:
        reader, writer = await asyncio.wait_for(asyncio.open_connection("127.0.0.1", port), _PATIENCE)
        writer.write(raw)
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _PATIENCE)
        status = int(head[9:12])
        if status == 503 and b"retry-after:" not in head.lower():
            status = 0
        writer.close()
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        status = 0
    found.append((status, time.perf_counter() - began))


async def _saturating(port: int, raw: bytes, seconds: float) -> float:
    """Answers with 200 a second, where each asker asks again at once."""
    found: list[Answer] = []
    ends = time.perf_counter() + seconds

    async def one() -> None:
        while time.perf_counter() < ends:
            await _ask(port, raw, found)

    await asyncio.gather(*[one() for _ in range(_ASKERS)])
    return sum(1 for status, _ in found if status == 200) / seconds


async def _open_loop(
    port: int, trivial: list[int], raw: bytes, rate: float, seconds: float
) -> tuple[list[Answer], list[list[Answer]]]:
    found: list[Answer] = []
    beside: list[list[Answer]] = [[] for _ in trivial]
    tasks = []
    began = time.perf_counter()
    for number in range(int(rate * seconds)):
        wait = began + number / rate - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        tasks.append(asyncio.create_task(_ask(port, raw, found)))
        if number % 4 == 0:
            for one, answers in zip(trivial, beside, strict=True):
                tasks.append(asyncio.create_task(_ask(one, raw, answers)))
    await asyncio.gather(*tasks)
    return found, beside


async def _trivial(length: int, port: int = 0) -> tuple[asyncio.Server, int]:
    """A server that reads a request and says 200."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(length)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", port, backlog=1_000)
    return server, int(server.sockets[0].getsockname()[1])


def _at(found: list[Answer], status: int, part: float) -> float | None:
    times = sorted(seconds for one, seconds in found if one == status)
    return times[min(len(times) - 1, int(part * len(times)))] * 1e3 if times else None


async def _serve(length: int, port: int) -> None:
    server, _ = await _trivial(length, port)
    await server.serve_forever()


async def _figures(port: int, seconds: float, body: bytes, others: list[int]) -> dict[str, float | None]:
    raw = (
        f"POST /verify.json HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/vc\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    ).encode() + body
    server, trivial = await _trivial(len(body))
    saturated = await _saturating(port, raw, seconds)
    found, beside = await _open_loop(port, [trivial, *others], raw, 2 * saturated, seconds)
    server.close()
    figures: dict[str, float | None] = {"saturated": saturated, "asked": len(found) / seconds}
    kinds = [("ok", found, 200), ("refused", found, 503)]
    kinds += [(name, one, 200) for name, one in zip(("trivial", "trivial there"), beside, strict=False)]
    for name, answers, status in kinds:
        figures[name] = sum(1 for one, _ in answers if one == status)
        for part in (0.5, 0.95, 0.99):
            figures[f"{name} p{part * 100:.0f}"] = _at(answers, status, part)
    figures["lost"] = sum(1 for status, _ in found if status not in (200, 503))
    return figures


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["trivial", port, length]:
            asyncio.run(_serve(int(length), int(port)))
        case [port, seconds, file, *others]:
            if hasattr(os, "sched_setaffinity"):
                os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
            asked = _figures(int(port), float(seconds), Path(file).read_bytes(), [int(one) for one in others])
            print(json.dumps(asyncio.run(asked)))
