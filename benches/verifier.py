"""The verifier: full reports beside bare Ed25519, the desk beside a peer, and the page under too much load

Reports are `vc.examine` with a policy, on shapes never seen before, network apart. The desk is 500 mixed
files through the site's own run, in two processes of 250 each, beside `@digitalcredentials/verifier-core` in
two processes on the same files, all offline, loading not counted. Its modules are looked for in the folder
that `VERIFIER_CORE` names: `npm install --prefix FOLDER @digitalcredentials/verifier-core@1.0.0-beta.11`.
Under load the page runs in one process of the web server, the load comes from another, at twice the rate at
which it is saturated.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benches.documents import KEY, NOW, SIGNER, content
from benches.results import Row
from microcred import vc
from microcred.vc.canonical import Canoniser
from microcred.vc.policy import IssuerIn

HERE = Path(__file__).parent
FILES = 500
DESK_TIMES = 3
SIZES = {"2 kB": (5, 0), "30 kB": (300, 20_000), "1 MB": (300, 980_000)}
"""Tags, and further letters of the criteria."""
LOAD_SECONDS = 6.0


def run() -> list[Row]:
    """Reports, then the desk, then the page under load."""
    return [*_reports(), *_desk(), *_load()]


def _document(number: int, tags: int, letters: int = 0) -> bytes:
    document: dict[str, Any] = dict(content(number, tags=tags).document())
    if letters:
        document["credentialSubject"]["achievement"]["criteria"]["narrative"] = "Talks. " * (letters // 7)
    return vc.issue(document, SIGNER, now=NOW).body


def _reports() -> list[Row]:
    message, signature = b"x" * 64, KEY.sign(b"x" * 64)
    bare = _percentile(_timed(lambda n: KEY.public.verify(signature, message), 2_000), 0.5)
    rows = [Row("bare Ed25519 verify", f"{bare * 1e6:.0f} us")]
    policy = IssuerIn({SIGNER.verification_method.partition("#")[0]: "College"})
    for name, (tags, letters) in SIZES.items():
        bodies = [_document(n, tags + n, letters) for n in range(20)]

        def report(n: int, bodies: list[bytes] = bodies) -> None:
            body = bodies[n % 20]
            found = vc.examine(body, at=datetime.now(UTC), policy=policy, canoniser=Canoniser())
            if not found.verified:
                raise RuntimeError(found.as_json())

        times = _timed(report, 60 if letters > 100_000 else 400)
        p95 = _percentile(times, 0.95)
        goal = "under 1.5 s" if letters > 100_000 else "under 50 ms"
        size = statistics.median(len(one) for one in bodies) / 1000
        note = f"{size:,.0f} kB, {tags} tags and more; p50 {_percentile(times, 0.5) * 1e3:.1f} ms"
        rows.append(
            Row(f"full report, {name}, p95", f"{p95 * 1e3:.1f} ms, {p95 / bare:.0f} Ed25519", goal, note)
        )
    return rows


def _timed(work: Callable[[int], object], times: int) -> list[float]:
    found = []
    for n in range(times):
        began = time.perf_counter()
        work(n)
        found.append(time.perf_counter() - began)
    return sorted(found)


def _percentile(times: list[float], part: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def _desk() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="microcred-bench-") as folder:
        files = Path(folder) / "files"
        files.mkdir()
        for number in range(FILES):
            (files / f"{number:03}.json").write_bytes(_document(number, number % 40))
        modules, node = os.environ.get("VERIFIER_CORE", ""), shutil.which("node")
        what = f"desk, {FILES} files, two processes"
        ours = [_both(lambda offset: _own_half(folder, files, offset))]
        if not modules or node is None:
            note = "the peer's modules are missing: VERIFIER_CORE"
            return [Row(what, f"{FILES / _slowest(ours[0]):,.0f} a second", "10x the peer", note)]
        script = [node, str(HERE / "verifier_core.mjs"), modules, str(files)]
        theirs = []
        for _ in range(DESK_TIMES):
            theirs.append(
                _both(lambda offset: subprocess.Popen([*script, str(offset)], stdout=subprocess.PIPE))
            )
            ours.append(_both(lambda offset: _own_half(folder, files, offset)))
        if any(sum(one["verified"] for one in both) != FILES for both in theirs):
            raise RuntimeError(f"the peer verified {theirs}")
        rates = [FILES / min(_slowest(both) for both in side) for side in (ours, theirs)]
        work = [min(sum(one["cpu"] for one in both) for both in side) for side in (ours, theirs)]
        figure = f"{rates[0]:,.0f} a second, {rates[0] / rates[1]:.1f}x"
        note = f"best of {DESK_TIMES}, in turn; {work[1] / work[0]:.1f}x by processor time"
        return [
            Row(what, figure, "10x the peer", note),
            Row("@digitalcredentials/verifier-core", f"{rates[1]:,.0f} a second", "", "Node, the same files"),
        ]


def _slowest(both: list[dict[str, Any]]) -> float:
    return max(float(one["seconds"]) for one in both)


def _both(start: Callable[[int], subprocess.Popen[bytes]]) -> list[dict[str, Any]]:
    processes = [start(0), start(1)]
    outputs = [one.communicate()[0] for one in processes]
    return [json.loads(one.splitlines()[-1]) for one in outputs]


def _own_half(folder: str, files: Path, offset: int) -> subprocess.Popen[bytes]:
    environ = {
        **os.environ,
        "MICROCRED_DATA": tempfile.mkdtemp(dir=folder),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    environ.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "benches.verifier", "desk", str(files), str(offset)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=environ)


def _work_at_the_desk(files: Path, offset: int) -> None:
    """In a process of its own: half of the files through a run of the desk."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from microcred.platform.config.front import tune
    from microcred.platform.verifier import services
    from microcred.platform.verifier.desk.gathering import gather

    tune()  # as the site does
    given = [(one.name, one.read_bytes()) for one in sorted(files.iterdir())[offset::2]]
    now = datetime.now(UTC)
    began, worked = time.perf_counter(), time.process_time()
    run = services.start_run(
        actor=None, gathered=gather(given, ""), wanted=[], policy="", consent=False, now=now
    )
    if services.advance(run, now=now, seconds=300):
        raise RuntimeError("not every file was checked")
    seconds, cpu = time.perf_counter() - began, time.process_time() - worked
    verdicts = {row["verdict"] for row in run.items.values_list("result", flat=True)}
    if verdicts != {"issuer-unknown"}:
        raise RuntimeError(str(verdicts))
    print(json.dumps({"seconds": seconds, "cpu": cpu}))


