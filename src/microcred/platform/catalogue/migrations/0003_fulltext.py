from typing import Any

from django.db import migrations

from microcred.platform.catalogue.fulltext import CREATE, TABLE


def create(apps: Any, schema_editor: Any) -> None:
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute(f"DROP TABLE {TABLE}")


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_offering")]

    operations = [migrations.RunPython(create, drop)]
