"""What can be done with frameworks: import files, load the project's own, suggest for a table of courses."""

from microcred.platform.frameworks.services.coursetables import ask_courses, confirmed_rows, tick_courses
from microcred.platform.frameworks.services.importing import (
    Imported,
    Progress,
    import_files,
    import_framework,
    load_examples,
    load_own_framework,
)
from microcred.platform.frameworks.services.runs import ask_import

__all__ = [
    "Imported",
    "Progress",
    "ask_courses",
    "ask_import",
    "confirmed_rows",
    "import_files",
    "import_framework",
    "load_examples",
    "load_own_framework",
    "tick_courses",
]
