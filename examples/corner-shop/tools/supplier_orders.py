"""Orders that wait for a supplier's next visit."""

import json
from pathlib import Path


class UnknownSupplier(Exception):
    """Nobody of that name delivers to the shop."""


class OrderBook:
    """Collects what is to be ordered, by supplier."""

    def __init__(self, suppliers: list[str]):
        self.suppliers = set(suppliers)
        self.lines: dict[str, dict[str, int]] = {}

    def add(self, supplier: str, sku: str, quantity: int = 1) -> None:
        if supplier not in self.suppliers:
            raise UnknownSupplier(supplier)
        if quantity < 1:
            raise ValueError("nobody orders less than one")
        order = self.lines.setdefault(supplier, {})
        order[sku] = order.get(sku, 0) + quantity

    def remove_product(self, sku: str) -> int:
        removed = 0
        for order in self.lines.values():
            if order.pop(sku, None) is not None:
                removed += 1
        return removed

    @property
    def open_suppliers(self) -> list[str]:
        return sorted(supplier for supplier, order in self.lines.items() if order)

    def close(self, supplier: str) -> dict[str, int]:
        return self.lines.pop(supplier, {})

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(self.lines, indent=2, sort_keys=True), encoding="utf-8")


def load_order_book(path: Path, suppliers: list[str]) -> OrderBook:
    book = OrderBook(suppliers)
    for supplier, order in json.loads(path.read_text(encoding="utf-8")).items():
        for sku, quantity in order.items():
            book.add(supplier, sku, quantity)
    return book
