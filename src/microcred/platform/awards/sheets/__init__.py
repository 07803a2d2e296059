"""Results sheets: read, mapped to fields, checked row by row, and given back. Pure: no Django, no files."""

from microcred.platform.awards.sheets.errors import Problem, SheetError
from microcred.platform.awards.sheets.forms import DEFAULT, RawSheet, SheetForm, SheetLimits
from microcred.platform.awards.sheets.giveback import Outcome, give_back
from microcred.platform.awards.sheets.mapping import Mapping, choose, propose
from microcred.platform.awards.sheets.passing import EVERYBODY, PassRule, RuleInvalid, propose_rule
from microcred.platform.awards.sheets.reading import read_sheet
from microcred.platform.awards.sheets.rows import (
    Reading,
    SheetRow,
    known_values,
    mark_twice,
    person_key,
    read_row,
    read_rows,
)
from microcred.platform.awards.sheets.slips import Slip, find_slips

__all__ = [
    "DEFAULT",
    "EVERYBODY",
    "Mapping",
    "Outcome",
    "PassRule",
    "Problem",
    "RawSheet",
    "Reading",
    "RuleInvalid",
    "SheetError",
    "SheetForm",
    "SheetLimits",
    "SheetRow",
    "Slip",
    "choose",
    "find_slips",
    "give_back",
    "known_values",
    "mark_twice",
    "person_key",
    "propose",
    "propose_rule",
    "read_row",
    "read_rows",
    "read_sheet",
]
