"""By hand, as root on Debian: do README's two commands hold on a machine that has git and python3, and nothing else?

    python3 tests/bare/bare.py bookworm --log bookworm.log
    python3 tests/bare/bare.py trixie --ci --shared ../shared --log trixie.log

Makes a minimal Debian with debootstrap in ``--folder``, clones the last commit there and types, as an ordinary user who
has neither sudo nor a terminal, what README tells to type; what a command prints for root to type is typed by root. The
window opens on a virtual display of this machine, is looked at, and is ended as a desktop session ends it. ``--ci``
runs ``.ci/run`` as root in a second clone afterwards. Needs debootstrap, Xvfb, xdotool and ImageMagick's ``import``.

How this machine reaches the package indexes is its own affair: ``--copy`` takes its files of settings along
(``/etc/pip.conf``, certificates), ``--share`` its folders, ``--env`` its variables.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parents[2]
TITLE = "AE · VAE Desktop"
USER = "person"
PATIENCE_S = 3600
HOMES = {USER: f"/home/{USER}", "root": "/root"}


@dataclass
class Machine:
    """A minimal Debian in ``folder``: runs commands in it, and keeps account of what a person typed."""

    folder: Path
    log: TextIO
    environment: dict[str, str]
    typed: list[tuple[str, str]] = field(default_factory=list)

    def command(self, user: str, line: str, work: str) -> list[str]:
        """The command of this machine that runs a shell line in that one."""
        words = ["chroot", f"--userspec={user}", str(self.folder), "env", "-i"]
        path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        known = {"PATH": path, "HOME": HOMES[user], "USER": user, "LANG": "C.UTF-8", **self.environment}
        return [*words, *(f"{k}={v}" for k, v in known.items()), "sh", "-c", f"cd {shlex.quote(work)} && exec {line}"]

    def run(self, user: str, line: str, work: str = "/") -> tuple[int, str]:
        """Run a line to its end; its exit code and all it printed, which goes into the log, too."""
        began = time.monotonic()
        command = self.command(user, line, work)
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            timeout=PATIENCE_S, check=False,
        )  # fmt: skip
        self.tell(f"{user}$ {line}\n{shortened(done.stdout)}[exit {done.returncode}, {time.monotonic() - began:.0f} s]")
        return done.returncode, done.stdout

    def type(self, user: str, line: str, work: str = "/") -> tuple[int, str]:
        """The same, typed by a person."""
        self.typed.append((user, line))
        return self.run(user, line, work)

    def tell(self, text: str) -> None:
        print(text, flush=True)  # noqa: T201
        print(text, file=self.log, flush=True)


def shortened(text: str, kept: int = 120) -> str:
    """The last lines of what was printed."""
    lines = text.splitlines(keepends=True)
    return "".join(lines if len(lines) <= kept else [f"({len(lines) - kept} lines)\n", *lines[-kept:]])


def main() -> int:
    options = parse()
    if not options.inside:  # mounts of our own, which are gone with the process
        command = ["unshare", "--mount", "--propagation", "private", sys.executable, __file__, *sys.argv[1:]]
        code = subprocess.call([*command, "--inside"])
        if not options.keep:
            shutil.rmtree(options.folder / options.suite, ignore_errors=True)
        return code
    with options.log.open("w", encoding="utf-8") as log:
        machine = Machine(options.folder / options.suite, log, {name: os.environ[name] for name in options.env})
        build(machine, options)
        good = try_readme(machine, with_test=not options.skip_test)
        good = (not options.ci or try_ci(machine, options)) and good
        machine.tell("what a person typed:")
        for user, line in machine.typed:
            machine.tell(f"  {user}$ {line}")
        machine.tell(f"{len(machine.typed)} lines typed; {'all is well' if good else 'FAILED'}")
    return 0 if good else 1


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("suite", choices=("bookworm", "trixie"), help="Debian 12 or 13")
    parser.add_argument("--folder", type=Path, default=Path("/var/tmp/aevae-bare"), help="where the machines are made")
    parser.add_argument("--copy", type=Path, action="append", default=[], help="a file to take along; may be repeated")
    parser.add_argument("--share", type=Path, action="append", default=[], help="a folder to show, read-only")
    parser.add_argument("--env", action="append", default=[], help="a variable to hand on")
    parser.add_argument("--shared", type=Path, help="the folder that lies beside the checkout in .ci/run")
    parser.add_argument("--ci", action="store_true", help="run .ci/run as well")
    parser.add_argument("--skip-test", action="store_true", help="leave out README's second command (long)")
    parser.add_argument("--log", type=Path, default=Path("bare.log"), help="what was typed and what was printed")
    parser.add_argument("--keep", action="store_true", help="keep the machine afterwards")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def build(machine: Machine, options: argparse.Namespace) -> None:
    """Make the machine, its user, and a copy of our history to clone."""
    base = options.folder / f"{options.suite}-base"
    if not base.exists():
        options.folder.mkdir(parents=True, exist_ok=True)
        subprocess.check_call(
            ["debootstrap", "--variant=minbase", "--include=git,python3", options.suite, f"{base}.part"],
            stdout=subprocess.DEVNULL,
        )
        Path(f"{base}.part").rename(base)
    shutil.rmtree(machine.folder, ignore_errors=True)
    subprocess.check_call(["cp", "-a", "--reflink=auto", base, machine.folder])
    furnish(machine, options)
    machine.run("root", f"useradd --create-home --shell /bin/bash {USER}")
    bundle = machine.folder / "srv/history.bundle"
    subprocess.check_call(["git", "-C", ROOT, "bundle", "create", "--quiet", bundle, "HEAD"])
    bundle.chmod(0o644)
    machine.run(USER, "python3 --version")


def furnish(machine: Machine, options: argparse.Namespace) -> None:
    """What a machine has once it runs, and what this one lends it."""
    for kind, place in (("proc", "proc"), ("tmpfs", "dev/shm"), ("devpts", "dev/pts")):
        (machine.folder / place).mkdir(exist_ok=True)
        subprocess.check_call(["mount", "-t", kind, kind, machine.folder / place])
    (machine.folder / "dev/shm").chmod(0o1777)
    names = f"127.0.0.1 localhost\n127.0.1.1 {socket.gethostname()}\n"  # as Debian's installer writes them
    (machine.folder / "etc/hosts").write_text(names)
    for path in [*options.copy, Path("/etc/resolv.conf")]:
        inside = machine.folder / path.relative_to("/")
        inside.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, inside)
    for path in options.share:
        lend(path, machine.folder / path.relative_to("/"))
    if options.shared:
        lend(options.shared.resolve(), machine.folder / "root/ci/shared")


def lend(path: Path, inside: Path) -> None:
    """Show a folder of this machine in that one, read-only."""
    inside.mkdir(parents=True, exist_ok=True)
    subprocess.check_call(["mount", "--bind", path, inside])
    subprocess.check_call(["mount", "-o", "remount,ro,bind", inside])


def try_readme(machine: Machine, *, with_test: bool) -> bool:
    """Clone, and type README's two commands; whether they did what it says."""
    use, test = readme_commands()
    machine.typed.append((USER, "git clone <address> lab && cd lab"))
    machine.run(USER, "git -c advice.detachedHead=false clone --quiet /srv/history.bundle lab", HOMES[USER])
    lab = f"{HOMES[USER]}/lab"
    with display(machine):
        opened = opens(machine, use, lab)
    if not with_test:
        return opened
    code, printed = machine.type(USER, test, lab)
    passed = re.search(r"^=+ .*\d+ passed", printed, re.MULTILINE)
    return opened and code == 0 and passed is not None


