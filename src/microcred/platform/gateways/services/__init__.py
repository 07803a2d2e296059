"""What can be done in the gateways: keys made, used and withdrawn; the same request answered once."""

from microcred.platform.gateways.services.answering import Reply, answered_once, forget_answers
from microcred.platform.gateways.services.keys import NewKey, make_key, opened, withdraw_key

__all__ = [
    "NewKey",
    "Reply",
    "answered_once",
    "forget_answers",
    "make_key",
    "opened",
    "withdraw_key",
]
