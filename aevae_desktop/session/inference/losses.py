"""The line that the window shows when a child process was lost."""

from __future__ import annotations

import signal
from collections.abc import Iterable

from aevae_desktop.engine.wire import launch
from aevae_desktop.engine.wire.protocol import (
    Decode,
    Doubt,
    Draw,
    Evaluate,
    Job,
    JudgeCodes,
    Load,
    LookInside,
    Measure,
    NearestTo,
    Neighbours,
    Probe,
    Provide,
    ReadHistory,
    Reading,
    ReadNetworks,
    ReadPoints,
    Reconstruct,
    Scan,
    Survey,
    Trace,
    Unload,
    Withdraw,
    WriteCodes,
)
from aevae_desktop.errors import BundleError, LabError, ModelError

PROCESSES = {launch.SERVER: "inference process", launch.READING: "reading process"}
AWAY = "Is it on a disk or a server that is away?"
_DOING = {
    Provide.kind: "handing over this model",
    Withdraw.kind: "closing this model",
    Load.kind: "opening this model",
    Unload.kind: "closing this model",
    ReadPoints.kind: "reading the codes",
    ReadHistory.kind: "reading the training's history",
    Decode.kind: "decoding",
    Reconstruct.kind: "encoding and decoding",
    Evaluate.kind: "measuring a layer of the map",
    Neighbours.kind: "finding neighbours",
    NearestTo.kind: "finding the nearest codes",
    WriteCodes.kind: "writing the codes",
    Draw.kind: "drawing codes at random",
    Measure.kind: "measuring a claim",
    JudgeCodes.kind: "asking the judge",
    Trace.kind: "tracing a path",
    Survey.kind: "measuring a path",
    LookInside.kind: "looking into this model",
    Probe.kind: "running these networks",
    Doubt.kind: "comparing this model with its manifest",
}


def given_up(job: Job, folders: Iterable[str], what: str, times: int) -> LabError:
    """The error of a job that has cost ``times`` processes; ``folders``: the bundles it spoke to."""
    if isinstance(job, Reading):
        place = job.place if isinstance(job, Scan) else job.paths[0] if isinstance(job, ReadNetworks) else job.folder
        return BundleError(f"the folder cannot be read: reading {what}", file=place, remedy=AWAY)
    often = f", {times} times" if times > 1 else ""
    return ModelError(
        f"{_DOING[job.kind]} made the inference process stop: it {what}{often}",
        file=", ".join(folders) or None,
        remedy="Choose another model.",
    )


def ending(code: int, crashed: bool) -> str:
    """How a process ended, as what it did."""
    return f"was killed ({_signal_name(code)})" if crashed else f"ended by itself (exit code {code})"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"code {number}"
