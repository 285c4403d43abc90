"""The flags of each command, and a parser whose errors are one line."""

from __future__ import annotations

import argparse
import difflib
import os
import unicodedata
from dataclasses import Field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from training.settings import Settings


UNSAID = {"validation": "a tenth, at most 200", "start": "mean"}  # what is proposed for the images, see `fitting`
PROGRESS = ("text", "json")  # see trainer.progress


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line, and which names the flag that an unknown one is most like."""

    def parse_known_args(self, *arguments: Any, **more: Any) -> Any:
        """As argparse does it, but an unknown flag of a command is an error of that command, which knows its own."""
        options, unknown = super().parse_known_args(*arguments, **more)
        wrong = next((one for one in unknown if one.startswith("--")), None)
        if wrong is not None:
            name = wrong.partition("=")[0]
            near = difflib.get_close_matches(name, self._option_string_actions, 1)
            self.error(f"unrecognized arguments: {name}" + (f" (did you mean {near[0]}?)" if near else ""))
        return options, unknown

    def error(self, message: str) -> NoReturn:
        """Say ``message`` and exit with code 2."""
        first = os.environ.get("RANK", "0") == "0"  # under torchrun all have the same arguments
        self.exit(2, f"{self.prog}: {message}\n" if first else None)


def config_arguments(sub: argparse.ArgumentParser) -> None:
    """A flag for each field of ``RunConfig``; what is not given is not in the namespace."""
    from training.trainer.config import RunConfig

    _settings(sub, RunConfig)
    _data_dir(sub)
    text = "TOML file that says what flags say (latent_dim = 4), or a run's config.json; flags override it"
    _path(sub, "--config", text, metavar="FILE")


def judge_arguments(sub: argparse.ArgumentParser) -> None:
    """The flags of ``judge``."""
    from training.judge.config import JudgeConfig

    _settings(sub, JudgeConfig)
    _data_dir(sub)
    _path(sub, "--out", "folder of the judge (default: judges/DATASET where the app watches)")


def _settings(sub: argparse.ArgumentParser, kind: type[Settings]) -> None:
    """A flag for each field of ``kind``; what is not given is not in the namespace."""
    from training.settings import flag

    for item in fields(kind):
        of = type(item.default)
        sub.add_argument(
            flag(item.name),
            dest=item.name,
            default=argparse.SUPPRESS,
            type=_integers if of is tuple else of,
            metavar="|".join(item.metadata.get("options", ())) or of.__name__.upper().replace("TUPLE", "N,N"),
            help=f"{item.metadata['help']} (default: {_default(item)})".replace("%", "%%"),
        )


def train_arguments(sub: argparse.ArgumentParser) -> None:
    """The flags of ``train``."""
    config_arguments(sub)
    _path(sub, "--out", "run folder (default: runs/NAME)")
    _path(sub, "--models", "where the bundle goes (default: where the app watches)")
    text = "run folder to go on with, bitwise as if never stopped; auto: that of --out if it holds this run, else begin"
    _path(sub, "--resume", text, metavar="DIR|auto", type=_resumed)
    _run_arguments(sub)
    text = "how progress is told; json: a line an epoch and a second on stdout, for programs (default: text)"
    sub.add_argument("--progress", choices=PROGRESS, help=text)
    text = "stop, with a checkpoint, when standard input ends, unless its last line is 'go on', and when a file called "
    text += "stop lies in the run folder: for a program whose end is to be the run's"
    sub.add_argument("--stop-at-eof", action="store_true", help=text)
    _path(sub, "--write-config", "write these settings as TOML (- prints them) and leave", metavar="FILE")


def sweep_arguments(sub: argparse.ArgumentParser) -> None:
    """The flags of ``sweep``."""
    config_arguments(sub)
    text = "values of a setting, each combination of which is a run; also a table [sweep] of the --config file"
    sub.add_argument("--set", action="append", default=[], metavar="NAME=VALUE,VALUE", help=text)
    _path(sub, "--out", "folder of the sweep, which goes on where it stopped (default: runs/sweep)")
    _path(sub, "--models", "where the bundles go (default: models in that folder)")
    sub.add_argument("--jobs", type=int, default=1, metavar="N", help="runs trained side by side (default: 1)")
    _run_arguments(sub)


def _run_arguments(sub: argparse.ArgumentParser) -> None:
    """What ``train`` and each run of ``sweep`` may be told."""
    from training.trainer.loggers import LOGGERS

    text = "leave the images on the disk, for sets larger than the memory"
    sub.add_argument("--mapped", action="store_true", help=text)
    text = "where the losses of each epoch are written, in the run folder; may be given again (default: jsonl)"
    sub.add_argument("--log", action="append", choices=tuple(LOGGERS), help=text)
    _with_images(sub)


def describe_arguments(sub: argparse.ArgumentParser) -> None:
    """The flags of ``describe``."""
    _path(sub, "folder", "bundle folder; without it, what the settings below would train", metavar=None, nargs="?")
    sub.add_argument("--mermaid", action="store_true", help="only the diagram, in Mermaid")
    config_arguments(sub)


def evaluate_arguments(sub: argparse.ArgumentParser) -> None:
    """The flags of ``evaluate``."""
    _networks(sub)
    sub.add_argument("--dataset", help="images, if not those it was trained on")
    sub.add_argument("--json", action="store_true", help="print JSON")
    _path(sub, "--report", "folder of the report (default: reports/ID)")
    sub.add_argument("--quick", action="store_true", help="only the short table, no report")
    _data_dir(sub)


def encode_arguments(sub: argparse.ArgumentParser) -> None:
    """The flags of ``encode``."""
    from training.export.encode import SHARD_SIZE

    _networks(sub)
    sub.add_argument("--dataset", help="images, if not those it was trained on")
    _path(sub, "--out", "folder of the shards; goes on where it stopped", required=True)
    text = f"codes a file (default: {SHARD_SIZE})"
    sub.add_argument("--shard-size", type=int, default=SHARD_SIZE, metavar="N", help=text)
    _data_dir(sub)


def export_arguments(sub: argparse.ArgumentParser) -> None:
    """The flags of ``export``."""
    _path(sub, "folder", "run folder", metavar=None)
    _path(sub, "--out", "bundle folder (default: NAME in the folder the app watches)")
    text = "int8, fp16 or both: bundles NAME-int8, NAME-fp16 beside it, whose networks compute in fewer bits"
    sub.add_argument("--also", default="", metavar="PRECISIONS", help=text)
    _with_images(sub)
    _data_dir(sub)


def columns_arguments(sub: argparse.ArgumentParser) -> None:
    """The flags of ``columns``."""
    _path(sub, "folder", "bundle folders", metavar=None, nargs="+")
    _data_dir(sub)


def look_arguments(sub: argparse.ArgumentParser) -> None:
    """The flags of ``look``."""
    from training.data.base import CLASS_FOLDERS

    text = "a folder of pictures, an .npz, .npy or .csv file, a folder of arrays, or IDX files"
    _path(sub, "place", text, metavar="PLACE")
    text = "which of nested folders are the classes (default: outer)"
    sub.add_argument("--class-folders", choices=CLASS_FOLDERS, default="outer", help=text)
    sub.add_argument("--json", action="store_true", help="print JSON")


def card_arguments(sub: argparse.ArgumentParser) -> None:
    """The flags of ``card``."""
    _path(sub, "folder", "bundle folders", metavar=None, nargs="+")


def refine_arguments(sub: argparse.ArgumentParser) -> None:
    """The flags of ``refine``."""
    _path(sub, "folder", "bundle folders", metavar=None, nargs="+")
    sub.add_argument("--steps", type=int, default=2, metavar="K", help="steps through the decoder (default: 2)")
    _data_dir(sub)


def list_arguments(sub: argparse.ArgumentParser) -> None:
    """The flags of ``list``."""
    _path(sub, "folder", "folders of bundles (default: models_onnx and your own)", metavar=None, nargs="*")


def ship_arguments(sub: argparse.ArgumentParser) -> None:
    """The flags of ``ship``."""
    _path(sub, "--out", "folder of the bundles", default=Path("models_onnx"))
    _path(sub, "--runs", "folder of the runs", default=Path("runs/ship"))
    sub.add_argument("--only", metavar="ID", help="only this bundle")
    sub.add_argument("--quick", action="store_true", help="a tenth of the epochs, to try the machinery")
    sub.add_argument("--jobs", type=int, default=1, metavar="N", help="bundles built side by side (default: 1)")
    _data_dir(sub)


def _data_dir(sub: argparse.ArgumentParser) -> None:
    _path(sub, "--data-dir", "folder (npz: file) of the images")


def _path(sub: argparse.ArgumentParser, flag: str, text: str, metavar: str | None = "DIR", **more: Any) -> None:
    """A flag, or a place in the command, that names a file or folder."""
    sub.add_argument(flag, **{"type": _place, "metavar": metavar, "help": text, **more})


def _networks(sub: argparse.ArgumentParser) -> None:
    """The networks that are measured, and what a person says of them."""
    text = "bundle folders or folders of .onnx files, a model each; .onnx files, which are one"
    _path(sub, "folder", text, metavar=None, nargs="+")
    text = "run the networks to see what they are, whatever the manifest says"
    sub.add_argument("--measured", action="store_true", help=text)
    text = "what cannot be measured, as role=sigma or range=logits; several times"
    sub.add_argument("--as", dest="wants", action="append", default=[], type=_answer, metavar="NAME=VALUE", help=text)


def _answer(text: str) -> tuple[str, str]:
    """``NAME=VALUE``."""
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


def _with_images(sub: argparse.ArgumentParser) -> None:
    text = "store the images in the bundle too, so that the app can show them: mind their licence"
    sub.add_argument("--with-images", action="store_true", help=text)


def given(options: argparse.Namespace, kind: type[Settings] | None = None) -> dict[str, Any]:
    """The fields of ``kind`` (``RunConfig``) that were given on the command line."""
    from training.trainer.config import RunConfig

    names = {item.name for item in fields(kind or RunConfig)}
    return {name: value for name, value in vars(options).items() if name in names and name != "config"}


def _place(text: str) -> Path:
    """A path that can be written down: not empty, without control characters, in UTF-8."""
    if not text or any(unicodedata.category(one) in ("Cc", "Cs") for one in text):  # Cs: bytes that are no UTF-8
        raise argparse.ArgumentTypeError(f"{text!r} is not the name of a file or folder")
    return Path(text)


def _resumed(text: str) -> Path | str:
    """A folder, or ``AUTO``; a folder of that name can be given with a dot and a slash before it."""
    from training.trainer.saved.belonging import AUTO

    return text if text == AUTO else _place(text)


def _integers(text: str) -> list[int]:
    try:
        return [int(part) for part in text.split(",") if part.strip()]
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a list of integers such as 512,256") from None


def _default(item: Field[Any]) -> str:
    """What holds where nobody says it, in words."""
    value = item.default
    if item.name in UNSAID:
        return UNSAID[item.name]
    return ",".join(str(part) for part in value) if isinstance(value, tuple) else str(value)
