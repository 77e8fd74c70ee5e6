import os
import platform
import re
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
DEFAULT_JOBS = os.cpu_count() or 1


class BuildFailed(RuntimeError):
    def __init__(self, cmd, code, tail=""):
        RuntimeError.__init__(self, f"{cmd[0]} ended with {code}")
        self.cmd, self.code, self.tail = cmd, code, tail


def sh(*cmd, cwd=None, env=None, quiet=False):
    if not quiet:
        print("+", " ".join(map(str, cmd)))
    merged = {**os.environ, **(env or {})}
    proc = subprocess.run([str(c) for c in cmd], cwd=cwd, env=merged, capture_output=quiet, text=True)
    if proc.returncode:
        raise BuildFailed(cmd, proc.returncode, proc.stderr or "")
    return proc.stdout


def git_sha(short=True):
    try:
        return sh("git", "rev-parse", *(["--short"] if short else []), "HEAD", quiet=True).strip()
    except (BuildFailed, FileNotFoundError):
        return "unknown"


def load_pyproject(path=HERE / "pyproject.toml"):
    with open(path, "rb") as fh:
        return tomllib.load(fh)


def project_version(cfg):
    static = cfg.get("project", {}).get("version")
    if static:
        return static
    text = (HERE / "src" / "_version.py").read_text()
    found = re.search(r'__version__ = "([^"]+)"', text)
    if not found:
        raise LookupError("no version anywhere")
    return found.group(1)


def bump(version, part="patch"):
    major, minor, patch = (int(x) for x in version.split(".")[:3])
    if part == "major":
        return f"{major + 1}.0.0"
    if part == "minor":
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"


def wheel_tag(pure=True):
    if pure:
        return "py3-none-any"
    py = f"cp{sys.version_info.major}{sys.version_info.minor}"
    plat = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    return f"{py}-{py}-{plat}"


def is_musl():
    return platform.libc_ver()[0] != "glibc" and sys.platform == "linux"


def compile_ext(sources, out, cflags=(), jobs=DEFAULT_JOBS):
    cc = os.environ.get("CC", "cc")
    objs = []
    for src in sources:
        obj = Path(out).parent / (Path(src).stem + ".o")
        if needs_rebuild(obj, [src]):
            sh(cc, "-c", "-fPIC", *cflags, src, "-o", obj)
        objs.append(obj)
    sh(cc, "-shared", *objs, "-o", out, env={"MAKEFLAGS": f"-j{jobs}"})
    return out


def needs_rebuild(target, deps):
    target = Path(target)
    if not target.exists():
        return True
    born = target.stat().st_mtime
    return any(Path(d).stat().st_mtime > born for d in deps)


def record_line(arcname, data):
    import base64
    import hashlib

    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"{arcname},sha256={digest},{len(data)}"


def write_wheel(name, version, files, outdir):
    wheel = Path(outdir) / f"{name}-{version}-{wheel_tag()}.whl"
    records = []
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as z:
        for arc, data in files.items():
            z.writestr(arc, data)
            records.append(record_line(arc, data))
        z.writestr(f"{name}-{version}.dist-info/RECORD", "\n".join(records) + "\n")
    return wheel


def smoke_test(wheel, module):
    with tempfile.TemporaryDirectory() as td:
        sh(sys.executable, "-m", "venv", td, quiet=True)
        py = Path(td, "bin", "python")
        sh(py, "-m", "pip", "install", "--no-deps", wheel, quiet=True)
        sh(py, "-c", f"import {module}", quiet=True)


def stamp_build_info(dst, **extra):
    lines = [f"SHA = {git_sha()!r}", f"PLATFORM = {platform.platform()!r}"]
    lines += [f"{k.upper()} = {v!r}" for k, v in extra.items()]
    Path(dst).write_text("\n".join(lines) + "\n")


def clean(*globs):
    n = 0
    for g in globs or ("build/*", "dist/*", "*.egg-info"):
        for p in HERE.glob(g):
            p.unlink() if p.is_file() else sh("rm", "-rf", p)
            n += 1
    return n


class ChangelogSection:
    def __init__(self, version, released=None):
        self.version = version
        self.released = released
        self.bullets = []

    def bullet(self, text, pr=None):
        self.bullets.append(f"- {text}" + (f" (#{pr})" if pr else ""))
        return self

    def as_markdown(self):
        head = f"## {self.version} ({self.released or 'unreleased'})"
        return "\n".join([head, "", *self.bullets, ""])
