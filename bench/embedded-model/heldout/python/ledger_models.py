from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import Iterable, Iterator, Optional
from uuid import UUID, uuid4


class Side(Enum):
    DEBIT = "debit"
    CREDIT = "credit"

    @property
    def opposite(self) -> Side:
        return Side.CREDIT if self is Side.DEBIT else Side.DEBIT


class UnbalancedJournal(Exception):
    def __init__(self, difference: Decimal):
        super().__init__(f"debits and credits differ by {difference}")
        self.difference = difference


@dataclass(frozen=True)
class Posting:
    account: str
    side: Side
    amount: Decimal
    memo: str = ""

    def __post_init__(self):
        if self.amount <= 0:
            raise ValueError("a posting needs an amount above zero")

    def reversed(self) -> Posting:
        return replace(self, side=self.side.opposite)

    def signed_amount(self) -> Decimal:
        return self.amount if self.side is Side.DEBIT else -self.amount


@dataclass
class JournalEntry:
    booked_on: dt.date
    postings: list[Posting] = field(default_factory=list)
    uid: UUID = field(default_factory=uuid4)
    voided_by: Optional[UUID] = None

    def debit(self, account: str, amount: Decimal, memo: str = "") -> JournalEntry:
        self.postings.append(Posting(account, Side.DEBIT, amount, memo))
        return self

    def credit(self, account: str, amount: Decimal, memo: str = "") -> JournalEntry:
        self.postings.append(Posting(account, Side.CREDIT, amount, memo))
        return self

    def check_balanced(self) -> None:
        difference = sum((p.signed_amount() for p in self.postings), Decimal(0))
        if difference != 0:
            raise UnbalancedJournal(difference)

    def void(self, today: dt.date) -> JournalEntry:
        if self.voided_by is not None:
            raise RuntimeError(f"{self.uid} is void already")
        counter = JournalEntry(today, [p.reversed() for p in self.postings])
        self.voided_by = counter.uid
        return counter

    @property
    def is_void(self) -> bool:
        return self.voided_by is not None

    def accounts_touched(self) -> set[str]:
        return {p.account for p in self.postings}


class GeneralLedger:
    def __init__(self, currency: str, *, precision: int = 2):
        self.currency = currency
        self.precision = precision
        self._entries: dict[UUID, JournalEntry] = {}
        self._closed_until: dt.date | None = None

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[JournalEntry]:
        yield from sorted(self._entries.values(), key=lambda e: e.booked_on)

    def __contains__(self, uid: UUID) -> bool:
        return uid in self._entries

    def post(self, entry: JournalEntry) -> UUID:
        entry.check_balanced()
        if self._closed_until is not None and entry.booked_on <= self._closed_until:
            raise PermissionError(f"the books are closed until {self._closed_until}")
        self._entries[entry.uid] = entry
        return entry.uid

    def close_books(self, until: dt.date) -> None:
        self._closed_until = max(until, self._closed_until or until)

    def balance_of(self, account: str, as_of: dt.date | None = None) -> Decimal:
        total = Decimal(0)
        for entry in self._entries.values():
            if as_of is not None and entry.booked_on > as_of:
                continue
            for posting in entry.postings:
                if posting.account == account:
                    total += posting.signed_amount()
        return self._round(total)

    def trial_balance(self) -> dict[str, Decimal]:
        accounts = set().union(*(e.accounts_touched() for e in self._entries.values()))
        return {name: self.balance_of(name) for name in sorted(accounts)}

    def _round(self, value: Decimal) -> Decimal:
        return value.quantize(Decimal(1).scaleb(-self.precision), rounding=ROUND_HALF_UP)


def amortization_schedule(principal: Decimal, annual_rate: Decimal, months: int) -> Iterator[tuple[int, Decimal, Decimal]]:
    monthly = annual_rate / 12
    payment = principal * monthly / (1 - (1 + monthly) ** -months)
    rest = principal
    for month in range(1, months + 1):
        interest = rest * monthly
        rest -= payment - interest
        yield month, interest, max(rest, Decimal(0))


def fiscal_year(day: dt.date, first_month: int = 4) -> int:
    return day.year if day.month >= first_month else day.year - 1


def fx_convert(amount: Decimal, from_ccy: str, to_ccy: str, rates: dict[tuple[str, str], Decimal]) -> Decimal:
    if from_ccy == to_ccy:
        return amount
    try:
        return amount * rates[from_ccy, to_ccy]
    except KeyError:
        raise LookupError(f"no rate from {from_ccy} to {to_ccy}") from None


def merge_entries(entries: Iterable[JournalEntry]) -> JournalEntry:
    merged = None
    for entry in entries:
        if merged is None:
            merged = JournalEntry(entry.booked_on)
        merged.postings.extend(entry.postings)
    if merged is None:
        raise ValueError("nothing to merge")
    return merged
