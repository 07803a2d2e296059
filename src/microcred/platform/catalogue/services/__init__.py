"""What can be done in the catalogue: write, review and publish micro-credentials, and offer them."""

from microcred.platform.catalogue.services.achievements import (
    approve,
    discard_draft,
    draft,
    edit,
    new_version,
    publish,
    remove_image,
    restore,
    retire,
    send_back,
    submit,
    upload_image,
    withdraw,
)
from microcred.platform.catalogue.services.indexing import index_due, reindex_offerings
from microcred.platform.catalogue.services.offerings import (
    close_offering,
    draft_offering,
    edit_offering,
    hear_agreement_step,
    publish_offering,
)

__all__ = [
    "approve",
    "close_offering",
    "discard_draft",
    "draft",
    "draft_offering",
    "edit",
    "edit_offering",
    "hear_agreement_step",
    "index_due",
    "new_version",
    "publish",
    "publish_offering",
    "reindex_offerings",
    "remove_image",
    "restore",
    "retire",
    "send_back",
    "submit",
    "upload_image",
    "withdraw",
]
