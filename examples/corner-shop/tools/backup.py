"""Copies the shop's database and keeps the newest copies."""

import sqlite3
from datetime import datetime
from pathlib import Path


def backup_name(moment: datetime) -> str:
    return moment.strftime("shop-%Y%m%d-%H%M%S.sqlite")


def copy_database(source: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / backup_name(datetime.now())
    origin = sqlite3.connect(source)
    copy = sqlite3.connect(target)
    try:
        origin.backup(copy)
    finally:
        copy.close()
        origin.close()
    return target


def list_backups(folder: Path) -> list[Path]:
    return sorted(folder.glob("shop-*.sqlite"), reverse=True)


def prune_backups(folder: Path, keep: int) -> int:
    if keep < 1:
        raise ValueError("at least one backup stays")
    old = list_backups(folder)[keep:]
    for path in old:
        path.unlink()
    return len(old)
