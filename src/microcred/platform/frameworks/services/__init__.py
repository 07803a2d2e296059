"""What can be done with frameworks: import files, load the project's own, suggest for a table of courses."""

from microcred.platform.frameworks.services.importing import (
    Imported,
    Progress,
    import_files,
    import_framework,
    load_own_framework,
)

__all__ = ["Imported", "Progress", "import_files", "import_framework", "load_own_framework"]
