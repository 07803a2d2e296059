"""A policy as a file: lists composed under a name, as the site's saved policies are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microcred.cli.files import read_bytes
from microcred.cli.trust import Trust
from microcred.errors import MicrocredError

if TYPE_CHECKING:
    from microcred.vc.policy import Policy


class PolicyUnreadable(MicrocredError):
    """A policy file that is not of the stated form."""

    code = "policy.unreadable"
    sentence = "The policy file could not be read."
    remedy = 'Write it as {"name": "…", "lists": ["partners.txt"], "everyList": false, "mostYears": 5}.'


@dataclass(frozen=True)
class PolicyFile:
    """Lists in the order of the file; on one of them, or on all, and issued within so many years."""

    name: str
    lists: tuple[Trust, ...]
    every_list: bool
    most_years: int | None

    def policy(self) -> Policy:
        """The policy as a value."""
        from microcred.platform.verifier.trust.policies import NotLongAgo
        from microcred.vc.policy import AllOf, AnyOf, Only

        parts = [one.policy() for one in self.lists]
        composed: Policy = AllOf(*parts) if self.every_list else AnyOf(*parts)
        return Only(composed if self.most_years is None else NotLongAgo(composed, self.most_years))


def read_policy(named: str) -> PolicyFile:
    """Reads a policy file; its lists are files beside it. Raises `PolicyUnreadable`, or as `Trust.add`."""
    from microcred.vc.jsontext import parse

    content: Any = parse(read_bytes(named))
    if not isinstance(content, dict) or content.keys() - {"name", "lists", "everyList", "mostYears"}:
        raise PolicyUnreadable(named)
    lists, every, years = content.get("lists"), content.get("everyList", False), content.get("mostYears")
    within = years is None or (type(years) is int and 1 <= years <= 100)
    if not isinstance(lists, list) or not lists or not all(isinstance(one, str) for one in lists):
        raise PolicyUnreadable(named)
    if not isinstance(every, bool) or not within:
        raise PolicyUnreadable(named)
    return PolicyFile(
        str(content.get("name", "")), tuple(_list(one, Path(named).parent) for one in lists), every, years
    )


def _list(named: str, folder: Path) -> Trust:
    found = Trust()
    found.add(named if named.startswith(("did:", "https://", "http://", "x509:")) else str(folder / named))
    return found
