"""The program in the desktop's own menu: entry, icons, description and manual page, put there and taken away again.

After freedesktop.org's specifications: Desktop Entry 1.4, Icon Theme 0.13, AppStream 1.0. Nothing runs as root: all of
it lies in the user's own share folder.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from aevae_desktop import __version__, atomic, places
from aevae_desktop.errors import DataError

ID = places.NAME
SIDES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)  # px, of the icon
TITLE, SUMMARY = "AE · VAE Desktop", "Explore the latent spaces of autoencoders"
ENTRY = """[Desktop Entry]
Type=Application
Version=1.4
Name={title}
GenericName=Latent space laboratory
Comment={summary}
Exec={command} %F
TryExec={program}
Icon={id}
Terminal=false
StartupNotify=true
StartupWMClass={id}
Categories=Science;ArtificialIntelligence;
Keywords=autoencoder;VAE;latent;ONNX;digits;
"""
DESCRIPTION = """<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>{id}</id>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>MIT</project_license>
  <name>{title}</name>
  <summary>{summary}</summary>
  <description>
    <p>Shows what an autoencoder and a variational autoencoder have learned: each image is a dot on a map, and the
    decoder draws what lives at any place of it while the pointer moves.</p>
    <p>Draw a digit and see where each model puts it, lay paths and watch them as films, draw random codes, and
    measure what is smooth, empty or lost. Models are ONNX files; they run in a process that may open no file.</p>
  </description>
  <launchable type="desktop-id">{id}.desktop</launchable>
  <provides><binary>{id}</binary></provides>
  <content_rating type="oars-1.1"/>
</component>
"""
ENDING = (  # of the manual page
    ".SH EXIT STATUS",
    "0 when all went well; 2, with one line on standard error, for what you can mend; 1 for a fault of the program.",
    *(".SH ENVIRONMENT", ".TP", ".B AEVAE_MODELS", "Where your own models are kept."),
    *(".TP", ".B AEVAE_VIEWS", "The file of saved views."),
    *(".TP", ".B AEVAE_STATE", "What a run keeps for the next one."),
)


def install(parser: argparse.ArgumentParser, share: Path | None = None) -> list[Path]:
    """Write all files below ``share``, the user's own by default, and name them. Raises ``DataError``."""
    root = _share() if share is None else share
    files = _files(parser)
    for name, data in files.items():
        try:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            atomic.write_file(root / name, data)
        except OSError as error:
            raise DataError(f"cannot be written: {error.strerror or error}", file=root / name) from error
    return [root / name for name in files]


def remove(share: Path | None = None) -> list[Path]:
    """Take away what ``install`` wrote, and name what was there. Raises ``DataError``."""
    root, gone = _share() if share is None else share, []
    for name in _names():
        try:
            (root / name).unlink()
            gone.append(root / name)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise DataError(f"cannot be removed: {error.strerror or error}", file=root / name) from error
    return gone


def manual(parser: argparse.ArgumentParser) -> str:
    """The manual page, in man's macros, from the command line's own descriptions."""
    parts = [f'.TH {ID.upper()} 1 "" "{ID} {__version__}"', ".SH NAME", f"{_man(ID)} \\- {_man(SUMMARY.lower())}"]
    usage = " ".join(parser.format_usage().removeprefix("usage: ").split())
    parts += [".SH SYNOPSIS", _man(usage), ".SH DESCRIPTION", _man(parser.description or "")]
    for group in parser._action_groups:
        if group._group_actions:
            parts.append(f'.SH "{_man(group.title or "").upper()}"')
        for action in group._group_actions:
            names = ", ".join(action.option_strings) or str(action.metavar or action.dest)
            value = f" {action.metavar}" if action.option_strings and action.nargs != 0 and action.metavar else ""
            parts += [".TP", f".B {_man(names + value)}", _man((action.help or "") % {"prog": parser.prog})]
    return "\n".join([*parts, *ENDING]) + "\n"


def _files(parser: argparse.ArgumentParser) -> Mapping[str, bytes]:
    """What there is to write, by its place below the share folder."""
    from aevae_desktop.ui import icons

    command = _command()
    words = {"id": ID, "title": TITLE, "summary": SUMMARY, "program": command[0]}
    entry = ENTRY.format(command=" ".join(map(_quoted, command)), **words)
    pictures = [icons.app_png(side) for side in SIDES]
    texts = (entry, DESCRIPTION.format(**words), manual(parser), icons.app_svg())
    return dict(zip(_names(), [*(text.encode() for text in texts), *pictures], strict=True))


def _names() -> tuple[str, ...]:
    icon = "icons/hicolor/{}/apps/" + ID
    texts = (f"applications/{ID}.desktop", f"metainfo/{ID}.metainfo.xml", f"man/man1/{ID}.1")
    return (*texts, icon.format("scalable") + ".svg", *(icon.format(f"{side}x{side}") + ".png" for side in SIDES))


def _command() -> list[str]:
    """What starts this very program: the command beside this Python, or else on the path, or its module."""
    beside = Path(sys.executable).parent / ID
    found = str(beside) if beside.is_file() else shutil.which(ID)
    return [found] if found else [sys.executable, "-m", "aevae_desktop"]


def _quoted(word: str) -> str:
    """``word`` as the specification quotes an argument of ``Exec``: in the string escaped once more, and % doubled."""
    if not set(word) & set(" \t\n\"'\\><~|&;$*?#()`%"):
        return word
    inner = "".join(f"\\{c}" if c in '"`$\\' else c for c in word).replace("\\", "\\\\").replace("%", "%%")
    return f'"{inner}"'


def _share() -> Path:
    """The user's own share folder."""
    if sys.platform in ("win32", "darwin"):
        raise DataError("menus of this system are not made of files", remedy="Make a shortcut to the program instead.")
    return places.data_folder().parent


def _man(text: str) -> str:
    """``text`` as man prints it: a line that begins with a dot would be a command."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain
