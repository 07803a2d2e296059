"""What can be done with a portfolio: keep, put away, collect, share, declare."""

from microcred.platform.portfolio.services.archiving import archive, reflect, restore
from microcred.platform.portfolio.services.declaring import declare, withdraw_declared
from microcred.platform.portfolio.services.erasing import hear_account_erased
from microcred.platform.portfolio.services.importing import (
    check_again,
    check_due,
    count_privately,
    examine,
    keep,
    remove,
)
from microcred.platform.portfolio.services.sharing import (
    change_collection,
    collect,
    remove_collection,
    share,
    withdraw,
)

__all__ = [
    "archive",
    "change_collection",
    "check_again",
    "check_due",
    "collect",
    "count_privately",
    "declare",
    "examine",
    "hear_account_erased",
    "keep",
    "reflect",
    "remove",
    "remove_collection",
    "restore",
    "share",
    "withdraw",
    "withdraw_declared",
]
