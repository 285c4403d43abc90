"""The probe in words."""

from __future__ import annotations

from aevae_desktop.features.probe.state import Frozen, Probe
from aevae_desktop.session.state import Pane
from aevae_desktop.ui.words import SHOWN, class_name, dimension, tiny


def where(pane: Pane, probe: Probe | None) -> str:
    """What stands at ``probe``: the nearest stored sample and how far it is."""
    model = pane.model
    if probe is None or model is None or model.codes is None or probe.sample is None:
        return ""
    name = class_name(model, probe.sample)
    if not probe.leads:
        frozen = ", ".join(dimension(k) for k in sorted(pane.part(Frozen).values)[:SHOWN])
        return f"the same image: {name}{f', but for {frozen}' if frozen else ''}"
    d = model.manifest.latent_dim
    return f"nearest{f' in {d}-D' if d > 2 else ''}: {name}, {tiny(probe.distance or 0.0)} away"
