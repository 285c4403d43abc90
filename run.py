#!/usr/bin/env python3
"""Start the program from its own folder; what it needs is installed first, into a private `.venv` beside this file.

    python3 run.py [ARGUMENT ...]         the program (aevae-desktop) with these arguments
    python3 run.py test [ARGUMENT ...]    the tests (pytest); adds PyTorch and the test tools
    python3 run.py train [ARGUMENT ...]   train a model (aevae-train); adds PyTorch
    python3 run.py build [ARGUMENT ...]   make a program that needs no Python, docs/standalone.md; adds PyInstaller
    python3 run.py clean                  remove what this file installed, and the caches

On Windows: py run.py
"""

# Standard library only. A Python that is too old reads the whole file before it runs the first line, so all of its
# syntax is Python 3.6's, and what stands above `_leave_old_python` uses nothing newer at all.
import contextlib
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WINDOWS = os.name == "nt"
OLDEST, NEWEST = (3, 11), (3, 14)  # what the packages we need are built for
STOPPED, UNFIT = 130, 2
FIT = (
    "import sys, sysconfig; free = sysconfig.get_config_var('Py_GIL_DISABLED'); "
    f"sys.exit(bool(free) or not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
)


def say(line: str) -> None:
    """One line on stderr."""
    print(f"run.py: {' '.join(line.split())}", file=sys.stderr, flush=True)


def go_on_with_another_python() -> None:
    """Start again with an interpreter that fits, if one is found; else return."""
    minors = range(NEWEST[1], OLDEST[1] - 1, -1)
    commands = [["py", f"-3.{minor}"] if WINDOWS else [f"python3.{minor}"] for minor in minors]
    for command in commands:
        program = shutil.which(command[0])
        if program and subprocess.call([program, *command[1:], "-c", FIT], stderr=subprocess.DEVNULL) == 0:
            become([program, *command[1:], str(Path(__file__).resolve()), *sys.argv[1:]])


def become(command: "list[str]", folder: "Path | None" = None) -> None:
    """Put this command in the place of this process; on Windows, which cannot, wait for it and leave with its code."""
    sys.stdout.flush()
    if WINDOWS:
        sys.exit(subprocess.call(command, cwd=folder, env=clean_environment()))
    if folder:
        os.chdir(folder)
    os.execve(command[0], command, clean_environment())


def clean_environment() -> "dict[str, str]":
    """The environment less what would lead a virtual environment's Python and pip elsewhere."""
    led = {"PYTHONHOME", "PYTHONPATH", "PYTHONEXECUTABLE", "__PYVENV_LAUNCHER__"}
    led |= {"PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_PYTHON", "PIP_DRY_RUN"}
    return {name: value for name, value in os.environ.items() if name not in led}


if sys.version_info < OLDEST:
    go_on_with_another_python()
    say(
        f"needs Python 3.{OLDEST[1]} or newer, and {sys.executable} is {platform.python_version()}; no other was found."
    )
    sys.exit(UNFIT)

ROOT = Path(__file__).resolve().parent
if not (ROOT / "pyproject.toml").is_file():
    say(f"{ROOT} is not the project's folder: this file must stay in it")
    sys.exit(UNFIT)

sys.path.insert(0, str(ROOT))  # a Python started with -P or -I leaves it out
from aevae_desktop import atomic, system_packages  # noqa: E402
from aevae_desktop.errors import LabError  # noqa: E402
from aevae_desktop.system_packages import install_command, install_line  # noqa: E402

CPU_INDEX = "https://download.pytorch.org/whl/cpu"  # PyPI's build for Linux on x86-64 brings some 3 GB of CUDA
PARTS = {"": "PySide6 numpy onnxruntime PIL aevae_desktop", "train": "torch onnx pooch", "dev": "torch pytest ruff",
         "build": "PyInstaller"}  # fmt: skip
OFFLINE = ("name resolution", "getaddrinfo", "NewConnection", "Max retries", "ConnectTimeout", "ReadTimeout")
CACHES = (".pytest_cache", ".hypothesis", ".mypy_cache", ".ruff_cache", ".import_linter_cache")


def main(arguments: "list[str]") -> int:
    """Do what the command line asks for; returns the exit code: 0, 2 after one line on stderr, 130 when stopped."""
    try:
        return command(arguments)
    except KeyboardInterrupt:
        say("stopped")
        return STOPPED
    except LabError as problem:
        say(str(problem))
    except OSError as error:
        say(f"{error.filename or 'the system'}: {error.strerror or error}")
    return UNFIT


