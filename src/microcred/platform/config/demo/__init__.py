"""`microcred demo`: a network of five colleges, a provider, a certifier and an employer, ready to be used."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


def main(*, check: bool = False, port: int = 8000) -> int:
    """Builds the demo anew and serves it on this machine; with `check` verifies six credentials instead."""
    if check:
        with tempfile.TemporaryDirectory(prefix="microcred-demo-") as passing:
            _environment(Path(passing), port)
            return _check()
    folder = Path("var/demo").resolve()
    shutil.rmtree(folder, ignore_errors=True)  # nobody real is in it
    _environment(folder, port)
    return _serve(port)


def _environment(folder: Path, port: int) -> None:
    os.environ["MICROCRED_DEMO"] = "1"
    os.environ["MICROCRED_DATA"] = str(folder)
    os.environ["MICROCRED_ORIGIN"] = f"http://127.0.0.1:{port}"
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("MICROCRED_HOSTS", None)


def _check() -> int:
    from microcred.platform.config.serve import prepare

    prepare()
    from microcred.platform.config.demo.building import build
    from microcred.platform.config.demo.checking import check

    return check(build())


def _serve(port: int) -> int:
    from microcred.platform.config.serve import prepare, run

    prepare()
    from microcred.platform.config.demo.building import build
    from microcred.platform.config.demo.telling import tell

    tell(build(), port)
    return run("127.0.0.1", port, workers=1)
