"""``run.py`` on machines of every kind: what it makes, what it leaves alone, and one line for what goes wrong."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from aevae_desktop import system_packages
from aevae_desktop.errors import LabError

FILE = Path(__file__).resolve().parents[1] / "run.py"
posix = pytest.mark.skipif(os.name == "nt", reason="stands in for programs by shell scripts")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The module, for a checkout of our own and a machine that lacks nothing."""
    spec = importlib.util.spec_from_file_location("run_for_tests", FILE)
    assert spec is not None
    assert spec.loader is not None
    monkeypatch.setattr(sys, "path", [*sys.path])
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    checkout = tmp_path / "our checkout é"
    checkout.mkdir()
    (checkout / "pyproject.toml").write_bytes((FILE.parent / "pyproject.toml").read_bytes())
    monkeypatch.setattr(module, "ROOT", checkout)
    monkeypatch.setattr(system_packages, "missing", lambda libraries=(): [])
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return module


@pytest.fixture
def folder(run: ModuleType) -> Path:
    made: Path = run.ROOT / ".venv"
    return made


def program(path: Path, text: str) -> Path:
    """A program of our own that stands in for another one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def environment(folder: Path, *, python: str = "exit 0", **note: Any) -> Path:
    """A virtual environment as run.py leaves it, whose Python does what ``python`` says."""
    program(folder / "bin/python", python)
    (folder / "pyvenv.cfg").touch()
    if note:
        (folder / "run.json").write_text(json.dumps(note))
    return folder


# ---- Pythons


def test_an_old_python_can_read_all_of_it() -> None:
    ast.parse(FILE.read_text(encoding="utf-8"), feature_version=(3, 6))


def as_old_python(path: str) -> subprocess.CompletedProcess[str]:
    """Run the file in a Python that says it is 3.9."""
    code = (
        "import sys; sys.version_info = (3, 9, 2); sys.argv = sys.argv[1:];"
        "text = open(sys.argv[0], encoding='utf-8').read();"
        "exec(compile(text, sys.argv[0], 'exec'), {'__name__': '__main__', '__file__': sys.argv[0]})"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, str(FILE), "one", "a b"]
    return subprocess.run(command, env={"PATH": path}, capture_output=True, text=True, timeout=60, check=False)


@posix
def test_an_old_python_says_so_in_one_line(tmp_path: Path) -> None:
    done = as_old_python(str(tmp_path))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("run.py: needs Python 3.11 or newer, and ")


@posix
def test_an_old_python_hands_over_to_a_newer_one(tmp_path: Path) -> None:
    program(tmp_path / "python3.14", 'if [ "$1" = -c ]; then exit 1; fi; echo never')  # one that does not fit
    program(tmp_path / "python3.13", 'if [ "$1" != -c ]; then echo "$@"; fi')
    done = as_old_python(f"{tmp_path}:/usr/bin:/bin")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{FILE} one a b\n", "")


# ---- which environment, and is it ready


def ready_note(run: ModuleType, *extras: str) -> dict[str, Any]:
    return {"checkout": str(run.ROOT), "project": run.fingerprint(), "extras": ["", *extras]}


@posix
def test_an_environment_is_ready_for_what_was_installed(run: ModuleType, folder: Path) -> None:
    environment(folder, **ready_note(run, "train"))
    assert run.is_ready(folder, "")
    assert run.is_ready(folder, "train")
    assert not run.is_ready(folder, "dev")


@posix
def test_it_is_not_once_the_project_asks_for_something_else(run: ModuleType, folder: Path) -> None:
    environment(folder, **ready_note(run))
    file = run.ROOT / "pyproject.toml"
    file.write_text(file.read_text().replace("line-length = 120", "line-length = 100"))
    assert run.is_ready(folder, "")  # nothing that is installed depends on it
    (run.ROOT / "constraints.txt").write_text("numpy==2.0\n")
    assert not run.is_ready(folder, "")


@posix
def test_it_is_not_once_the_checkout_was_moved(run: ModuleType, folder: Path) -> None:
    environment(folder, **{**ready_note(run), "checkout": "/elsewhere"})
    assert not run.is_ready(folder, "")


@posix
@pytest.mark.parametrize("python", ["exit 1", None])
def test_it_is_not_when_its_python_is_gone_or_finds_nothing(run: ModuleType, folder: Path, python: str | None) -> None:
    environment(folder, python=python or "", **ready_note(run))
    if python is None:
        (folder / "bin/python").unlink()
        (folder / "bin/python").symlink_to("/gone")
    assert not run.is_ready(folder, "")


def test_a_torn_note_is_no_note(run: ModuleType, folder: Path) -> None:
    folder.mkdir()
    (folder / "run.json").write_text('{"checkout": ')
    assert run.read_note(folder) == {}


def test_a_checkout_that_cannot_be_written(run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run.environment_folder() == run.ROOT / ".venv"
    monkeypatch.setattr(run.os, "access", lambda *_: False)
    assert run.environment_folder().parent == tmp_path / "cache/aevae-desktop"


@posix
def test_a_path_that_a_virtual_environment_refuses(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "ROOT", run.ROOT.rename(tmp_path / "a:b"))
    assert run.environment_folder().parent == tmp_path / "cache/aevae-desktop"


def test_on_windows_and_on_a_mac(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.Path, "home", lambda: Path("/Users/me"))
    monkeypatch.setattr(run.sys, "platform", "darwin")
    assert run.cache_folder() == Path("/Users/me/Library/Caches")
    monkeypatch.setattr(run, "WINDOWS", True)
    monkeypatch.setenv("LOCALAPPDATA", "/local")
    assert run.cache_folder() == Path("/local")
    assert run.python_in(Path("v")) == Path("v/Scripts/python.exe")


def test_windows_waits_for_the_program_and_leaves_with_its_code(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "WINDOWS", True)
    monkeypatch.setattr(run.subprocess, "call", lambda *_, **__: 7)
    with pytest.raises(SystemExit) as left:
        run.become(["program"])
    assert left.value.code == 7


def test_what_would_lead_the_environment_astray_is_left_out(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_INDEX_URL"):
        monkeypatch.setenv(name, "/x")
    kept = run.clean_environment()
    assert not {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET"} & set(kept)
    assert kept["PIP_INDEX_URL"] == "/x"


# ---- making it, and pip


def makes_venv(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
    """Stands in for ``python -m venv``."""
    environment(Path(command[-1]))
    return subprocess.CompletedProcess(command, 0, "", "")


@posix
@pytest.mark.parametrize("note", [{"extras": []}, {"extras": [""], "checkout": "/elsewhere"}])
def test_one_of_ours_that_cannot_be_relied_on_is_made_again(
    run: ModuleType, folder: Path, note: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    environment(folder, **note)
    (folder / "left over").touch()
    monkeypatch.setattr(run, "answers", lambda *_: True)
    monkeypatch.setattr(run.subprocess, "run", makes_venv)
    run.make(folder)
    assert not (folder / "left over").exists()


@posix
def test_one_that_somebody_else_made_is_used_or_left_alone(run: ModuleType, folder: Path) -> None:
    environment(folder)
    run.make(folder)
    (folder / "bin/python").write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(LabError, match=r"\.venv was made by something else and does not work here"):
        run.make(folder)
    assert (folder / "pyvenv.cfg").exists()


@posix
@pytest.mark.parametrize(("project", "left"), [("now", ["dev", "train"]), ("before", [])])
def test_what_was_installed_for_this_project_stays_ready(
    run: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, project: str, left: list[str]
) -> None:
    monkeypatch.setattr(run, "fingerprint", lambda: "now")
    environment(folder, checkout=str(run.ROOT), project=project, extras=["", "dev", "train"])
    monkeypatch.setattr(run, "pip", lambda *_: None)
    run.install(folder, "build")
    assert sorted(run.read_note(folder)["extras"]) == ["", "build", *left]


def a_pip(folder: Path, said: str, code: int) -> Path:
    return environment(folder, python=f"cat <<'END'\n{said}\nEND\nexit {code}", checkout="x", extras=[""])


@posix
def test_pip_that_fails_before_it_changes_anything(run: ModuleType, folder: Path) -> None:
    a_pip(folder, "WARNING: Retrying: [Errno -3] Temporary failure in name resolution\nERROR: No matching", 1)
    with pytest.raises(LabError, match=r"the package index cannot be reached.*install\.log") as raised:
        run.pip(folder, "-e", ".")
    assert "\n" not in str(raised.value)
    assert run.read_note(folder)["extras"] == [""]  # what was installed still is


@posix
def test_pip_that_is_interrupted_while_it_installs(run: ModuleType, folder: Path) -> None:
    """The environment may be half of the old and half of the new one: it is not relied on any more."""
    a_pip(folder, "Installing collected packages: numpy\nERROR: [Errno 28] No space left on device", 1)
    with pytest.raises(LabError, match="no space is left on the disk"):
        run.pip(folder, "-e", ".")
    assert run.read_note(folder)["extras"] == []


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        (
            "x\nERROR: No matching distribution found for PySide6\n\n",
            "ERROR: No matching distribution found for PySide6",
        ),
        ("E: Unable to locate package libegl1\n", "E: Unable to locate package libegl1"),
        ("SSLError(CERTIFICATE_VERIFY_FAILED) Max retries", "the certificate of the package index is not trusted here"),
        ("killed", "killed"),
        ("", "nothing was said"),
    ],
)
def test_the_reason(run: ModuleType, printed: str, said: str) -> None:
    assert run.reason(printed) == said


@pytest.fixture
def torch_by(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """A Linux machine without an NVIDIA driver and without torch; the calls of pip."""
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(run.sys, "platform", "linux")
    monkeypatch.setattr(run.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(run.Path, "exists", lambda _: False)
    monkeypatch.setattr(run, "answers", lambda *_: False)
    monkeypatch.setattr(run, "pip", lambda _, *words: calls.append(words))
    return calls


def test_torch_comes_without_cuda(
    run: ModuleType, torch_by: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "is_reachable", lambda _: True)
    run.install_torch(Path("x"))
    assert torch_by == [("--no-deps", "--index-url", run.CPU_INDEX, run.torch_requirement())]
    assert run.torch_requirement().startswith("torch")


def test_an_index_that_does_not_answer_costs_a_line(
    run: ModuleType, torch_by: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr(run, "is_reachable", lambda _: False)
    run.install_torch(Path("x"))
    assert torch_by == []
    assert capsys.readouterr().err.count("\n") == 1


# ---- the system


@pytest.fixture
def bare(run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Debian machine without ensurepip and libGL, and nobody at a terminal; the folder of its programs."""
    programs = tmp_path / "programs"
    program(programs / "apt-get", f'echo "$@" >> "{programs}/said"')
    for name in ("sh", "echo", "cat"):
        program(programs / name, f'exec /bin/{name} "$@"')
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(run.sys, "platform", "linux")
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(system_packages, "missing", lambda libraries=(): ["libGL.so.1"])
    return programs