def command(arguments: "list[str]") -> int:
    """Run one of the commands that the text at the top lists; the program is the one without a name."""
    name, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if name in ("-h", "--help") and not rest:
        print(__doc__)
    elif name == "clean":
        return clean(rest)
    elif name == "test":
        become([prepare("dev"), "-m", "pytest", *rest], ROOT)
    elif name == "build":
        become([prepare("build"), str(ROOT / "standalone" / "build.py"), *rest])
    elif name == "train":
        become([prepare("train"), "-P", "-m", "training", *training_arguments(rest)])
    else:
        become([prepare(""), "-P", "-m", "aevae_desktop", *arguments])
    return 0


def training_arguments(rest: "list[str]") -> "list[str]":
    """``aevae-train``'s arguments: its command ``train`` may be left out before an option."""
    if rest in (["-h"], ["--help"]) or (rest and not rest[0].startswith("-")):
        return rest
    return ["train", *rest]


# ---- the environment


def prepare(extra: str) -> str:
    """The environment's Python once all that ``extra`` needs is installed in it. Raises ``LabError``."""
    folder = environment_folder()
    if not is_ready(folder, extra):
        if sys.version_info[:2] > NEWEST or sysconfig.get_config_var("Py_GIL_DISABLED"):
            go_on_with_another_python()
        provide_system(extra)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with alone(folder.with_name(f"{folder.name}.lock")):
            if not is_ready(folder, extra):  # another run.py may have been quicker
                install(folder, extra)
    return str(python_in(folder))


def environment_folder() -> Path:
    """``.venv`` beside this file; the user's cache where that cannot be written, or holds what ``venv`` refuses."""
    beside = ROOT / ".venv"
    writable = os.access(beside if beside.exists() else ROOT, os.W_OK)
    if (writable and os.pathsep not in str(ROOT)) or is_ready(beside, ""):
        return beside
    name = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:12]
    return cache_folder() / "aevae-desktop" / f"venv-{name}"


def cache_folder() -> Path:
    """Where this system keeps a user's caches."""
    if WINDOWS:
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches"
    asked = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    return asked if asked.is_absolute() else Path.home() / ".cache"


def python_in(folder: Path) -> Path:
    """The Python of the environment in ``folder``."""
    return folder / ("Scripts/python.exe" if WINDOWS else "bin/python")


def is_ready(folder: Path, extra: str) -> bool:
    """Whether the environment was made here, for the project as it is now, with ``extra``, and still works."""
    note = read_note(folder)
    fits = note.get("checkout") == str(ROOT) and note.get("project") == fingerprint()
    if not fits or extra not in note.get("extras", []):
        return False
    names = f"{PARTS['']} {PARTS[extra]}".split()
    return answers(folder, f"import sys, importlib.util as u; sys.exit(not all(map(u.find_spec, {names})))")


def fingerprint() -> str:
    """What an installation depends on: the project's table, how it is built, and the tested versions."""
    whole = project_file()
    parts = [whole["project"], whole["build-system"], whole.get("tool", {}).get("hatch")]
    pinned = constraints().read_text(encoding="utf-8") if constraints().is_file() else ""
    return hashlib.sha256(json.dumps([parts, pinned], sort_keys=True).encode()).hexdigest()


def project_file() -> "dict[str, Any]":
    """``pyproject.toml``."""
    import tomllib

    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def constraints() -> Path:
    """The versions that were tested together."""
    return ROOT / "constraints.txt"


def read_note(folder: Path) -> "dict[str, Any]":
    """What this file wrote down about the environment: ``checkout``, ``project``, ``extras``; empty if nothing."""
    try:
        note = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def answers(folder: Path, code: str) -> bool:
    """Whether the environment's Python runs ``code`` without an error."""
    try:
        done = subprocess.run([str(python_in(folder)), "-I", "-c", code], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


# ---- installing


def install(folder: Path, extra: str) -> None:
    """Make the environment if need be, and install the project with ``extra`` into it. Raises ``LabError``."""
    make(folder)
    say(f"installing into {folder}; it takes a minute or two, and only this once")
    extras = ["", extra] + (["train"] if extra == "dev" else [])
    if "train" in extras:
        install_torch(folder)
    note = read_note(folder)
    kept = note.get("extras", []) if note.get("project") == fingerprint() else []
    pip(folder, "-e", f".[{extra}]" if extra else ".")
    write_note(folder, list(dict.fromkeys([*kept, *extras])))


def write_note(folder: Path, extras: "list[str]") -> None:
    """Write down what is installed; without ``extras``, that the environment is ours and not to be relied on."""
    note = {"checkout": str(ROOT), "project": fingerprint(), "extras": extras}
    atomic.write_file(folder / "run.json", json.dumps(note).encode())


def make(folder: Path) -> None:
    """See to it that a sound environment lies in ``folder``: one of ours is made again when it is not."""
    note = read_note(folder)
    if answers(folder, f"import pip, sys; sys.exit(sys.version_info < {OLDEST})") and (
        not note or (note.get("extras") and note.get("checkout") == str(ROOT))
    ):
        return
    if folder.exists() and not note and any(folder.iterdir()):
        raise LabError(f"{folder} was made by something else and does not work here: move it away, or: run.py clean")
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():  # the folder itself stays: it may be a link, or a disk of its own
        remove(path)
    write_note(folder, [])
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(folder)], env=clean_environment(), capture_output=True, text=True
    )
    if made.returncode:
        raise LabError(f"no virtual environment could be made in {folder}: {reason(made.stdout + made.stderr)}")


