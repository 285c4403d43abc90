"""Fields on a real map: the pixels say what the numbers say, and the key tells which."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter

from aevae_desktop.core.codes import latent_measure
from aevae_desktop.core.map.fields import FIELDS
from aevae_desktop.core.map.plane import Plane, ellipse
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.features import OVERLAYS
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.points.state import Filter
from aevae_desktop.features.posterior import posteriors
from aevae_desktop.features.samplers.controller import SamplingController
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.tiles import classes, empty, glyphs, heatmap
from aevae_desktop.features.tiles.state import Fields
from aevae_desktop.session.state import Layer
from aevae_desktop.ui import imaging, words
from aevae_desktop.ui.map import colour_legend
from aevae_desktop.ui.theme import DARK, THEMES, class_colour

KEYED = [overlay for overlay in OVERLAYS if overlay.legend is not None]
BY_NAME = {overlay.name: overlay for overlay in OVERLAYS}


def only(window: Any, *names: str) -> None:
    for overlay in OVERLAYS:
        window.session.controller(LayersController).set_layer(overlay.name, Layer(on=overlay.name in names))
    if "draws" in names:
        window.session.controller(SamplingController).sample()
    assert window.wait_idle(60_000)


def channels(pixels: np.ndarray) -> np.ndarray:
    return np.stack([pixels >> 16 & 0xFF, pixels >> 8 & 0xFF, pixels & 0xFF], axis=-1).astype(int)


def lightness(colours: Any) -> np.ndarray:
    red, green, blue = channels(np.asarray(colours, np.uint32)).T / 255.0
    linear = [np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) for c in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def scene_of(window: Any, pane: int = 1) -> Any:
    return window.canvas(pane).scene()


@pytest.mark.parametrize("name", [overlay.name for overlay in KEYED if overlay.ground])
def test_the_colour_at_a_place_is_that_of_its_value(window: Any, look: Any, name: str) -> None:
    """At the middle of the map, where a place of the grid is put exactly under a pixel."""
    only(window, name)
    canvas, field = window.canvas(1), window.session.state.panes[1].part(Fields)[name]
    kind = FIELDS[name]
    known = np.flatnonzero(field.values[..., -1].ravel() > 0.3 * np.nanmax(field.values[..., -1]))
    at = field.grid.xy(known)[len(known) // 2] + kind.shift
    canvas.set_view(View2D(*at, canvas.view().scale * 1.5, canvas.width() // 2 * 2, canvas.height() // 2 * 2))
    scene = scene_of(window)
    middle = (canvas.height() // 2, canvas.width() // 2)
    seen = channels(look(canvas))[middle]
    ground = channels(np.array(imaging.rgb(DARK.map)))
    premultiplied = pixel_of(name, field, known[len(known) // 2], scene)
    share = (premultiplied >> 24) / 255.0
    expected = channels(np.array(premultiplied)) + (1 - share) * ground
    np.testing.assert_allclose(seen, expected, atol=6)
    assert np.abs(expected - ground).max() > 20


def pixel_of(name: str, field: Any, place: int, scene: Any) -> int:
    row, column = divmod(int(place), field.grid.columns)
    if name == "classes":
        return int(classes.pixels(field, "dark", 10, frozenset())[row, column])
    amount = {"density": "blue", "evidence": "violet", "prior_density": "teal", "stretch": "amber", "empty": "amber"}
    log = name in ("evidence", "stretch")
    low, high = heatmap.span(field, log)
    level = heatmap.levels(field.values[row, column], low, high, log)[-1]
    return int(imaging.alpha_ramp(amount[name], "dark")[level])


def test_a_field_stays_in_its_place_when_the_map_is_panned_and_zoomed(window: Any, look: Any) -> None:
    only(window, "empty")
    canvas = window.canvas(1)
    codes = window.session.state.panes[1].model.codes.mu
    mass = latent_measure.empty_cells(codes)
    for factor, dx in ((1.0, 0), (3.0, 40), (20.0, 0)):
        view = canvas.view().zoomed(factor, (canvas.width() / 2, canvas.height() / 2)).panned(dx, 0)
        canvas.set_view(view)
        window.wait_idle(60_000)
        lit = look(canvas) != imaging.rgb(DARK.map)
        for xy in ((1.03, 0.2), (-0.4, 0.31), (0.06, 0.06)):
            x, y = (int(v) for v in view.to_px(xy))
            if 20 < x < canvas.width() - 20 and 150 < y < canvas.height() - 20:
                column, row = (int((v + 3) / 0.125) for v in xy)
                assert lit[y, x] == (mass[column, row] > 0.2 * mass.max())


def test_the_total_in_the_key_is_the_measure(window: Any) -> None:
    only(window, "empty")
    field, model = window.session.state.panes[1].part(Fields)["empty"], window.session.state.panes[1].model
    expected = latent_measure.empty_prior_mass(model.codes.mu)
    assert empty.total(field) == pytest.approx(expected, rel=1e-6)
    assert f"{100 * expected:.2f} %" in empty.legend(scene_of(window)).title


def test_certain_places_have_their_class_colour_and_hidden_classes_none(window: Any) -> None:
    only(window, "classes")
    field = window.session.state.panes[1].part(Fields)["classes"]
    certain = field.values[..., 1] == 1.0
    assert certain.any()
    pixels = classes.pixels(field, "dark", 10, frozenset())
    for k in np.unique(field.values[certain][:, 0]).astype(int).tolist():
        mine = pixels[certain & (field.values[..., 0] == k)]
        colour = channels(np.array(imaging.rgb(class_colour(DARK, k)))) * classes.STRENGTH
        np.testing.assert_allclose(channels(mine), np.broadcast_to(colour, (len(mine), 3)), atol=1)
        hidden = classes.pixels(field, "dark", 10, frozenset({k}))
        assert not hidden[field.values[..., 0] == k].any()
    unsure = field.values[..., 1] < 0.5
    assert (pixels[unsure] >> 24).max(initial=0) < (pixels[certain] >> 24).min()


@pytest.mark.parametrize("overlay", KEYED, ids=lambda overlay: overlay.name)
def test_every_key_names_its_unit_or_says_what_is_missing(window: Any, overlay: Any) -> None:
    only(window, overlay.name)
    for pane in (0, 1):
        key = overlay.legend(scene_of(window, pane))
        assert key.title
        assert key.note or key.unit
        if not key.note:
            assert key.ready == 1.0
        if key.ramp:
            assert key.note or (key.low and key.high)
    assert not overlay.legend(scene_of(window, 1)).note  # the VAE has all there is


def test_keys_lie_beside_each_other_and_never_over_one_another(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    only(window, *[overlay.name for overlay in KEYED])
    boxes = []
    real = colour_legend._stamp

    def noted(key: Any, *args: Any) -> Any:
        stamp = real(key, *args)

        class Noting:
            width, height = stamp.width, stamp.height

            def put(self, painter: Any, x: float, y: float) -> None:
                boxes.append((x - stamp.width / 2, y - stamp.height / 2, x + stamp.width / 2, y + stamp.height / 2))
                stamp.put(painter, x, y)

        return Noting()

    monkeypatch.setattr(colour_legend, "_stamp", noted)
    canvas = window.canvas(1)
    canvas._rebuild()
    canvas.grab()
    assert len(boxes) == len(KEYED)
    for i, a in enumerate(boxes):
        assert a[0] >= 0
        assert a[2] <= canvas.width()
        assert a[3] <= canvas.height()
        for b in boxes[:i]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_progress_is_told_while_a_field_is_measured(window: Any) -> None:
    from dataclasses import replace

    only(window, "density")
    state = window.session.state
    half = replace(state.panes[1].part(Fields)["density"], ready=0.37)
    scene = replace(scene_of(window), state=state.with_pane(1, Fields({"density": half})))
    key = BY_NAME["density"].legend(scene)
    assert key.ready == 0.37
    picture = colour_legend._stamp(key, DARK.name, 200.0, 1.0).image
    accent = imaging.rgb(DARK.accent)
    pixels = np.array(picture.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint8).view(np.uint32)
    row = pixels.reshape(picture.height(), -1)[round(key.high_px) - 3]
    assert (row == accent).sum() == pytest.approx(0.37 * (200 - 2 * colour_legend.PAD), abs=2)


def test_a_field_that_failed_says_why(window: Any) -> None:
    from dataclasses import replace

    only(window, "density")
    state = window.session.state
    broken = replace(state.panes[1].part(Fields)["density"], error="found NaN")
    scene = replace(scene_of(window), state=state.with_pane(1, Fields({"density": broken})))
    assert BY_NAME["density"].legend(scene).note == "found NaN"
    assert heatmap.field_of(scene, "density") is None


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", imaging.COLORMAPS)
def test_ramps_only_get_lighter_or_darker_away_from_the_ground(name: str, theme: str) -> None:
    ramp = imaging.alpha_ramp(name, theme)
    share = (ramp >> 24) / 255.0
    mixed = channels(ramp) + (1 - share)[:, None] * channels(np.array(imaging.rgb(THEMES[theme].map)))
    packed = np.rint(mixed).astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)
    light = lightness(packed)
    steps = np.diff(light[::8]) * (-1 if theme == "light" else 1)  # neighbours may differ by the rounding alone
    assert steps.min() > 0.0
    assert abs(light[-1] - light[0]) > 0.3


@pytest.mark.parametrize(
    ("name", "unit"),
    [("density", "codes per unit"), ("prior_density", "per unit"), ("stretch", "pixel units per unit")],
)
def test_on_a_line_amounts_are_per_unit_of_length(window: Any, name: str, unit: str) -> None:
    from dataclasses import replace

    state = window.session.state
    line = replace(state.panes[1].model, plane=Plane.axes(1))
    scene = replace(scene_of(window), state=state.with_pane(1, model=line))
    assert heatmap.legend_of(scene, name, "").unit == unit
    assert heatmap.legend_of(scene_of(window), name, "").unit == FIELDS[name].unit


def test_the_key_of_the_glyphs_says_that_the_longest_are_cut(window: Any) -> None:
    from dataclasses import replace

    only(window, "glyphs")
    scene, state = scene_of(window), window.session.state
    field = state.panes[1].part(Fields)["glyphs"]
    g = field.values.reshape(-1, 3).astype(np.float64)
    root = np.sqrt(np.linalg.eigvalsh(g[:, [0, 1, 1, 2]].reshape(-1, 2, 2))[:, 1])
    most = np.quantile(root, glyphs.CROWD)
    assert (root > most).any()
    assert BY_NAME["glyphs"].legend(scene).unit == f"longest: ≥ {words.figure(most)} pixel units per unit"
    even = replace(field, values=np.broadcast_to(np.float32([4, 0, 1]), field.values.shape))
    scene = replace(scene, state=state.with_pane(1, Fields({"glyphs": even})))
    assert BY_NAME["glyphs"].legend(scene).unit == "longest: 2 pixel units per unit"


def test_posteriors_are_chosen_evenly_and_stay_while_the_map_is_panned(window: Any) -> None:
    model, view = window.session.state.panes[1].model, window.canvas(1).view()
    rows = posteriors.subset(model, view, frozenset(), Filter())
    xy = model.codes.xy[rows]
    apart = np.sqrt(((xy[:, None] - xy) ** 2).sum(axis=2)) + np.eye(len(xy)) * 1e9
    assert len(rows) > 8
    assert np.median(apart.min(axis=1)) * view.scale > posteriors.APART / 4
    moved = posteriors.subset(model, view.panned(3, -2), frozenset(), Filter())
    assert len(set(moved) & set(rows)) > 0.8 * len(rows)
    assert not (model.codes.label[posteriors.subset(model, view, frozenset({4}), Filter())] == 4).any()
    tests = posteriors.subset(model, view, frozenset(), Filter(splits=frozenset({1})))
    assert len(tests)
    assert (model.codes.split[tests] == 1).all()


def test_a_model_that_was_closed_leaves_no_codes_behind(window: Any, tiny_bundle: Any) -> None:
    """The other map's model has no posteriors, so nothing is drawn over what the layers kept."""
    session = window.session
    session.controller(SelectionController).everything()
    only(window, "posteriors", "selection")
    window.canvas(1).grab()
    codes = weakref.ref(session.state.panes[1].model.codes)
    assert posteriors.legend(scene_of(window)) is not None
    session.controller(ModelsController).open(1, tiny_bundle("ae-new", kind="ae", seed=7))
    assert window.wait_idle(60_000)
    window.canvas(1).grab()
    gc.collect()
    assert codes() is None


