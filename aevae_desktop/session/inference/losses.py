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
    Refine,
    Scan,
    Survey,
    Trace,
    Unload,
    Withdraw,
    WriteCodes,
)
from aevae_desktop.errors import BundleError, LabError, ModelError
from aevae_desktop.language import translate

PROCESSES = {
    launch.SERVER: translate("session", "inference process"),
    launch.READING: translate("session", "reading process"),
}
AWAY = translate("session", "Is it on a disk or a server that is away?")
_DOING = {
    Provide.kind: translate("session", "handing over this model"),
    Withdraw.kind: translate("session", "closing this model"),
    Load.kind: translate("session", "opening this model"),
    Unload.kind: translate("session", "closing this model"),
    ReadPoints.kind: translate("session", "reading the codes"),
    ReadHistory.kind: translate("session", "reading the training's history"),
    Decode.kind: "decoding",
    Reconstruct.kind: translate("session", "encoding and decoding"),
    Refine.kind: translate("session", "searching for the best code"),
    Evaluate.kind: translate("session", "measuring a layer of the map"),
    Neighbours.kind: translate("session", "finding neighbours"),
    NearestTo.kind: translate("session", "finding the nearest codes"),
    WriteCodes.kind: translate("session", "writing the codes"),
    Draw.kind: translate("session", "drawing codes at random"),
    Measure.kind: translate("session", "measuring a claim"),
    JudgeCodes.kind: translate("session", "asking the judge"),
    Trace.kind: translate("session", "tracing a path"),
    Survey.kind: translate("session", "measuring a path"),
    LookInside.kind: translate("session", "looking into this model"),
    Probe.kind: translate("session", "running these networks"),
    Doubt.kind: translate("session", "comparing this model with its manifest"),
}


def given_up(job: Job, folders: Iterable[str], what: str, times: int) -> LabError:
    """The error of a job that has cost ``times`` processes; ``folders``: the bundles it spoke to."""
    if isinstance(job, Reading):
        place = job.place if isinstance(job, Scan) else job.paths[0] if isinstance(job, ReadNetworks) else job.folder
        return BundleError(
            translate("session", "the folder cannot be read: reading {what}").format(what=what), file=place, remedy=AWAY
        )
    often = translate("session", ", {times} times").format(times=times) if times > 1 else ""
    return ModelError(
        translate("session", "{doing} made the inference process stop: it {what}{often}").format(
            doing=_DOING[job.kind], what=what, often=often
        ),
        file=", ".join(folders) or None,
        remedy=translate("session", "Choose another model."),
    )


def ending(code: int, crashed: bool) -> str:
    """How a process ended, as what it did."""
    return (
        translate("session", "was killed ({code})").format(code=_signal_name(code))
        if crashed
        else translate("session", "ended by itself (exit code {code})").format(code=code)
    )


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return translate("session", "code {number}").format(number=number)