def pip(folder: Path, *arguments: str) -> None:
    """Run ``pip install`` in the environment. Raises ``LabError`` with the one reason among what it printed."""
    command = [str(python_in(folder)), "-m", "pip", "install", "--progress-bar", "off", *arguments]
    if constraints().is_file():
        command += ["-c", str(constraints())]
    quiet = {
        "PIP_RETRIES": os.environ.get("PIP_RETRIES", "2"),
        "PIP_USER": "0",
        "PIP_NO_INPUT": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTHONUNBUFFERED": "1",
    }
    child = subprocess.Popen(
        command, cwd=ROOT, env={**clean_environment(), **quiet}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
    )  # fmt: skip
    with child:
        try:
            said = "".join(followed(child, folder))
        except BaseException:
            child.terminate()
            raise
    if child.returncode:
        with contextlib.suppress(OSError):
            (folder / "install.log").write_text(said, encoding="utf-8")
        raise LabError(f"pip could not install what is needed: {reason(said)} (more in {folder / 'install.log'})")


def followed(child: "subprocess.Popen[str]", folder: Path) -> Iterator[str]:
    """The lines of a running pip, each shown on a terminal while it is the last one.

    From the moment pip changes the environment until it is done, the note says that it is not to be relied on.
    """
    assert child.stdout is not None
    for line in child.stdout:
        if line.startswith("Installing collected packages"):
            write_note(folder, [])
        if sys.stderr.isatty() and not line.startswith("WARNING"):
            print(f"\r\x1b[K  {line.strip()[:76]}", end="", file=sys.stderr, flush=True)
        yield line
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def reason(text: str) -> str:
    """The one thing to say of what ``pip`` or ``venv`` printed before it failed."""
    if "No space left" in text or "Disk quota" in text:
        return "no space is left on the disk"
    if "CERTIFICATE_VERIFY_FAILED" in text:
        return "the certificate of the package index is not trusted here"
    if any(sign in text for sign in OFFLINE):
        return "the package index cannot be reached; check the network, then start again"
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith(("error:", "e:"))]
    return (errors or lines or ["nothing was said"])[-1]


def install_torch(folder: Path) -> None:
    """Install PyTorch's CPU build where PyPI's would bring CUDA for which there is no driver here."""
    if not (sys.platform == "linux" and platform.machine() == "x86_64") or Path("/proc/driver/nvidia").exists():
        return
    if answers(folder, "import torch"):
        return
    try:
        if not is_reachable(CPU_INDEX):
            raise LabError("it does not answer")
        pip(folder, "--no-deps", "--index-url", CPU_INDEX, torch_requirement())
    except LabError as problem:
        say(f"PyTorch's CPU index is not used ({problem}): pip takes what it finds, with PyPI some 3 GB of CUDA more")


def torch_requirement() -> str:
    """``torch`` with its versions, as the project's extra ``train`` asks for it."""
    asked = project_file()["project"]["optional-dependencies"]["train"]
    return next(str(name) for name in asked if name.startswith("torch"))


def is_reachable(url: str) -> bool:
    """Whether the host answers within a few seconds; behind a proxy it is taken to."""
    if urllib.request.getproxies():
        return True
    host = url.split("/")[2]
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.settimeout(4)
            probe.connect(address)
    except OSError:
        return False
    return True


# ---- the system


def provide_system(extra: str) -> None:
    """See to it that the system has what we need: installed as root or after asking. Else raises ``LabError``."""
    if sys.platform != "linux":
        return
    lacking = [] if extra == "train" else system_packages.missing(system_packages.EVERYWHERE)
    lacking += build_tools() if extra == "build" else []
    if importlib.util.find_spec("ensurepip") is None:
        lacking.append("ensurepip")
    if (lacking or system_packages.missing(display_libraries())) and not install_packages(extra) and lacking:
        raise LabError(how_to_install(lacking, extra))


