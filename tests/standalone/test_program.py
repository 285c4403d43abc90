"""The standalone program that ``run.py build`` makes: $AEVAE_STANDALONE names one, else it is built where it can be."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from aevae_desktop import __version__
from aevae_desktop.engine.wire import launch
from aevae_desktop.engine.wire.framing import Cutter, split

ROOT = Path(__file__).parents[2]
MOST_MIB = 260
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program's file."""
    if named := os.environ.get("AEVAE_STANDALONE"):
        return Path(named)
    if importlib.util.find_spec("PyInstaller") is None:
        pytest.skip("PyInstaller, which makes the standalone program, is not installed (extra `build`)")
    out = tmp_path_factory.mktemp("standalone")
    subprocess.run([sys.executable, ROOT / "standalone/build.py", "--out", out, "--no-package"], check=True)
    return out / "aevae-desktop" / "aevae-desktop"


def run(program: Path, *arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run it to its end, where nothing of Python is on the path."""
    bare = {"HOME": str(folder), "PATH": "/nonexistent", "LANG": "C.UTF-8", "OMP_NUM_THREADS": "1"}
    return subprocess.run([program, *arguments], env=bare, cwd=folder, capture_output=True, text=True, timeout=300)


def test_it_runs(program: Path, tmp_path: Path) -> None:
    assert run(program, "--version", folder=tmp_path).stdout == f"aevae-desktop {__version__}\n"


@pytest.mark.parametrize("option", ["--figure", "--screenshot"])
def test_it_hovers_and_saves(program: Path, tmp_path: Path, option: str) -> None:
    done = run(program, option, "out.png", "--hover", "0,1,1", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out.png").read_bytes().startswith(PNG)


def test_it_makes_a_film(program: Path, tmp_path: Path) -> None:
    done = run(program, "--export-film", "film.gif", "--path=-1,0,1,0", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "film.gif").read_bytes().startswith(b"GIF89a")


@pytest.mark.parametrize("module", [launch.SERVER, launch.READING])
def test_its_children_are_confined_as_everywhere(program: Path, module: str) -> None:
    _, ours = greeted(*launch.command(module=module))
    status, theirs = greeted(str(program), [launch.CHILD, module])
    assert theirs == ours
    if sys.platform == "linux":  # what the kernel says of the process that greeted
        assert re.search(r"^NoNewPrivs:\s1$", status, re.M)
        assert re.search(r"^Seccomp:\s2$", status, re.M)


def greeted(command: str, arguments: list[str]) -> tuple[str, dict[str, bool]]:
    """What the kernel says of a child that has come up, and what it says itself of its confinement."""
    pipe, environment = subprocess.PIPE, os.environ | launch.ENVIRONMENT
    with subprocess.Popen([command, *arguments], stdin=pipe, stdout=pipe, env=environment) as child:
        assert child.stdout is not None
        cutter, bodies = Cutter(), []
        while not bodies:
            bodies = cutter.cut(os.read(child.stdout.fileno(), 1 << 16) or pytest.fail("it said nothing"))
        status = Path("/proc", str(child.pid), "status")
        said = status.read_text(encoding="utf-8") if status.exists() else ""
        child.kill()
    return said, split(bodies[0])[0]["confined"]


def test_another_module_is_no_child(program: Path, tmp_path: Path) -> None:
    assert run(program, launch.CHILD, "os", folder=tmp_path).returncode == 2


def test_a_platform_that_is_none_is_said_in_one_line(program: Path, tmp_path: Path) -> None:
    bare = {"HOME": str(tmp_path), "QT_QPA_PLATFORM": "nowhere", "LANG": "C.UTF-8"}
    done = subprocess.run([program], env=bare, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_what_is_not_needed_stays_out(program: Path) -> None:
    files = [path for path in program.parent.rglob("*") if path.is_file() and not path.is_symlink()]
    foreign = re.compile(r"torch|sympy|matplotlib|sklearn|scipy/|Qt6?(Network|Qml|Quick|Pdf)|translations|gtk", re.I)
    assert [path for path in files if foreign.search(path.relative_to(program.parent).as_posix())] == []
    assert sum(path.stat().st_size for path in files) < MOST_MIB << 20


def test_licences_and_models_go_along(program: Path) -> None:
    texts = {path.name for path in (program.parent / "licences").iterdir()}
    assert {"LICENSE", "models.txt", "Inter.txt", "Python.txt", "licences.md"} <= texts
    for name in ("onnxruntime", "numpy", "pillow", "pyinstaller", "Qt-LGPL-3"):
        assert any(text.startswith(name) for text in texts), name
    shipped = {path.name for path in (ROOT / "models_onnx").iterdir()}
    assert {path.name for path in (program.parent / "_internal/models_onnx").iterdir()} == shipped


def test_what_the_program_reads_beside_its_modules_goes_along(program: Path) -> None:
    beside = [path for path in (ROOT / "aevae_desktop").rglob("*") if path.suffix not in (".py", ".pyc")]
    read = [path.relative_to(ROOT) for path in beside if path.is_file()]
    assert len(read) > 5
    assert [str(path) for path in read if not (program.parent / "_internal" / path).is_file()] == []
