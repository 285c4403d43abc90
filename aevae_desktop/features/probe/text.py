"""The probe in words."""

from __future__ import annotations

from aevae_desktop.features.models.logic import linked
from aevae_desktop.features.probe.state import Frozen, Guidance, Probe, Spacing
from aevae_desktop.language import translate
from aevae_desktop.session.model import Model
from aevae_desktop.session.state import Mode, Pane, SessionState
from aevae_desktop.ui.words import SHOWN, class_name, code, dimension, tiny

NOTHING_NEAR = translate("probe", "no stored code near here")


def where(pane: Pane, probe: Probe | None) -> str:
    """What stands at ``probe``: the nearest stored sample and how far it is."""
    model = pane.model
    if probe is None or model is None or model.codes is None or probe.sample is None:
        return ""
    name = class_name(model, probe.sample)
    if not probe.leads:
        frozen = ", ".join(dimension(k) for k in sorted(pane.part(Frozen).values)[:SHOWN])
        if frozen:
            return translate("probe", "the same image: {name}, but for {frozen}").format(name=name, frozen=frozen)
        return translate("probe", "the same image: {name}").format(name=name)
    if empty(pane, probe):
        return NOTHING_NEAR
    if not probe.distance:
        return translate("probe", "a stored code: {name}").format(name=name)
    d = model.manifest.latent_dim
    said = translate("probe", "nearest: {name}, {distance} away")
    if d > 2:
        said = translate("probe", "nearest in {d}-D: {name}, {distance} away")
    return said.format(d=d, name=name, distance=tiny(probe.distance))


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
    said = translate(
        "probe",
        "The nearest stored code, {name}, is {distance} away. 99 of 100 stored codes have another one within {radius}.",
    )
    name, distance = class_name(model, probe.sample), tiny(probe.distance or 0.0)
    return said.format(name=name, distance=distance, radius=tiny(spacing.radius))


def held(state: SessionState) -> str:
    """That the pointer is frozen, and how to move it again."""
    if state.mode in (Mode.EXPLORE, Mode.ARTICLE):
        return translate("probe", "Held here. Click again or press Esc to move freely.")
    return translate("probe", "Held here. Press Esc to move freely.")


def guidance(state: SessionState, i: int) -> str:
    """How to begin, over map ``i``; empty once that was dismissed or closed, or without codes."""
    model, first = state.panes[i].model, state.panes[state.shown[0]].model
    seen = state.part(Guidance)
    if seen.dismissed or i in seen.closed or model is None or model.codes is None or not len(model.codes.mu):
        return ""
    of_digits = noun(model) == "digit"
    if i == state.shown[0] or first is None or not linked(first, model):
        if of_digits:
            return translate("probe", "Each dot is one digit. Move over the map: the decoder draws what lives here.")
        return translate("probe", "Each dot is one image. Move over the map: the decoder draws what lives here.")
    if of_digits:
        return translate("probe", "The same digits, placed by this model. A ring marks the one under the pointer.")
    return translate("probe", "The same images, placed by this model. A ring marks the one under the pointer.")


def noun(model: Model) -> str:
    """What a sample is, ``digit`` where all classes of images are, otherwise ``image``; never shown."""
    names = () if model.manifest.image.is_signal else model.manifest.classes
    return "digit" if names and all(len(name) == 1 and name.isdigit() for name in names) else "image"
