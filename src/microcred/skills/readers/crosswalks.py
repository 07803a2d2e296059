"""Tables that lead from one framework to another: ESCO to O*NET, ISCO-08 to SOC 2010, O*NET to SOC 2010."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from microcred.skills.readers.report import ReadReport, Reason
from microcred.skills.readers.sources import SourceFile, read_within_limit
from microcred.skills.readers.tables import table

NESTA_CREDIT = "Crosswalk of ESCO and O*NET occupations by Nesta, MIT licence, November 2020."
_SOC = re.compile(r"^(\d{2})-?(\d{4})(\.\d{2})?$")


@dataclass(frozen=True, slots=True)
class Step:
    """From an address or code of one framework to a code of another. `confidence`: 1 sure, higher less so."""

    origin: str
    target: str
    confidence: float = 1.0


@dataclass(frozen=True)
class Crosswalk:
    """One table: who made it, and its steps from each origin, the surest first."""

    name: str
    credit: str
    steps: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)

    def targets(self, origin: str) -> tuple[str, ...]:
        """The codes that `origin` leads to, the surest first; empty where the table does not reach it."""
        return tuple(step.target for step in self.steps.get(origin, ()))


def soc(code: str) -> str | None:
    """A SOC or O*NET-SOC code in its usual form: "551011" -> "55-1011"; None if it is none."""
    found = _SOC.match(code.strip())
    return f"{found.group(1)}-{found.group(2)}{found.group(3) or ''}" if found else None


def read_esco_onet(file: SourceFile) -> tuple[Crosswalk, ReadReport]:
    """Nesta's table from ESCO occupations (by address) to O*NET-SOC 2010 codes."""
    return _read(file, "ESCO to O*NET", NESTA_CREDIT, "concepturi", "onetcode", "confidence")


def read_isco_soc(file: SourceFile) -> tuple[Crosswalk, ReadReport]:
    """The table from ISCO-08 codes to SOC 2010 codes."""
    return _read(file, "ISCO-08 to SOC 2010", "Crosswalk of ISCO-08 and SOC 2010.", "isco08", "soc10", "")


def read_onet_soc(file: SourceFile) -> tuple[Crosswalk, ReadReport]:
    """O*NET's own table from O*NET-SOC 2010 codes to SOC 2010 codes."""
    name = "O*NET-SOC 2010 to SOC 2010"
    return _read(file, name, "O*NET, U.S. Department of Labor.", "onetsoc2010code", "2010soccode", "")


def _read(
    file: SourceFile, name: str, credit: str, origin: str, target: str, confidence: str
) -> tuple[Crosswalk, ReadReport]:
    report = ReadReport()
    data = read_within_limit(file, report)
    found: defaultdict[str, list[Step]] = defaultdict(list)
    for row in table(data, file.name, (origin, target), report) if data is not None else ():
        code = soc(row[target])
        if not row[origin]:
            report.skipped(file.name, row.number, Reason.MISSING_VALUE, origin)
        elif code is None:
            report.skipped(file.name, row.number, Reason.BAD_VALUE, row[target])
        else:
            found[row[origin]].append(Step(row[origin], code, _confidence(row[confidence])))
    steps = {o: tuple(sorted(dict.fromkeys(s), key=lambda each: each.confidence)) for o, s in found.items()}
    return Crosswalk(name, credit, steps), report


def _confidence(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 1.0
