"""Planes, sliders and traversals of a latent space of any dimension. Pure functions of the state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from aevae_desktop.core.map import planes
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Decode
from aevae_desktop.features.path.state import PathState, lettered
from aevae_desktop.features.planes.state import Corner, Slicing, Strips
from aevae_desktop.features.probe import logic as probe_logic
from aevae_desktop.features.probe.state import Frozen, Owner, Preview, Probe, Showing, place, taken
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32, U8, Model, PlaneChoice
from aevae_desktop.session.state import Pane, SessionState

SLOT = "traversal"
STEPS = 9  # tiles of a traversal strip
CORNERS = 3
IN_SIGHT, MOST_BYTES = 32, 1 << 25  # strips, more than a screen has, that are kept in any case; of the others


# ---------------------------------------------------------------- planes


Choice = tuple[Plane, PlaneChoice]


def along_axes(pane: Pane, i: int, j: int) -> Choice | None:
    """Dimensions ``i`` (right) and ``j`` (up): the plane along them through the probe."""
    if pane.model is None:
        return None
    plane, probe = Plane.axes(pane.model.plane.d, i, j), pane.get(Probe)
    return plane if probe is None else plane.through(probe.z), PlaneChoice("axes", i, j)


def along_principal(pane: Pane) -> Choice | None:
    """The plane of the codes' two leading principal directions, through their mean."""
    if pane.model is None or pane.model.codes is None or not len(pane.model.codes.mu):
        return None
    plane, share = pane.model.codes.dims.principal
    return plane, PlaneChoice("pca", share=share)


def through_corners(corners: tuple[Corner, ...]) -> Choice:
    """The plane through three codes. Raises ``DataError`` where they span none."""
    plane = planes.through_three(*(corner.z for corner in corners))
    return plane, PlaneChoice("corners", corners=tuple(corner.name for corner in corners))


def with_corners(state: SessionState, pane: int, corners: tuple[Corner, ...]) -> SessionState:
    """Remember the corners of a plane that is being chosen."""
    return state.with_pane(pane, replace(state.panes[pane].part(Slicing), corners=corners))


def probed_corner(pane: Pane) -> Corner | None:
    """The probed code of ``pane`` as a corner: that of its sample, if it sits on one."""
    model, probe = pane.model, pane.get(Probe)
    if model is None or probe is None:
        return None
    name = _called(model, probe.sample)
    return Corner(
        name if probe_logic.on_sample(model, probe) else translate("planes", "near {name}").format(name=name), probe.z
    )


def path_corners(state: SessionState, pane: int) -> tuple[Corner, ...]:
    """The ends of the path and the probe, as far as this pane's model can place them."""
    way = list(enumerate(state.part(PathState).waypoints))
    model = state.panes[pane].model
    ends = ((lettered(i, waypoint), waypoint.code(pane, model)) for i, waypoint in dict([*way[:1], *way[-1:]]).items())
    found = [Corner(name, z) for name, z in ends if z is not None]
    probe = probed_corner(state.panes[pane])
    return tuple(found if probe is None else [*found, probe])


def _called(model: Model, sample: int | None) -> str:
    if model.codes is None or sample is None:
        return translate("planes", "a code")
    label = int(model.codes.label[sample])
    return (
        model.manifest.classes[label]
        if 0 <= label < len(model.manifest.classes)
        else translate("planes", "sample {sample}").format(sample=sample)
    )


# ---------------------------------------------------------------- sliders


def here(state: SessionState, i: int) -> F32 | None:
    """The code that the sliders of pane ``i`` stand at: the one that its preview shows, or where its plane begins."""
    pane, owner = state.panes[i], state.part(Showing).owner
    preview, probe = pane.get(Preview), pane.get(Probe)
    if owner is not Owner.POINTER and preview is not None and preview.source is owner:
        return preview.z
    if probe is not None:
        return probe.z
    return None if pane.model is None else pane.model.plane.origin.astype(np.float32)


def is_elsewhere(old: SessionState, new: SessionState, i: int) -> bool:
    """Whether the sliders of pane ``i`` stand at another code."""
    a, b = here(old, i), here(new, i)
    return a is not b and (a is None or b is None or not np.array_equal(a, b))