LACKING = [f"python3.{sys.version_info[1]}-venv", "libgl1"]


@posix
def test_an_ordinary_user_is_told_the_one_command(run: ModuleType, bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.os, "geteuid", lambda: 1000)
    with pytest.raises(LabError) as raised:
        run.provide_system("")
    command = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(LACKING)}"
    assert str(raised.value) == f"this system lacks some packages; type this, then start again: su -c '{command}'"
    assert not (bare / "said").exists()


@posix
def test_root_installs_them(run: ModuleType, bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.os, "geteuid", lambda: 0)
    run.provide_system("")
    assert (bare / "said").read_text().splitlines() == [
        "update",
        f"install -y --no-install-recommends {' '.join(LACKING)}",
    ]


@posix
@pytest.mark.parametrize(("library", "more"), [("libpython3.so", [f"libpython3.{sys.version_info[1]}"]), ("lib.a", [])])
def test_what_collects_the_program_is_installed_for_build_alone(
    run: ModuleType, bare: Path, monkeypatch: pytest.MonkeyPatch, library: str, more: list[str]
) -> None:
    monkeypatch.setattr(run.os, "geteuid", lambda: 0)
    monkeypatch.setattr(run.sysconfig, "get_config_var", lambda name: library if name == "INSTSONAME" else "")
    monkeypatch.setattr(system_packages, "missing", lambda libraries=("libGL.so.1",): list(libraries))
    run.provide_system("build")
    wanted = " ".join([LACKING[0], "binutils", *more, "libgl1"])
    assert (bare / "said").read_text().splitlines()[1] == f"install -y --no-install-recommends {wanted}"
    program(bare / "objdump", "exit 0")
    assert run.build_tools() == dict.fromkeys([library] if more else [], more[0] if more else "")


