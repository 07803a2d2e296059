"""A process that releases a batch and can be killed: `python releases.py BATCH`.

It says each chunk on its standard output and waits a moment after it, so that the test can choose its time.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime

import django


def main() -> None:
    """Releases the batch named on the command line."""
    django.setup()
    from microcred.platform.awards.services.releasing import release_chunks

    for done, total in release_chunks(sys.argv[1], datetime.now(UTC)):
        print(done, total, flush=True)
        time.sleep(0.2)


if __name__ == "__main__":
    main()