def test_posterior_ellipses_are_those_of_the_plane() -> None:
    rng = np.random.default_rng(0)
    plane = Plane(np.zeros(5), np.linalg.qr(rng.normal(0, 1, (5, 5)))[0][:2])
    log_var = rng.normal(-1, 1, (4, 5)).astype(np.float32)
    for row, outline in zip(log_var, posteriors.outlines(plane, log_var), strict=True):
        (long, short), _ = ellipse(plane, row)
        length = np.hypot(*outline.T)
        assert length.max() == pytest.approx(long, rel=1e-3)
        assert length.min() == pytest.approx(short, rel=1e-3)


@pytest.mark.parametrize("wide", [216.0, 150.0, 110.0, 60.0])
def test_the_unit_never_runs_into_the_numbers_beside_it(monkeypatch: Any, wide: float) -> None:
    drawn: list[tuple[float, float]] = []
    real = QPainter.drawText

    def spy(painter: QPainter, box: Any, flags: Any, text: str) -> None:
        ink = QFontMetricsF(painter.font()).horizontalAdvance(text)
        free = box.width() - ink
        at = box.left() + (0.0 if flags & Qt.AlignmentFlag.AlignLeft else free if flags & right else free / 2)
        drawn.append((at, at + ink))
        real(painter, box, flags, text)

    right = Qt.AlignmentFlag.AlignRight
    monkeypatch.setattr(QPainter, "drawText", spy)
    key = colour_legend.ColourLegend("Stretch", "pixel units² per unit²", "amber", "≤ 16", "5,139")
    colour_legend._stamp.__wrapped__(key, DARK.name, wide, 1.0)
    low, high, *unit = drawn[2:]  # after the title and how much is measured
    assert low[1] < high[0] or wide < 80
    assert all(low[1] < left and right_end < high[0] for left, right_end in unit)
    assert bool(unit) == (wide >= 110)


def test_a_key_without_colours_is_as_wide_as_its_words(qapp: object) -> None:
    plain = colour_legend.ColourLegend("◆ Prior", "◇ far from every code")
    assert 60 < plain.wide_px < colour_legend.WIDE / 1.4
    assert replace(plain, title="◆ Kernel density with a long name").wide_px > plain.wide_px
    assert replace(plain, ramp="amber").wide_px == replace(plain, ready=0.5).wide_px == colour_legend.WIDE
