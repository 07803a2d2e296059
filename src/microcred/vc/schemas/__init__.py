"""Schemas that a credential names, checked where the operator has them; none is ever fetched."""

from microcred.vc.schemas.checking import check_schema, check_schemas
from microcred.vc.schemas.errors import SchemaUnusable, SchemaViolated
from microcred.vc.schemas.source import NoSchemas, SchemaSource, StaticSchemas, default_schemas, use_schemas

__all__ = [
    "NoSchemas",
    "SchemaSource",
    "SchemaUnusable",
    "SchemaViolated",
    "StaticSchemas",
    "check_schema",
    "check_schemas",
    "default_schemas",
    "use_schemas",
]