@posix
def test_packages_that_cannot_be_installed(run: ModuleType, bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.os, "geteuid", lambda: 0)
    program(bare / "apt-get", "echo 'E: Unable to locate package libgl1' >&2; exit 100")
    with pytest.raises(LabError, match=r"apt-get could not install .*: E: Unable to locate package libgl1$"):
        run.provide_system("")


@posix
def test_a_system_without_apt_hears_the_libraries(run: ModuleType, bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bare / "apt-get").unlink()
    with pytest.raises(LabError, match=r"this system lacks libGL\.so\.1, ensurepip: install what holds them"):
        run.provide_system("")


class Terminal:
    """A person who types one answer."""

    def __init__(self, answer: str) -> None:
        self.answer = answer

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return self.answer


@posix
@pytest.mark.parametrize(("answer", "does"), [("\n", True), ("Y\n", True), ("n\n", False), ("", False)])
def test_a_person_with_sudo_is_asked(
    run: ModuleType, bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any, answer: str, does: bool
) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(run.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(run.sys, "stdin", Terminal(answer))
    monkeypatch.setattr(run.sys.stderr, "isatty", lambda: True, raising=False)
    program(bare / "sudo", 'exec "$@"')
    assert run.install_packages() is does
    assert capsys.readouterr().err == f"This system lacks {' '.join(LACKING)}. Install them with sudo? [Y/n] "
    assert (bare / "said").exists() is does


@posix
@pytest.mark.parametrize("hinders", ["CI", "stdin"])
def test_nobody_is_asked_where_nobody_is(
    run: ModuleType, bare: Path, monkeypatch: pytest.MonkeyPatch, hinders: str
) -> None:
    monkeypatch.setenv("CI", "true" if hinders == "CI" else "")
    monkeypatch.setattr(run.sys, "stdin", Terminal("\n") if hinders == "CI" else None)
    monkeypatch.setattr(run.sys.stderr, "isatty", lambda: True, raising=False)
    program(bare / "sudo", 'exec "$@"')
    assert not run.may("?")


# ---- commands


@pytest.mark.parametrize(
    ("given", "handed_on"),
    [
        ([], ["train"]),
        (["--kind", "ae"], ["train", "--kind", "ae"]),
        (["evaluate", "x"], ["evaluate", "x"]),
        (["-h"], ["-h"]),
    ],
)
def test_training_arguments(run: ModuleType, given: list[str], handed_on: list[str]) -> None:
    assert run.training_arguments(given) == handed_on


@pytest.mark.parametrize(
    ("given", "extra", "started"),
    [
        ([], "", ["-P", "-m", "aevae_desktop"]),
        (["x.png", "--card", "film"], "", ["-P", "-m", "aevae_desktop", "x.png", "--card", "film"]),
        (["test", "-k", "a b"], "dev", ["-m", "pytest", "-k", "a b"]),
        (["train", "--resume"], "train", ["-P", "-m", "training", "train", "--resume"]),
    ],
)
def test_what_is_started(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, given: list[str], extra: str, started: list[str]
) -> None:
    calls: list[Any] = []
    monkeypatch.setattr(run, "prepare", lambda name: f"python with {name!r}")
    monkeypatch.setattr(run, "become", lambda command, folder=None: calls.append(command))
    assert run.main(given) == 0
    assert calls == [[f"python with {extra!r}", *started]]


def test_help_installs_nothing(run: ModuleType, capsys: Any) -> None:
    assert run.main(["--help"]) == 0
    assert "python3 run.py test" in capsys.readouterr().out
    assert list(run.ROOT.iterdir()) == [run.ROOT / "pyproject.toml"]


def raising(error: BaseException) -> Callable[..., Any]:
    def raise_it(*_: Any) -> Any:
        raise error

    return raise_it


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (KeyboardInterrupt(), 130, "run.py: stopped\n"),
        (OSError(28, "No space left on device", "/x/y"), 2, "run.py: /x/y: No space left on device\n"),
        (LabError("it\nis so"), 2, "run.py: it is so\n"),
    ],
)
def test_what_goes_wrong_is_one_line(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: Any, error: BaseException, code: int, line: str
) -> None:
    monkeypatch.setattr(run, "prepare", raising(error))
    assert run.main([]) == code
    assert capsys.readouterr().err == line


