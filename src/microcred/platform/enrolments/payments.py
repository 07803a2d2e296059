"""Paying by card: a port. This installation has none until its operator connects a provider."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from microcred.platform.enrolments.errors import PaymentNeeded


class Cards(Protocol):
    """A provider of card payments."""

    def begin(self, *, invoice: str, amount: Decimal, currency: str) -> str:
        """The address at which the invoice can be paid; the provider calls the API once it is."""
        ...


class NoCards:
    """Refuses: nothing is connected."""

    def begin(self, *, invoice: str, amount: Decimal, currency: str) -> str:
        """Raises `PaymentNeeded`."""
        raise PaymentNeeded("cards are not connected here")
