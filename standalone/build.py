"""Make the standalone program: a folder that needs no Python, and on Debian a package of it. See docs/standalone.md.

    python3 run.py build [--out DIR] [--no-package]

Started by run.py, in an environment that has the extra ``build``. What lies in ``DIR/aevae-desktop`` is replaced.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from aevae_desktop import __version__  # noqa: E402

NAME = "aevae-desktop"
WITHIN = ("PySide6-Essentials", "shiboken6", "numpy", "onnxruntime", "pillow", "pyinstaller")  # what goes into it
OWN = {"LICENSE": "LICENSE", "models_onnx/LICENSE": "models.txt", "aevae_desktop/ui/fonts/OFL.txt": "Inter.txt",
       "docs/licences.md": "licences.md"}  # fmt: skip
COMMON = Path("/usr/share/common-licenses")
CONTROL = """Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: AE VAE Desktop <nobody@localhost>
Installed-Size: {size}
Depends: {depends}
Section: science
Priority: optional
Description: explore the latent spaces of autoencoders
 A map of what an autoencoder and a variational autoencoder have learned, where
 the decoder draws what lives under the pointer. With its own Python and Qt.
"""


def main() -> int:
    """Build, and say where and how large; returns the exit code."""
    parser = argparse.ArgumentParser(prog="run.py build", description="Make the standalone program.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR", help="where to put it (dist)")
    parser.add_argument("--no-package", action="store_true", help="leave out the Debian package")
    options = parser.parse_args()
    folder = freeze(options.out.resolve())
    if sys.platform.startswith("linux"):
        slim(folder)
    write_licences(folder)
    print(f"{folder}: {size_of(folder) / 2**20:.0f} MiB")  # noqa: T201
    if shutil.which("dpkg-deb") and not options.no_package:
        package = pack(folder, options.out.resolve())
        print(f"{package}: {package.stat().st_size / 2**20:.0f} MiB")  # noqa: T201
    return 0


def freeze(out: Path) -> Path:
    """Let PyInstaller collect the program; returns its folder."""
    with tempfile.TemporaryDirectory() as work:
        options = ["--noconfirm", "--log-level", "ERROR", "--distpath", str(out), "--workpath", work]
        recipe = str(ROOT / "standalone" / f"{NAME}.spec")
        subprocess.run([sys.executable, "-m", "PyInstaller", *options, recipe], check=True, cwd=ROOT)
    return out / NAME


def slim(folder: Path) -> None:
    """Take the debugger's symbols out of Python's own libraries; the wheels' have none, and some break."""
    inside = folder / "_internal"
    if shutil.which("strip"):
        for path in [*inside.glob("libpython*.so*"), *inside.glob("python3*/lib-dynload/*.so")]:
            subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)


def size_of(folder: Path) -> int:
    """Bytes of all files in ``folder``; a link counts nothing."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


# ---- licences


def write_licences(folder: Path) -> None:
    """Put the licence of everything that goes along into ``licences``."""
    texts = folder / "licences"
    texts.mkdir(exist_ok=True)
    for source, name in OWN.items():
        shutil.copy(ROOT / source, texts / name)
    shutil.copy(Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", texts / "Python.txt")
    for name in WITHIN:
        for number, source in enumerate(licence_files(name)):
            shutil.copy(source, texts / f"{name}-{number}-{source.name}")
    for name in ("LGPL-3", "GPL-3"):  # Qt's, whose wheels carry no text
        if (COMMON / name).is_file():
            shutil.copy(COMMON / name, texts / f"Qt-{name}.txt")
    for package in system_packages_in(folder):
        source = Path("/usr/share/doc", package, "copyright")
        if source.is_file():
            shutil.copy(source, texts / f"debian-{package}.txt")


def licence_files(name: str) -> Iterator[Path]:
    """The licence texts that an installed package brings."""
    for file in importlib.metadata.files(name) or ():
        if re.match(r"(LICEN[CS]E|COPYING|NOTICE|ThirdParty)", file.name, re.I):
            yield Path(str(file.locate()))


def system_packages_in(folder: Path) -> list[str]:
    """The Debian packages whose libraries were taken along."""
    if not shutil.which("dpkg-query"):
        return []
    return owners({path.name for path in (folder / "_internal").glob("*.so*") if not path.is_symlink()})


# ---- the Debian package


def pack(folder: Path, out: Path) -> Path:
    """A Debian package of ``folder``, in ``out``, with what a desktop wants to know of a program."""
    architecture = run("dpkg", "--print-architecture").strip()
    package = out / f"{NAME}_{__version__}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        root.chmod(0o755)
        (root / "usr/lib").mkdir(parents=True)
        shutil.copytree(folder, root / "usr/lib" / NAME, symlinks=True)
        (root / "usr/bin").mkdir()
        (root / "usr/bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
        put_in_menu(folder, root / "usr/share")
        documents = root / "usr/share/doc" / NAME
        documents.mkdir(parents=True)
        shutil.copy(ROOT / "LICENSE", documents / "copyright")
        words = {"size": size_of(root) // 1024, "depends": ", ".join(depends(folder)), "architecture": architecture}
        (root / "DEBIAN").mkdir()
        (root / "DEBIAN/control").write_text(CONTROL.format(name=NAME, version=__version__, **words))
        run("dpkg-deb", "-Zzstd", "-z15", "--build", "--root-owner-group", str(root), str(package))
    return package


def put_in_menu(folder: Path, share: Path) -> None:
    """Menu entry, icons, AppStream and manual page below ``share``, written by the program that was just built."""
    share.mkdir()
    environment = {**os.environ, "XDG_DATA_HOME": str(share)}
    subprocess.run([str(folder / NAME), "--install-desktop"], env=environment, check=True, stdout=subprocess.DEVNULL)
    entry = share / "applications" / f"{NAME}.desktop"
    text = re.sub(r"^Exec=.*$", f"Exec={NAME} %F", entry.read_text(encoding="utf-8"), flags=re.M)
    entry.write_text(re.sub(r"^TryExec=.*$", f"TryExec={NAME}", text, flags=re.M), encoding="utf-8")


def depends(folder: Path) -> list[str]:
    """The Debian packages of what it loads and does not bring: the C library, and what belongs to a display."""
    inside = folder / "_internal"
    files = [path for path in inside.rglob("*.so*") if not path.is_symlink()]
    ours = {path.name for path in inside.rglob("*.so*")}
    said = run("ldd", *map(str, files), environment={**os.environ, "LD_LIBRARY_PATH": str(inside)})
    names = set(re.findall(r"^\s+(\S+) => /", said, re.M)) - ours
    libc = os.confstr("CS_GNU_LIBC_VERSION") or ""
    return [
        f"libc6 (>= {libc.split()[-1]})",
        *(name for name in owners(names) if name != "libc6"),
        "fontconfig-config",
        "xkb-data",
    ]


def owners(names: set[str]) -> list[str]:
    """The Debian packages that these libraries came from, by the names that every release knows."""
    lines = run("dpkg-query", "--search", *(f"*/{name}" for name in sorted(names)), check=False).splitlines()
    found = {line.split(":")[0] for line in lines if re.search(r": /(usr/)?lib/", line)}
    return sorted(re.sub(r"t64$", "", name) for name in found)


def run(*command: str, environment: dict[str, str] | None = None, check: bool = True) -> str:
    """What a command prints."""
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    if check and done.returncode:
        sys.exit(f"{command[0]}: {done.stderr.strip()}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