def moved(state: SessionState, pane: int, z: F32) -> SessionState:
    """Probe ``z: (d,)``: its part in the plane moves the probe, the rest moves the plane to the parallel one."""
    model, probe = state.panes[pane].model, state.panes[pane].get(Probe)
    if model is None:
        return state
    state = carried(state, pane, z)
    y = probe.xy[1] if probe is not None and model.plane.d == 1 else 0.0
    return probe_logic.at_code(taken(state, Owner.POINTER), pane, z, place(model, z, y))


def carried(state: SessionState, pane: int, z: F32) -> SessionState:
    """The plane of ``pane`` moved to the parallel one through ``z``; nothing on the map changes its place."""
    model = state.panes[pane].model
    plane = None if model is None else model.plane.through(z)
    if model is None or plane is None or plane is model.plane:
        return state
    return state.with_pane(pane, model=replace(model, plane=plane))


def with_value(state: SessionState, pane: int, k: int, value: float) -> SessionState:
    """Dimension ``k`` of the probed code at ``value``; a frozen one keeps the new value from now on."""
    z = here(state, pane)
    if z is None or not 0 <= k < len(z):
        return state
    z = z.copy()
    z[k] = value
    if k in state.panes[pane].part(Frozen).values:
        state = freeze(state, pane, {k: float(z[k])})
    return moved(state, pane, z)


def freeze(state: SessionState, pane: int, values: Mapping[int, float], thawed: Iterable[int] = ()) -> SessionState:
    """Keep the dimensions of ``values`` there wherever the probe goes; let those in ``thawed`` go."""
    gone, held = set(thawed), state.panes[pane].part(Frozen).values
    frozen = {k: value for k, value in {**held, **values}.items() if k not in gone}
    return state.with_pane(pane, Frozen(MappingProxyType(frozen)))


# ---------------------------------------------------------------- traversals


def values(model: Model, k: int) -> F32:
    """Where dimension ``k`` is decoded in its strip, ``(STEPS,)``: evenly over the central 99 % of its codes."""
    low, high = (-3.0, 3.0) if model.codes is None else model.codes.dims.ranges[k]
    return np.linspace(low, high, STEPS).astype(np.float32)


def missing(state: SessionState, i: int, rows: Iterable[int]) -> list[int]:
    """Those of ``rows`` whose strip is not decoded for the code that pane ``i`` stands at now."""
    pane, z = state.panes[i], here(state, i)
    strips = pane.part(Slicing).strips
    if pane.model is None or pane.model.codes is None or z is None:
        return []
    known = strips.images if strips is not None and np.array_equal(strips.z, z) else {}
    return [k for k in rows if 0 <= k < len(z) and k not in known]


def request(state: SessionState, i: int, rows: list[int]) -> Decode | None:
    """One job for the strips of dimensions ``rows`` around the code that pane ``i`` stands at."""
    pane, z = state.panes[i], here(state, i)
    if z is None or pane.model is None or not rows:
        return None
    swept = np.repeat(z[None], STEPS * len(rows), axis=0)
    for n, k in enumerate(rows):
        swept[n * STEPS : (n + 1) * STEPS, k] = values(pane.model, k)
    return Decode({pane.model.key: swept}, "uint8", {pane.model.key: pane.model.pool})


def decoded(state: SessionState, pane: int, z: F32, rows: list[int], frame: Frame) -> SessionState:
    """The strips of dimensions ``rows`` around ``z`` came back; those around another code are dropped now."""
    model, slicing = state.panes[pane].model, state.panes[pane].part(Slicing)
    images: U8 | None = None if model is None else frame.arrays.get(f"x_hat/{model.key}")
    if images is None or len(images) != STEPS * len(rows):
        return state
    old = slicing.strips
    known = dict(old.images) if old is not None and np.array_equal(old.z, z) else {}
    known.update({k: images[n * STEPS : (n + 1) * STEPS] for n, k in enumerate(rows)})
    while len(known) > IN_SIGHT and sum(strip.nbytes for strip in known.values()) > MOST_BYTES:
        del known[next(iter(known))]
    return state.with_pane(pane, replace(slicing, strips=Strips(z, known)))
