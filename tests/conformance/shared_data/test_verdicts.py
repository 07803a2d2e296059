"""The table of others' files in the docs is what the engine says today."""

from __future__ import annotations

import pytest
from tests.conformance.shared_data import verdicts


@pytest.mark.skipif(not verdicts.FILES.is_dir(), reason="../shared/data is absent: others' files not run")
def test_the_table_in_the_docs_is_what_is_said_today() -> None:
    assert verdicts.PAGE.read_text(encoding="utf-8") == verdicts.page()
