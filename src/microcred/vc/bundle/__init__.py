"""Evidence bundles: a credential with all that its check needs, to be repeated without a network."""

from microcred.vc.bundle.archive import ArchiveLimits, Packed, is_archive, pack, unpack
from microcred.vc.bundle.errors import (
    ArchiveTooLarge,
    ArchiveUnreadable,
    BundleMalformed,
    BundleSealWrong,
    CollectorUnknown,
)
from microcred.vc.bundle.making import Evidence, make_bundle
from microcred.vc.bundle.manifest import Manifest
from microcred.vc.bundle.reading import (
    Bundle,
    believed,
    bundle_resolver,
    check_collector,
    examine_bundle,
    is_bundle,
    read_bundle,
)

__all__ = [
    "ArchiveLimits",
    "ArchiveTooLarge",
    "ArchiveUnreadable",
    "Bundle",
    "BundleMalformed",
    "BundleSealWrong",
    "CollectorUnknown",
    "Evidence",
    "Manifest",
    "Packed",
    "believed",
    "bundle_resolver",
    "check_collector",
    "examine_bundle",
    "is_archive",
    "is_bundle",
    "make_bundle",
    "pack",
    "read_bundle",
    "unpack",
]
