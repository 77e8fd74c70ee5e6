#!/usr/bin/env python3
import argparse
import fnmatch
import gzip
import json
import os
import shutil
import sys
import tarfile
from pathlib import Path

IGNORED = [".git", "__pycache__", "*.pyc", ".DS_Store"]
MANIFEST = "manifest.json"


def build_parser():
    ap = argparse.ArgumentParser(prog="snapback")
    sub = ap.add_subparsers(dest="cmd", required=True)
    take = sub.add_parser("take")
    take.add_argument("folder", type=Path)
    take.add_argument("--to", type=Path, default=Path("."))
    back = sub.add_parser("restore")
    back.add_argument("archive", type=Path)
    back.add_argument("--force", action="store_true")
    return ap


def human_size(nbytes):
    for unit in ("B", "KiB", "MiB", "GiB"):
        if nbytes < 1024 or unit == "GiB":
            return f"{nbytes:.1f} {unit}"
        nbytes /= 1024


def is_ignored(path: Path, patterns=IGNORED) -> bool:
    return any(fnmatch.fnmatch(part, pat) for part in path.parts for pat in patterns)


def walk_files(root: Path):
    for base, dirs, names in os.walk(root):
        dirs[:] = [d for d in dirs if not is_ignored(Path(d))]
        for name in sorted(names):
            p = Path(base, name)
            if not is_ignored(p.relative_to(root)):
                yield p


def checksum(path, algo="sha256", bufsize=1 << 16):
    import hashlib

    h = hashlib.new(algo)
    with open(path, "rb") as fh:
        while chunk := fh.read(bufsize):
            h.update(chunk)
    return h.hexdigest()


def make_manifest(root: Path) -> dict:
    files = {}
    for p in walk_files(root):
        st = p.stat()
        files[str(p.relative_to(root))] = {"size": st.st_size, "mode": st.st_mode & 0o777, "sha": checksum(p)}
    return {"version": 2, "root": root.name, "files": files}


def write_manifest(manifest, dest):
    tmp = dest.with_suffix(".tmp")
    tmp.write_text(json.dumps(manifest, indent=1))
    os.replace(tmp, dest)


def diff_manifests(old, new):
    added = sorted(new["files"].keys() - old["files"].keys())
    gone = sorted(old["files"].keys() - new["files"].keys())
    changed = [n for n, f in new["files"].items() if n in old["files"] and old["files"][n]["sha"] != f["sha"]]
    return added, gone, changed


def take_snapshot(folder: Path, dest_dir: Path, label: str | None = None) -> Path:
    if not folder.is_dir():
        raise NotADirectoryError(folder)
    out = dest_dir / f"{folder.name}-{label or 'latest'}.tar.gz"
    manifest = make_manifest(folder)
    write_manifest(manifest, dest_dir / MANIFEST)
    with tarfile.open(out, "w:gz") as tar:
        for rel in manifest["files"]:
            tar.add(folder / rel, arcname=rel)
    return out


def restore(archive: Path, target: Path, *, force: bool = False) -> int:
    if target.exists() and any(target.iterdir()) and not force:
        raise FileExistsError(f"{target} is not empty")
    count = 0
    with tarfile.open(archive) as tar:
        for member in tar:
            if member.name.startswith(("/", "..")):
                raise ValueError(f"unsafe member {member.name}")
            tar.extract(member, target)
            count += 1
    return count


def prune_old(directory: Path, keep: int = 7):
    archives = sorted(directory.glob("*.tar.gz"), key=lambda p: p.stat().st_mtime, reverse=True)
    removed = []
    for stale in archives[keep:]:
        stale.unlink()
        removed.append(stale)
    return removed


def free_space_ok(path, need_bytes):
    return shutil.disk_usage(path).free > need_bytes * 1.1


def open_maybe_gz(path: Path, mode: str = "rt"):
    return gzip.open(path, mode) if path.suffix == ".gz" else open(path, mode)


def eprint(*words, **kw):
    print(*words, file=sys.stderr, **kw)


def main(argv=None):
    ns = build_parser().parse_args(argv)
    try:
        if ns.cmd == "take":
            print(take_snapshot(ns.folder, ns.to))
        else:
            print(restore(ns.archive, Path.cwd(), force=ns.force), "files")
    except OSError as err:
        eprint(f"snapback: {err}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
