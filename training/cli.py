"""The command line: ``python -m training COMMAND`` (also ``aevae-train``); ``_parser`` lists the commands."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aevae_desktop.bundle import user_folder
from aevae_desktop.errors import LabError, ModelError
from training import flags, output

if TYPE_CHECKING:
    from aevae_desktop.bundle import Manifest
    from training.data import Images
    from training.fitting import Result
    from training.trainer.config import RunConfig
    from training.trainer.distributed import World

# what the extra ``train`` brings
EXTRA = ("torch", "onnx", "onnxscript", "pooch", "sklearn", "tqdm", "PIL", "matplotlib")
INSTALL = 'In a checkout of the project: python -m pip install ".[train]"'
MOST_JOBS = 64
MOST_STEPS = 10
STDIN = 0  # its file descriptor
GO_ON, STOP = b"go on\n", "stop"  # what unties a run from its standard input; the file that stops it
LOOK_S = 0.25  # between two looks for that file
STOPPED = 130  # exit code after Ctrl-C or SIGTERM


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 on success, 2 after one line on stderr for an error of the world, 130 when stopped."""
    try:
        words = sys.argv[1:] if argv is None else list(argv)
        options = _parser(words[0] if words else "").parse_args(words)
        command: Callable[[argparse.Namespace], int] = options.run
        return command(options)
    except LabError as error:
        print(error, file=sys.stderr)
        return 2
    except MemoryError:
        print(
            "there is not enough memory for this; try smaller images, fewer of them or a smaller network",
            file=sys.stderr,
        )
        return 2
    except ModuleNotFoundError as error:
        if error.name not in EXTRA:
            raise
        print(f"training needs {error.name}, which is not installed. {INSTALL}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return STOPPED


def _train(options: argparse.Namespace) -> int:
    from training.fitting import Request, fit_in
    from training.trainer import distributed
    from training.trainer.loop import note_on_stderr

    if options.stop_at_eof:
        threading.Thread(target=_stop_at_eof, daemon=True).start()
    with distributed.joined() as world:
        options, config, unsaid = world.from_first(lambda: _chosen(options))
        if options.write_config is not None:
            world.alone(lambda: _write_config(options, config, unsaid))
            return 0
        result = fit_in(
            world,
            Request(
                None if isinstance(options.resume, Path) else config, options.out, options.resume, options.models,
                options.data_dir, options.mapped, options.with_images, options.progress or "text", options.log or (),
                unsaid, note_on_stderr,
                begun=_watch if options.stop_at_eof else lambda _: None, written=_print_metrics,
            ),
        )  # fmt: skip
        return _ended(result, world)


def _write_config(options: argparse.Namespace, config: RunConfig, unsaid: frozenset[str]) -> None:
    """Write, or print, the settings as TOML, without those that would be proposed for the images."""
    from training import config_file
    from training.fitting import left_open

    follow = unsaid & left_open(config)
    settings = {name: value for name, value in config.to_json().items() if name not in follow}
    text = config_file.text(settings, config_file.others_of(options))
    if str(options.write_config) == "-":
        print(text, end="")
    else:
        output.write(options.write_config, text.encode())


def _ended(result: Result | None, world: World) -> int:
    """What is said of a run in the first process, and the exit code."""
    if result is None or not world.is_first:
        return 0 if result is None or result.finished else STOPPED
    if result.bundle is None:
        print(f"stopped; go on with: aevae-train train --resume {result.folder}", file=sys.stderr)
        return STOPPED
    _print_warnings(result.warnings)
    print(f"bundle: {result.bundle}")
    return 0


def _watch(folder: Path) -> None:
    """Stop once somebody puts the file for it into the ``folder`` of the run."""
    (folder / STOP).unlink(missing_ok=True)
    threading.Thread(target=_stop_at_file, args=(folder / STOP,), daemon=True).start()


def _stop_at_eof() -> None:
    """Stop as on SIGTERM once standard input has ended: who holds its other end is gone, however it went.

    Unless the last that it said was ``GO_ON``.
    """
    last = b""
    with suppress(OSError):
        while data := os.read(STDIN, 4096):
            last = (last + data)[-len(GO_ON) :]
    if last != GO_ON:
        signal.raise_signal(signal.SIGTERM)


def _stop_at_file(path: Path) -> None:
    """Stop as on SIGTERM once there is a file at ``path``, which goes: for who does not hold the standard input."""
    while not os.path.lexists(path):
        time.sleep(LOOK_S)
    with suppress(OSError):
        path.unlink()
    signal.raise_signal(signal.SIGTERM)


def _chosen(options: argparse.Namespace) -> tuple[argparse.Namespace, RunConfig, frozenset[str]]:
    """``options`` with those of the config file, the settings, and the names of those that nobody has said.

    Raises ``ModelError``.
    """
    from training import config_file
    from training.trainer.config import RunConfig
    from training.trainer.saved import belonging, checkpoint

    given = flags.given(options)
    if isinstance(options.resume, Path):
        config = RunConfig.load(options.resume / checkpoint.CONFIG)
        belonging.check_same(config, given)
        return options, config, frozenset()
    options = config_file.complete(options)
    whole = options.config is not None and options.said is None  # a config.json leaves nothing unsaid
    names = frozenset() if whole else frozenset(item.name for item in fields(RunConfig))
    return options, _config(options, given), names - given.keys() - (options.said or {}).keys()


def _config(options: argparse.Namespace, given: dict[str, Any]) -> RunConfig:
    """The settings of flags, ``given``, and of the config file, whose TOML ``config_file.complete`` has read."""
    from training import config_file
    from training.trainer.config import RunConfig

    said: dict[str, Any] | None = getattr(options, "said", None)
    if options.config is not None and said is None:
        return RunConfig.from_json(RunConfig.load(options.config).to_json() | given)
    of_file = said or {}
    return config_file.made(_defaults_for(of_file | given) | of_file | given, options.config, of_file)


def _sweep(options: argparse.Namespace) -> int:
    from training import config_file
    from training.sweep import grid
    from training.sweep.command import sweep
    from training.trainer.config import RunConfig

    if not 1 <= options.jobs <= MOST_JOBS:
        raise ModelError(field="--jobs", found=options.jobs, expected=f"from 1 to {MOST_JOBS}")
    options = config_file.complete(options)
    whole = options.config is not None and options.said is None
    said = RunConfig.load(options.config).to_json() if whole else options.said or {}
    points = grid.points(grid.of_file(options.sweep, options.config) | grid.of_flags(options.set))
    settings = said | flags.given(options)
    return sweep(points, settings, config_file.others_of(options), options.out, options.models, options.jobs)


def _describe(options: argparse.Namespace) -> int:
    from training import config_file
    from training.report import describe

    given = flags.given(options)
    if options.folder is None:
        options = config_file.complete(options)
        found = describe.of_config(_config(options, given), options.data_dir)
    elif given or options.config:
        raise ModelError("a bundle is described as it is", field="FOLDER", remedy="Leave out the other settings.")
    else:
        found = describe.of_bundle(options.folder)
    if not options.mermaid:
        print(describe.text(found), end="\n\n")
    print(describe.mermaid(found))
    return 0


def _defaults_for(given: dict[str, Any]) -> dict[str, Any]:
    """What follows from the kind where nothing else is said: an autoencoder minimises squared error."""
    if given.get("kind") == "linear-ae":
        return {"family": "linear", "likelihood": "gaussian", "input_dropout": 0.0, "epochs": 1.0}
    if given.get("kind") == "ae":
        return {"likelihood": "gaussian", "code_l2": 0.1, "fourier_sigma": 1.5}
    return {}


def _export(options: argparse.Namespace) -> int:
    from training import fitting
    from training.export.package import Contents, write_bundle
    from training.export.reduced import PRECISIONS
    from training.trainer import loop
    from training.trainer.config import RunConfig
    from training.trainer.saved import checkpoint

    also = [name for name in options.also.split(",") if name]
    if wrong := [name for name in also if name not in PRECISIONS]:
        raise ModelError(field="--also", found=wrong[0], expected=" or ".join(PRECISIONS))
    config = RunConfig.load(options.folder / checkpoint.CONFIG)
    out = options.out or user_folder() / output.bundle_name(options.folder.resolve(), "FOLDER")
    output.check_name(out, "--out")
    output.check_writable(out.parent, "--out")
    images = fitting.load(config, fitting.data_folder(options.data_dir, options.folder), loop.note_on_stderr)
    note = "" if options.out else fitting.own_name(options.folder, out)
    contents = Contents(images=options.with_images, note=note)
    outcome = loop.restore(options.folder, images)
    manifest = write_bundle(outcome, images, out, contents)
    _print_metrics(manifest.metrics)
    _print_warnings(manifest.provenance["warnings"])
    print(f"bundle: {out}")
    for precision in also:
        beside = out.with_name(f"{out.name}-{precision}")
        title = " · ".join(part for part in (note, precision) if part)
        manifest = write_bundle(outcome, images, beside, replace(contents, precision=precision, note=title))
        _print_metrics(manifest.metrics)
        told = manifest.provenance["precision"]
        print(f"bundle: {beside}; codes differ by at most {told['code']:g}, pixels by {told['pixel']:g}")
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from training.report.evaluate import evaluate

    evaluate(options, _print_metrics)
    return 0


def _judge(options: argparse.Namespace) -> int:
    from aevae_desktop.bundle import JUDGES
    from training.data import DATASETS
    from training.judge.config import JudgeConfig
    from training.judge.package import make

    config = JudgeConfig(**flags.given(options, JudgeConfig))
    place: Path = options.out or user_folder() / JUDGES / config.dataset
    output.check_name(place.resolve(), "--out")
    output.check_writable(place.parent, "--out")
    images = DATASETS[config.dataset].load(options.data_dir, config.preparation)
    for row in make(config, images, place).errors:
        for name in ("real_as_none", "ghosts_missed", "class_right"):
            rate = getattr(row, name)
            print(f"  {row.images}: {name} {rate.value:.4f} [{rate.low:.4f}, {rate.high:.4f}], n = {rate.n}")
    print(f"judge: {place}")
    return 0


def _encode(options: argparse.Namespace) -> int:
    from training.data.stream import open_stream
    from training.export import opening
    from training.export.encode import encode
    from training.trainer import distributed

    places, *others = opening.models(options.folder)
    if others:
        found, remedy = f"{len(others) + 1} models", "Encode each into a folder of its own."
        raise ModelError(field="encode", found=found, expected="one", remedy=remedy)
    with distributed.joined() as world:
        plan = encode(
            opening.opened(places, measured=options.measured, wants=dict(options.wants)),
            lambda manifest: open_stream(manifest, options.dataset, options.data_dir),
            options.out,
            world=world,
            shard_size=options.shard_size,
            say=print if world.is_first else None,
        )
        if world.is_first:
            print(f"{plan.n} codes in {plan.shards} shards: {options.out}")
    return 0


def _columns(options: argparse.Namespace) -> int:
    from aevae_desktop import bundle
    from training.data.stream import bundle_images
    from training.export import columns

    of, images = None, None
    for folder in options.folder:
        manifest = bundle.read(folder)
        if images is None or of != (manifest.dataset, manifest.image):
            of, images = (manifest.dataset, manifest.image), bundle_images(manifest, None, options.data_dir)
        print(f"{folder}: {', '.join(columns.add(folder, images))}")
    return 0


def _card(options: argparse.Namespace) -> int:
    from training.export.card import renew

    for folder in options.folder:
        renew(folder)
        print(folder / "README.md")
    return 0


def _refine(options: argparse.Namespace) -> int:
    from aevae_desktop import bundle
    from training.data.stream import bundle_images
    from training.export import refining

    if not 1 <= options.steps <= MOST_STEPS:
        raise ModelError(field="--steps", found=options.steps, expected=f"from 1 to {MOST_STEPS}")
    for folder in options.folder:
        images = bundle_images(bundle.read(folder), None, options.data_dir)
        manifest = refining.add(folder, images, options.steps)
        print(manifest.id)
        _print_metrics({name: row for name, row in manifest.metrics.items() if "refined" in name})
    return 0


def _list(options: argparse.Namespace) -> int:
    from training.report.listing import lines

    for line in lines(options.folder):
        print(line)
    return 0


def _look(options: argparse.Namespace) -> int:
    from training.data import Preparation
    from training.data.looking import look

    found = look(options.place, Preparation(ink="light", class_folders=options.class_folders))  # as a run has them
    print(json.dumps(asdict(found)) if options.json else "\n".join(found.lines()))
    return 0


def _ship(options: argparse.Namespace) -> int:
    from training.data import DATASETS
    from training.export.recipes import RECIPES
    from training.export.ship import ship, ship_side_by_side

    known = [recipe.id for recipe in RECIPES]
    if options.only not in (None, *known):
        raise ModelError(field="--only", found=repr(options.only), expected=" or ".join(known))

    if not 1 <= options.jobs <= MOST_JOBS:
        raise ModelError(field="--jobs", found=options.jobs, expected=f"from 1 to {MOST_JOBS}")
    output.check_writable(options.out, "--out")
    if options.jobs > 1 and options.only is None:
        given = ["--out", str(options.out), "--runs", str(options.runs), *(["--quick"] if options.quick else [])]
        data_dir = ["--data-dir", str(options.data_dir)] if options.data_dir else []
        return ship_side_by_side(options.jobs, [*given, *data_dir])

    def report(manifest: Manifest) -> None:
        print(manifest.id)
        _print_metrics(manifest.metrics)

    def images_of(name: str) -> Images:
        return DATASETS[name].load(options.data_dir)

    done = ship(images_of, options.out, options.runs, only=options.only, quick=options.quick, report=report)
    if not done:
        print("stopped; the same command goes on from here", file=sys.stderr)
        return STOPPED
    return 0


def _print_warnings(warnings: Iterable[str]) -> None:
    for line in warnings:
        print(f"warning: {line}", file=sys.stderr)


def _print_metrics(found: Any) -> None:
    for name, row in found.items():
        print(f"  {name:20} {row['value']:<10.6g} {row['unit']}, n = {row['n']}")


def _parser(command: str | None = None) -> argparse.ArgumentParser:
    """All commands, but the flags of one alone, or of all: what some say of themselves takes PyTorch."""
    parser = flags.Parser(prog="aevae-train", description="Train autoencoders and export them for the desktop app.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=flags.Parser)
    for name, text, run, arguments in (
        ("train", "train a model and write its bundle", _train, flags.train_arguments),
        ("sweep", "train a grid of settings, with one table and one plot", _sweep, flags.sweep_arguments),
        ("describe", "layers, shapes and parameters of a model or a bundle", _describe, flags.describe_arguments),
        ("evaluate", "measure a bundle on test images", _evaluate, flags.evaluate_arguments),
        (
            "judge",
            "train a judge, which says that an image is of no class",
            _judge,
            flags.judge_arguments,
        ),
        ("encode", "write the codes of any number of images, in shards", _encode, flags.encode_arguments),
        ("columns", "add to bundles what is stored for each image", _columns, flags.columns_arguments),
        ("card", "write the model card of bundles again", _card, flags.card_arguments),
        ("refine", "give a bundle's encoder refined codes too", _refine, flags.refine_arguments),
        ("export", "write the bundle of a run folder again", _export, flags.export_arguments),
        ("look", "what images of your own are, and what is assumed of them", _look, flags.look_arguments),
        ("list", "what can be trained, and the bundles in a folder", _list, flags.list_arguments),
        ("ship", "rebuild the bundles that come with the program", _ship, flags.ship_arguments),
    ):
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        if command in (None, name):
            arguments(sub)
    return parser