def readme_commands() -> tuple[str, str]:
    """To use and to work on it: the lines of README's code blocks that begin with ``python3 run.py``."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    found = [line for line in lines if line in ("python3 run.py", "python3 run.py test")]
    assert len(found) == 2, found
    return found[0], found[1]


def opens(machine: Machine, line: str, work: str, tries: int = 2) -> bool:
    """Whether the command opens the window and leaves with 0 when it is closed; obeys what it asks of root once."""
    machine.typed.append((USER, line))
    began = time.monotonic()
    command = machine.command(USER, line, work)
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        seen = is_seen(process, machine)
        printed, _ = process.communicate(timeout=60)
    seconds = time.monotonic() - began
    machine.tell(f"{USER}$ {line}\n{printed}[exit {process.returncode}, window: {seen}, {seconds:.0f} s]")
    asked = re.search(r"su -c '(.*)'$", printed.strip())
    if not seen and process.returncode == 2 and asked and printed.count("\n") == 1 and tries > 1:
        machine.type("root", f"sh -c {shlex.quote(asked[1])}")
        return opens(machine, line, work, tries - 1)
    return seen and process.returncode == 0


def is_seen(process: subprocess.Popen[str], machine: Machine) -> bool:
    """Wait for the window, look at it, and close it; False if the process ends before."""
    outside = {**os.environ, "DISPLAY": machine.environment["DISPLAY"]}
    search = ["xdotool", "search", "--onlyvisible", "--name", TITLE]
    while process.poll() is None:
        found = subprocess.run(search, env=outside, capture_output=True, text=True, check=False).stdout.split()
        if found:
            time.sleep(20)  # the models come
            picture = Path(machine.log.name).with_suffix(".png")
            subprocess.check_call(["import", "-window", "root", picture], env=outside)
            process.terminate()  # as the end of a desktop session does
            return True
        time.sleep(0.5)
    return False


@contextlib.contextmanager
def display(machine: Machine) -> Iterator[None]:
    """A virtual display of this machine that the other one sees as its own."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset", "-ac"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        machine.environment["DISPLAY"] = f":{server.stdout.readline().strip()}"
        sockets = machine.folder / "tmp/.X11-unix"
        lend(Path("/tmp/.X11-unix"), sockets)
        try:
            yield
        finally:
            del machine.environment["DISPLAY"]
            server.terminate()
            subprocess.check_call(["umount", sockets])
            sockets.chmod(0o1777)  # for displays of that machine's own


def try_ci(machine: Machine, options: argparse.Namespace) -> bool:
    """Run .ci/run as root in a clone of its own, as a machine does that nobody sits at."""
    machine.run("root", "git clone --quiet /srv/history.bundle /root/ci/checkout")
    code, printed = machine.run("root", "env CI=true bash .ci/run", "/root/ci/checkout")
    return code == 0 and re.search(r"^=+ .*\d+ passed", printed, re.MULTILINE) is not None


if __name__ == "__main__":
    sys.exit(main())
