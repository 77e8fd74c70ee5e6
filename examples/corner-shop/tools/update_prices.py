"""Works out new prices from what suppliers ask."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

MARGIN = Decimal("0.35")


def parse_amount(text: str) -> Decimal:
    try:
        amount = Decimal(text.strip().replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(f"not an amount: {text!r}") from error
    if not amount.is_finite() or amount < 0:
        raise ValueError(f"not an amount: {text!r}")
    return amount


def round_to_five_cents(amount: Decimal) -> Decimal:
    step = Decimal("0.05")
    return (amount / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def selling_price(cost: Decimal, margin: Decimal = MARGIN) -> Decimal:
    return round_to_five_cents(cost * (1 + margin))


def price_changes(old: dict[str, Decimal], new: dict[str, Decimal]) -> dict[str, Decimal]:
    """Differences by product; a new product has none."""
    return {sku: price - old[sku] for sku, price in new.items() if sku in old and price != old[sku]}


def largest_increase(changes: dict[str, Decimal]) -> str | None:
    rises = {sku: change for sku, change in changes.items() if change > 0}
    if not rises:
        return None
    return max(rises, key=lambda sku: rises[sku])
