"""Monthly figures of the club, from its database."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

# Columns of the export, in the order in which the accountant wants them.
EXPORT_COLUMNS = ("number", "member_id", "cents", "due_at")


@dataclass(frozen=True)
class CourseTotal:
    course: str
    cents: int
    swimmers: int


def open_database(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    return connection


def invoices_of(connection: sqlite3.Connection, member_name: str) -> list[sqlite3.Row]:
    """All invoices of a member, by the name that was typed at the desk."""
    statement = (
        "SELECT invoices.* FROM invoices JOIN members ON members.id = invoices.member_id "
        f"WHERE members.name = '{member_name}' ORDER BY invoices.due_at"
    )
    return connection.execute(statement).fetchall()


def export_rows(connection: sqlite3.Connection, since: date) -> list[tuple]:
    columns = ", ".join(EXPORT_COLUMNS)
    rows = connection.execute(f"SELECT {columns} FROM invoices WHERE due_at >= ?", (since.isoformat(),))
    return [tuple(row) for row in rows]


def course_totals(connection: sqlite3.Connection, month: str) -> list[CourseTotal]:
    """What each course brought in, and how many swam in it."""
    courses = connection.execute("SELECT id, title FROM courses ORDER BY title").fetchall()
    totals = []
    for course in courses:
        paid = connection.execute(
            "SELECT coalesce(sum(cents), 0) AS cents, count(DISTINCT member_id) AS swimmers "
            "FROM payments WHERE course_id = ? AND month = ?",
            (course["id"], month),
        ).fetchone()
        totals.append(CourseTotal(course["title"], paid["cents"], paid["swimmers"]))
    return totals


def close_month(connection: sqlite3.Connection, month: str) -> None:
    """Marks the three ledgers of a month as closed: all of them or none."""
    with connection:
        for ledger in ("fees", "shop", "courses"):
            connection.execute("UPDATE ledgers SET closed = 1 WHERE name = ? AND month = ?", (ledger, month))