def _serve(port: int) -> None:
    """In a process of its own: the site in one process of the web server."""
    from granian import Granian
    from granian.constants import Interfaces

    from microcred.platform.config import serve

    serve.prepare()
    Granian(
        "microcred.platform.config.wsgi:application",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=8,
        log_access=False,
        log_level="error",
    ).serve()


def _free_ports(count: int) -> list[int]:
    with ExitStack() as held:
        found = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in found:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in found]


def _beside(process: subprocess.Popen[bytes]) -> None:
    """On the first core; the load comes from the last."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(process.pid, {min(os.sched_getaffinity(0))})


def _load() -> list[Row]:
    port, trivial = _free_ports(2)
    body = _document(1, 20)
    with tempfile.TemporaryDirectory(prefix="microcred-bench-", ignore_cleanup_errors=True) as folder:
        environ = {
            **os.environ,
            "MICROCRED_DATA": folder,
            "MICROCRED_ORIGIN": f"http://127.0.0.1:{port}",
            "DJANGO_SETTINGS_MODULE": "benches.verifier_settings",
        }
        environ.pop("DATABASE_URL", None)
        server = subprocess.Popen(
            [sys.executable, "-m", "benches.verifier", "serve", str(port)],
            env=environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        other = subprocess.Popen(
            [sys.executable, "-m", "benches.load", "trivial", str(trivial), str(len(body))]
        )
        try:
            _beside(server)
            _beside(other)
            return _loaded(port, trivial, Path(folder), body)
        finally:
            for one in (server, other):
                one.terminate()
                one.wait(20)


def _loaded(port: int, trivial: int, folder: Path, body: bytes) -> list[Row]:
    """Figures of `benches.load`, which runs on the other core."""
    patience = time.monotonic() + 300
    while not _answers(port, body):
        if time.monotonic() > patience:
            raise RuntimeError("the site did not start")
        time.sleep(0.2)
    file = folder / "asked.json"
    file.write_bytes(body)
    command = [sys.executable, "-m", "benches.load", str(port), str(LOAD_SECONDS), str(file), str(trivial)]
    found = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=120).stdout)
    ratio = found["ok p99"] / found["ok p50"]
    asked = f"{found['asked']:,.0f} asked a second, {found['ok']} with 200, {found['lost']} without an answer"
    rows = [
        Row(
            "verify page, saturated at", f"{found['saturated']:,.0f} a second", "", "one process, JSON, 4 kB"
        ),
        Row(
            "under twice that load, answers with 200",
            f"p50 {found['ok p50']:.0f} ms, p99 {found['ok p99']:.0f} ms, {ratio:.1f}x",
            "p99 under 5x p50",
            asked,
        ),
    ]
    if found["refused"]:
        note = f"{found['refused']} answers"
        rows.append(Row("503 with Retry-After", _spread(found, "refused"), "within 20 ms", note))
    beside = "a trivial server meanwhile, on the core of the"
    rows.append(Row(f"{beside} site", _spread(found, "trivial there"), "", "what the machine itself takes"))
    rows.append(Row(f"{beside} load", _spread(found, "trivial"), "", "what the load itself takes"))
    return rows


def _spread(found: dict[str, float], kind: str) -> str:
    return ", ".join(f"{part} {found[f'{kind} {part}']:.1f} ms" for part in ("p50", "p95", "p99"))


def _answers(port: int, body: bytes) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("POST", "/verify.json", body, {"Content-Type": "application/vc"})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["desk", folder, offset]:
            _work_at_the_desk(Path(folder), int(offset))
        case ["serve", port]:
            _serve(int(port))
