"""The command ``evaluate``: the short table of one or several models, and the report of each."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from training.data.stream import check_size, measured_images, told
from training.export import metrics, opening
from training.export.opening import Opened
from training.families import FAMILIES
from training.report.subject import Subject
from training.report.writing import report

Rows = dict[str, dict[str, Any]]


def evaluate(options: argparse.Namespace, show: Callable[[Rows], None]) -> None:
    """Measure what ``options.folder`` names, every model after all have been opened. Raises ``LabError``.

    ``show`` prints the rows of a table; as JSON, several models are an object by their names.
    """
    places = opening.models(options.folder)
    wants = dict(options.wants)
    models = [opening.opened(place, measured=options.measured, wants=wants) for place in places]
    names = _names([model.manifest.id for model in models])
    several, rows = len(models) > 1, {}
    for name, place, model in zip(names, places, models, strict=True):
        subject = _subject(model, options, f"{name}: " if several else "")
        command = f"python -m training evaluate {' '.join(map(str, place))}"
        rows[name] = metrics.summary(subject.per_image, command) if model.coder.has_encoder else {}
        if not options.json:
            print(f"{name}:") if several else None
            show(rows[name])
        elif not several:
            print(json.dumps(rows[name], indent=2))
        if not options.quick:
            _report(subject, _place(options.report, name, several))
    if options.json and several:
        print(json.dumps(rows, indent=2))


def _subject(found: Opened, options: argparse.Namespace, of: str) -> Subject:
    """The model beside its images; what a person should know of both goes to stderr, a line each that says ``of``."""
    manifest, coder = found.manifest, found.coder
    images = measured_images(manifest, options.dataset, options.data_dir)
    check_size(manifest, images.test.shape[1:], options.data_dir)
    family = FAMILIES.get(manifest.family)
    squashed = metrics.bounded(coder, images) if family is None else family.squashed
    blind = () if coder.has_encoder else (f"{metrics.NO_ENCODER}. {metrics.ADD_ENCODER}",)
    for note in dict.fromkeys((*blind, *found.notes, *told(images))):
        print(f"note: {of}{note}", file=sys.stderr)
    return Subject(found.folder, manifest, coder, images, squashed=squashed)


def _report(subject: Subject, place: Path) -> None:
    print("measuring the rest for the report: about a minute (--quick leaves it out)", file=sys.stderr)
    report(subject, place)
    print(f"report: {place}", file=sys.stderr)


def _place(wanted: Path | None, name: str, several: bool) -> Path:
    """Where a report goes: a folder of its own within ``wanted`` for each of several."""
    if wanted is None:
        return Path("reports") / name
    return wanted / name if several else wanted


def _names(ids: Sequence[str]) -> list[str]:
    """``ids``, with a number after those that were there before."""
    names: list[str] = []
    for each in ids:
        free = (name for k in range(1, len(ids) + 1) if (name := each if k == 1 else f"{each}-{k}") not in names)
        names.append(next(free))
    return names
