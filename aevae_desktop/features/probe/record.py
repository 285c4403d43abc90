"""Where a map is probed, as a figure's record holds it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aevae_desktop.features.probe import logic
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.reading.json_object import JsonObject, Numbers
from aevae_desktop.session.controller import Context
from aevae_desktop.session.saved import Models, Panes, Saved
from aevae_desktop.session.state import SessionState


@dataclass(frozen=True)
class ProbeRecord:
    """Where map ``pane`` is probed; ``sample`` if exactly on a stored code."""

    pane: int
    xy: Numbers
    sample: int | None = None
    pinned: bool = False


def _take(state: SessionState, models: Models) -> ProbeRecord | None:
    """The probe of the map in hand, or of the first one of the figure."""
    lead = state.lead if state.lead in models else next(iter(models))
    probe = state.panes[lead].get(Probe)
    if probe is None:
        return None
    sample = probe.sample if logic.on_sample(models[lead], probe) else None
    return ProbeRecord(lead, probe.xy, sample, state.pinned)


def _read(top: JsonObject) -> ProbeRecord | None:
    probe = top.child("probe")
    if probe is None:
        return None
    pane = probe.index("pane")
    if pane not in top.indices("shown"):
        raise probe.wrong("pane", "a map that is shown")
    return ProbeRecord(pane, probe.numbers("xy", 2), probe.index("sample"), probe.flag("pinned"))


def _restore(context: Context, record: ProbeRecord, panes: Panes) -> None:
    if record.pane not in panes:
        return
    probe = context.controller(ProbeController)
    context.set_state(replace(context.state, lead=record.pane))
    if record.sample is None:
        probe.probe(record.pane, record.xy[0], record.xy[1])
    else:
        probe.probe_sample(record.sample)
    probe.pin(record.pinned)


def _work(state: SessionState) -> tuple[object, ...]:
    """Where a probe that follows the pointer is, nobody would miss."""
    return state.pinned, state.panes[state.lead].get(Probe) if state.pinned else None


SAVED = Saved("probe", place=30, rank=100, take=_take, read=_read, restore=_restore, work=_work)
