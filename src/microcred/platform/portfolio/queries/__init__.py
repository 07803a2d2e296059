"""What can be asked of a portfolio: plain values for pages and for the apps above."""

from microcred.platform.portfolio.queries.growth import DeclaredRow, Growth, declared_by, growth, profile_of
from microcred.platform.portfolio.queries.holdings import Entry, by_id, holdings, narrowed, ordered
from microcred.platform.portfolio.queries.kept import account_data, archive_of
from microcred.platform.portfolio.queries.reflections import ReflectionRow, reflection, reflections
from microcred.platform.portfolio.queries.reports import Kept, Reported, kept_by, reports, reports_on
from microcred.platform.portfolio.queries.shares import (
    CollectionRow,
    ShareRow,
    Shown,
    collection,
    collections,
    share,
    shares,
    shown,
)

__all__ = [
    "CollectionRow",
    "DeclaredRow",
    "Entry",
    "Growth",
    "Kept",
    "ReflectionRow",
    "Reported",
    "ShareRow",
    "Shown",
    "account_data",
    "archive_of",
    "by_id",
    "collection",
    "collections",
    "declared_by",
    "growth",
    "holdings",
    "kept_by",
    "narrowed",
    "ordered",
    "profile_of",
    "reflection",
    "reflections",
    "reports",
    "reports_on",
    "share",
    "shares",
    "shown",
]
