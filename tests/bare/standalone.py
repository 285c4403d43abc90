"""By hand, as root on Debian: does the standalone program run on a machine that has no Python?

    python3 run.py build
    python3 tests/bare/standalone.py bookworm dist/aevae-desktop_0.1.0_amd64.deb --log standalone.log

Makes a minimal Debian as ``bare.py`` does, takes Python away, and installs the package with its system libraries. Then
an ordinary user saves a figure and a picture, and opens the window on a virtual display of this machine, where a
pointer hovers over the maps. The options are those of ``bare.py``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import bare

PNG = b"\x89PNG\r\n\x1a\n"


def main() -> int:
    deb = next(word for word in sys.argv[1:] if word.endswith(".deb"))
    arguments = [word for word in sys.argv[1:] if word != deb]
    if "--inside" not in arguments:  # mounts of our own, which are gone with the process
        return subprocess.call(
            ["unshare", "--mount", "--propagation", "private", sys.executable, __file__, *sys.argv[1:], "--inside"]
        )
    sys.argv[1:] = arguments
    options = bare.parse()
    with options.log.open("w", encoding="utf-8") as log:
        machine = bare.Machine(options.folder / options.suite, log, {name: os.environ[name] for name in options.env})
        make(machine, options, Path(deb))
        good = saves(machine) and hovers(machine)
        machine.tell("all is well" if good else "FAILED")
    if not options.keep:
        subprocess.call(["umount", "--recursive", "--lazy", machine.folder / "proc"])
    return 0 if good else 1


def make(machine: bare.Machine, options: object, deb: Path) -> None:
    """The machine without Python, the program installed."""
    bare.build(machine, options)
    for path in (*machine.folder.glob("usr/bin/*python*"), *machine.folder.glob("usr/lib/*python*")):
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    machine.run("root", "sh -c 'python3 --version; ls /usr/bin | grep -ci python'")
    shutil.copy(deb, machine.folder / "srv/program.deb")
    machine.run("root", "apt-get update -qq")
    machine.run(
        "root", "env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends /srv/program.deb"
    )
    machine.run("root", "du -sh /usr/lib/aevae-desktop")


def saves(machine: bare.Machine) -> bool:
    """Whether a figure and a picture of a hover come out of it, without a display."""
    home = bare.HOMES[bare.USER]
    for line in (
        "aevae-desktop --version",
        "aevae-desktop --figure figure.png --hover 0,1,1",
        "aevae-desktop --screenshot window.png --hover 0,1,1 --card help",
    ):
        if machine.type(bare.USER, line, home)[0]:
            return False
    for name in ("figure.png", "window.png"):
        shutil.copy(machine.folder / home.lstrip("/") / name, Path(machine.log.name).with_suffix(f".{name}"))
    return all(
        (machine.folder / home.lstrip("/") / name).read_bytes()[:8] == PNG for name in ("figure.png", "window.png")
    )


def hovers(machine: bare.Machine) -> bool:
    """Whether the window comes, and what it shows differs once a pointer has moved over a map."""
    with bare.display(machine):
        outside = {**os.environ, "DISPLAY": machine.environment["DISPLAY"]}
        began = time.monotonic()
        with subprocess.Popen(machine.command(bare.USER, "aevae-desktop", bare.HOMES[bare.USER])) as program:
            search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", bare.TITLE]
            subprocess.run(search, env=outside, check=True, timeout=120, stdout=subprocess.DEVNULL)
            machine.tell(f"the window came after {time.monotonic() - began:.2f} s")
            time.sleep(10)  # the models come
            pictures = [seen_at(machine, outside, *place) for place in ((300, 400), (420, 520))]
            program.terminate()
            code = program.wait(30)
    machine.tell(f"two places of the map look different: {pictures[0] != pictures[1]}; exit code {code}")
    return pictures[0] != pictures[1] and code == 0


def seen_at(machine: bare.Machine, outside: dict[str, str], x: int, y: int) -> bytes:
    """The previews while the pointer is there."""
    subprocess.check_call(["xdotool", "mousemove", str(x), str(y)], env=outside)
    time.sleep(1)
    picture = Path(machine.log.name).with_suffix(f".{x}.png")
    subprocess.check_call(["import", "-window", "root", picture], env=outside)
    return picture.read_bytes()


if __name__ == "__main__":
    sys.exit(main())
