"""Prints what sold badly, from a list of stock movements."""

import csv
import sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path


@dataclass(frozen=True)
class Movement:
    """One change of the stock; sales are negative."""

    sku: str
    day: date
    quantity: int


def load_movements(path: Path) -> list[Movement]:
    with path.open(newline="", encoding="utf-8") as file:
        return [
            Movement(row["sku"], date.fromisoformat(row["day"]), int(row["quantity"]))
            for row in csv.DictReader(file)
        ]


def sold_by_sku(movements: list[Movement]) -> dict[str, int]:
    sold: dict[str, int] = defaultdict(int)
    for movement in movements:
        if movement.quantity < 0:
            sold[movement.sku] -= movement.quantity
    return dict(sold)


def since(movements, days, today=None):
    first = (today or date.today()) - timedelta(days=days)
    return [movement for movement in movements if movement.day >= first]


def slow_sellers(sold: dict[str, int], threshold: int) -> list[str]:
    return sorted(sku for sku, quantity in sold.items() if quantity < threshold)


def format_table(sold: dict[str, int]) -> str:
    width = max((len(sku) for sku in sold), default=3)
    lines = [f"{sku:<{width}}  {quantity:>6}" for sku, quantity in sorted(sold.items())]
    return "\n".join(lines)


def main(argv: list[str]) -> int:
    if len(argv) != 2:
        print("usage: stock_report.py movements.csv", file=sys.stderr)
        return 2
    sold = sold_by_sku(since(load_movements(Path(argv[1])), days=30))
    print(format_table(sold))
    for sku in slow_sellers(sold, threshold=5):
        print(f"slow: {sku}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