def display_libraries() -> "list[str]":
    """What a window needs on the display at hand."""
    x11 = system_packages.X11 if os.environ.get("DISPLAY") else {}
    wayland = system_packages.WAYLAND if os.environ.get("WAYLAND_DISPLAY") else {}
    return [*x11, *wayland]


def build_tools() -> "dict[str, str]":
    """What PyInstaller needs of a Linux system and is missing here, each with its Debian package."""
    missing = {} if shutil.which("objdump") else {"objdump": "binutils"}
    library = str(sysconfig.get_config_var("INSTSONAME") or "")
    if ".so" in library and system_packages.missing([library]) and not bundled(library):
        missing[library] = f"libpython3.{sys.version_info[1]}"
    return missing


def bundled(library: str) -> bool:
    """Whether this Python has its own library where the loader does not look."""
    return (Path(str(sysconfig.get_config_var("LIBDIR") or "")) / library).exists()


def missing_packages(extra: str = "") -> "list[str]":
    """The Debian packages that are missing, those for every kind of display among them."""
    venv = [] if importlib.util.find_spec("ensurepip") else [f"python3.{sys.version_info[1]}-venv"]
    tools = list(build_tools().values()) if extra == "build" else []
    return venv + tools + system_packages.packages(system_packages.missing())


def how_to_install(lacking: "list[str]", extra: str = "") -> str:
    """What to do about it; where we know the packages, the line ends with the command to type."""
    if not shutil.which("apt-get"):
        return f"this system lacks {', '.join(lacking)}: install what holds them, then start again"
    return f"this system lacks some packages; type this, then start again: {install_line(missing_packages(extra))}"


def install_packages(extra: str = "") -> bool:
    """Install the missing packages if we are root or are allowed to by the person; whether it was done."""
    names = missing_packages(extra)
    if not shutil.which("apt-get"):
        return False
    if os.geteuid() == 0:
        say(f"installing {' '.join(names)}")
        shell = ["sh", "-c", install_command(names)]
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(shell, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            raise LabError(f"apt-get could not install {' '.join(names)}: {reason(done.stdout + done.stderr)}")
        return True
    return may(f"This system lacks {' '.join(names)}. Install them with sudo?") and (
        subprocess.call(["sudo", "sh", "-c", install_command(names)]) == 0
    )


def may(question: str) -> bool:
    """Ask, where a person is there to answer and has ``sudo``; Enter means yes."""
    there = sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty() and not os.environ.get("CI")
    if not there or not shutil.which("sudo"):
        return False
    print(f"{question} [Y/n] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip(" ").lower() in ("\n", "y\n", "yes\n")


# ---- one at a time, and away again


@contextlib.contextmanager
def alone(file: Path) -> "Iterator[None]":
    """While no other run.py has this lock file; says so if it must wait. Goes on where files cannot be locked."""
    with file.open("w") as handle:
        if not lock(handle.fileno(), wait=False):
            say("another run.py is installing: waiting for it")
            lock(handle.fileno(), wait=True)
        yield


def lock(handle: int, *, wait: bool) -> bool:
    """Lock an open file until it is closed; without ``wait``, False if another process has it."""
    if sys.platform == "win32":
        import msvcrt

        while True:
            with contextlib.suppress(OSError):
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
                return True
            if not wait:
                return False
            time.sleep(0.5)
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def clean(rest: "list[str]") -> int:
    """Remove the environment and the caches, and nothing else."""
    if rest:
        raise LabError(f"clean takes no arguments, found {' '.join(rest)}")
    folder = environment_folder()
    if folder.exists() and not (read_note(folder) or (folder / "pyvenv.cfg").is_file()):
        raise LabError(f"{folder} is no virtual environment: it was left alone")
    lock_file = folder.with_name(f"{folder.name}.lock")
    if folder.exists() or lock_file.exists():
        with alone(lock_file):
            remove(folder)
        lock_file.unlink()
    tree = ("aevae_desktop", "training", "tests", "benchmarks")
    compiled = [path for name in tree for path in (ROOT / name).rglob("__pycache__")]
    for path in [*(ROOT / name for name in CACHES), ROOT / "__pycache__", *compiled]:
        remove(path)
    return 0


def remove(path: Path) -> None:
    """Remove a file, or a folder with all that is in it; a link is removed, not followed."""
    if path.is_symlink():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)
    elif path.exists():
        path.unlink()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
