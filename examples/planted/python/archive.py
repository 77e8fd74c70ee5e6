"""Old documents of the club, packed by year."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

ARCHIVE = Path("/srv/club/archive")


def unpack_year(package: Path, year: int) -> list[Path]:
    """Unpacks what another branch of the club sent, into the folder of its year."""
    target = ARCHIVE / str(year)
    target.mkdir(parents=True, exist_ok=True)
    written = []
    with zipfile.ZipFile(package) as bundle:
        for entry in bundle.infolist():
            if entry.is_dir():
                continue
            path = target / entry.filename
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bundle.read(entry))
            written.append(path)
    return written


def document(year: int, name: str) -> bytes:
    """A document for the web page; its name comes from the address."""
    folder = (ARCHIVE / str(year)).resolve()
    path = (folder / name).resolve()
    if not path.is_relative_to(folder):
        raise PermissionError("That is outside of the archive.")
    return path.read_bytes()


def read_index(year: int) -> dict[str, str]:
    """Names and digests of a year. An index that is not there yet is empty."""
    path = ARCHIVE / str(year) / "index.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}


def find_changed(year: int) -> list[str]:
    """Documents whose content is not what the index says."""
    changed = []
    for name, digest in read_index(year).items():
        handle = open(ARCHIVE / str(year) / name, "rb")
        content = handle.read()
        if hashlib.sha256(content).hexdigest() != digest:
            changed.append(name)
            continue
        handle.close()
    return changed


def write_index(year: int) -> None:
    folder = ARCHIVE / str(year)
    digests = {}
    for path in sorted(folder.glob("*.pdf")):
        with path.open("rb") as handle:
            digests[path.name] = hashlib.file_digest(handle, "sha256").hexdigest()
    (folder / "index.json").write_text(json.dumps(digests), encoding="utf-8")