@posix
def test_one_at_a_time(run: ModuleType, tmp_path: Path) -> None:
    with run.alone(tmp_path / "lock"), (tmp_path / "lock").open("w") as other:
        assert not run.lock(other.fileno(), wait=False)
    with (tmp_path / "lock").open("w") as other:
        assert run.lock(other.fileno(), wait=False)


def test_clean_takes_away_what_was_made(run: ModuleType, folder: Path) -> None:
    environment(folder)
    for name in (".pytest_cache", "tests/deep/__pycache__", "mine/__pycache__"):
        (run.ROOT / name).mkdir(parents=True)
    assert run.main(["clean"]) == 0
    left = sorted(str(path.relative_to(run.ROOT)) for path in run.ROOT.rglob("*"))
    assert left == ["mine", "mine/__pycache__", "pyproject.toml", "tests", "tests/deep"]


def test_clean_leaves_what_is_no_environment(run: ModuleType, folder: Path, capsys: Any) -> None:
    (folder / "precious").mkdir(parents=True)
    assert run.main(["clean"]) == 2
    assert capsys.readouterr().err == f"run.py: {folder} is no virtual environment: it was left alone\n"
    assert (folder / "precious").is_dir()


def test_clean_does_not_follow_a_link(run: ModuleType, folder: Path, tmp_path: Path) -> None:
    environment(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    assert run.main(["clean"]) == 0
    assert (tmp_path / "elsewhere/pyvenv.cfg").exists()
    assert not folder.is_symlink()
