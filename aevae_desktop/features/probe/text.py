"""The probe in words."""

from __future__ import annotations

from aevae_desktop.features.models.logic import linked
from aevae_desktop.features.probe.state import Frozen, Guidance, Probe, Spacing
from aevae_desktop.session.model import Model
from aevae_desktop.session.state import Mode, Pane, SessionState
from aevae_desktop.ui.words import SHOWN, class_name, code, dimension, tiny

NOTHING_NEAR = "no stored code near here"


def where(pane: Pane, probe: Probe | None) -> str:
    """What stands at ``probe``: the nearest stored sample and how far it is."""
    model = pane.model
    if probe is None or model is None or model.codes is None or probe.sample is None:
        return ""
    name = class_name(model, probe.sample)
    if not probe.leads:
        frozen = ", ".join(dimension(k) for k in sorted(pane.part(Frozen).values)[:SHOWN])
        return f"the same image: {name}{f', but for {frozen}' if frozen else ''}"
    if empty(pane, probe):
        return NOTHING_NEAR
    if not probe.distance:
        return f"a stored code: {name}"
    d = model.manifest.latent_dim
    return f"nearest{f' in {d}-D' if d > 2 else ''}: {name}, {tiny(probe.distance)} away"


def spoken(pane: Pane) -> str:
    """``z = (1.02, −2.17), nearest a 5, 0.037 away``: the probe of a pane, for a screen reader; empty without one."""
    probe = pane.get(Probe)
    if probe is None:
        return ""
    return ", ".join(filter(None, (f"z = {code(probe.z)}", where(pane, probe).replace(": ", " ", 1))))


def empty(pane: Pane, probe: Probe) -> bool:
    """Whether ``probe`` is farther from every stored code than these are from each other."""
    spacing = pane.get(Spacing)
    return spacing is not None and probe.distance is not None and probe.distance > spacing.radius


def why_empty(pane: Pane, probe: Probe | None) -> str:
    """What counts as near, where nothing is; empty elsewhere."""
    model, spacing = pane.model, pane.get(Spacing)
    if probe is None or model is None or spacing is None or probe.sample is None or not empty(pane, probe):
        return ""
    far = f"The nearest stored code, {class_name(model, probe.sample)}, is {tiny(probe.distance or 0.0)} away."
    return f"{far} 99 of 100 stored codes have another one within {tiny(spacing.radius)}."


def held(state: SessionState) -> str:
    """That the pointer is frozen, and how to move it again."""
    again = "Click again or press Esc" if state.mode in (Mode.EXPLORE, Mode.ARTICLE) else "Press Esc"
    return f"Held here. {again} to move freely."


def guidance(state: SessionState, i: int) -> str:
    """How to begin, over map ``i``; empty once that was dismissed or closed, or without codes."""
    model, first = state.panes[i].model, state.panes[state.shown[0]].model
    seen = state.part(Guidance)
    if seen.dismissed or i in seen.closed or model is None or model.codes is None or not len(model.codes.mu):
        return ""
    thing = noun(model)
    if i == state.shown[0] or first is None or not linked(first, model):
        return f"Each dot is one {thing}. Move over the map: the decoder draws what lives here."
    return f"The same {thing}s, placed by this model. A ring marks the one under the pointer."


def noun(model: Model) -> str:
    """What a sample is called: a digit where all classes are, otherwise an image."""
    names = model.manifest.classes
    return "digit" if names and all(len(name) == 1 and name.isdigit() for name in names) else "image"
