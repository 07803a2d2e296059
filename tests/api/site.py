"""A college with people in every role, and programs that come with a key."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client
from tests import house

from microcred.platform.accounts.models import Account
from microcred.platform.gateways.models import ApiKey
from microcred.platform.gateways.scopes import Scope
from microcred.platform.gateways.services import make_key
from microcred.platform.institutions import services as institutions
from microcred.platform.institutions.access import by_public_id

ALL = tuple(scope.value for scope in Scope)


class Program:
    """A program with a key (or without): what it sends, and what it gets."""

    def __init__(self, key: str = "") -> None:
        self.key = key
        self.client = Client()

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer, with `.data` for JSON."""
        sent: dict[str, Any] = {name.upper(): value for name, value in headers.items()}
        if self.key:
            sent["HTTP_AUTHORIZATION"] = f"Bearer {self.key}"
        if isinstance(body, bytes):
            data, kind = body, sent.pop("CONTENT_TYPE", "application/octet-stream")
        else:
            data = b"" if body is None else json.dumps(body).encode()
            kind = "application/json"
        answer: Any = self.client.generic(method, f"/api/v1{path}", data, content_type=kind, **sent)
        answer.data = (
            json.loads(answer.content)
            if answer.content and "json" in answer.get("Content-Type", "")
            else None
        )
        return answer

    def get(self, path: str, **headers: str) -> Any:
        """Reads."""
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """Sends."""
        return self.send("POST", path, body, **headers)


@dataclass
class College:
    """An institution with its owner."""

    public_id: str
    owner: Account

    def program(self, account: Account | None = None, scopes: tuple[str, ...] = ALL) -> Program:
        """A program that acts as `account`, the owner without one."""
        return Program(self.key(account, scopes))

    def key(self, account: Account | None = None, scopes: tuple[str, ...] = ALL) -> str:
        """The secret of a key that lasts thirty days."""
        now = datetime.now(UTC)
        made = make_key(
            actor=self.owner,
            institution=self.public_id,
            name="A program",
            scopes=scopes,
            expires_at=now + timedelta(days=30),
            now=now,
        )
        if account is not None:
            ApiKey.objects.filter(public_id=made.public_id).update(account=account)
        return made.secret

    def somebody(self, role: str) -> Account:
        """A member with one role."""
        person = house.person(
            f"{role.title()} of {self.public_id[:6]}", f"{role}-{self.public_id.lower()}@people.example"
        )
        at = by_public_id(self.public_id)
        institutions.add_member(actor=None, institution=at, account=person, roles=[role], now=house.FOUNDED)
        return person

    def design(self, **changes: Any) -> str:
        """A published micro-credential."""
        return house.published(self.owner, self.public_id, **changes)


def college(name: str) -> College:
    """A new one."""
    owner = house.person("Olga Owner", f"owner@{name.lower().split()[0]}.example")
    return College(house.institution(owner, name), owner)
