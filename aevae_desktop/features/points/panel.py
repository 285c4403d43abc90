"""The codes on the map: what they are coloured by, how large and how opaque they are, and which are shown."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QLabel, QSlider

from aevae_desktop.bundle import TEST, TRAIN
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.points import logic
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.points.legend import counts
from aevae_desktop.features.points.state import Filter, PointLook
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SHOWN, SessionState, panes_differ
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.controls import Segmented, button, choice, label, slider
from aevae_desktop.ui.widgets.layouts import grid, hbox
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.ui.widgets.text_line import TextLine, muted

STEPS = 100  # of a range
SPLITS = (None, frozenset({TRAIN}), frozenset({TEST}))
SPLIT_TIPS = (
    translate("points", "All images"),
    translate("points", "Only images it was trained on"),
    translate("points", "Only images it never saw"),
)
LAYER = "points"


class PointsPanel(Card):
    """One card; the legend under the maps shows what follows from it."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            "points",
            translate("points", "Codes"),
            translate("points", "Colours, sizes and filters of the stored codes."),
        )
        self._names = [logic.CLASS]
        self._colour = choice(
            "points.colour",
            translate("points", "What the codes are coloured by"),
            [logic.TITLES[logic.CLASS]],
            0,
            translate("points", "Colour by"),
        )
        self._colour.activated.connect(lambda index: session.controller(PointsController).colour_by(self._names[index]))
        self._size = slider("points.size", translate("points", "Size of a code"), 50, 400, 100)
        self._size.valueChanged.connect(lambda value: session.controller(PointsController).set_size(value / 100))
        self._opacity = slider("points.opacity", translate("points", "Opacity of the codes"), 10, 100, 100)
        self._opacity.valueChanged.connect(self._set_opacity)
        names = [f"points.split.{index}" for index in range(len(SPLITS))]
        self._split = Segmented(
            (translate("points", "All"), translate("points", "Training"), translate("points", "Test")),
            SPLIT_TIPS,
            names,
            title=translate("points", "Images"),
        )
        self._split.chosen.connect(lambda index: session.controller(PointsController).show_splits(SPLITS[index]))
        self._ends = [
            self._end_slider(*end)
            for end in (("low", translate("points", "at least"), 0), ("high", translate("points", "at most"), STEPS))
        ]
        self._values = [TextLine(12, room=72), TextLine(12, room=72)]
        self._of, self._count = label(), muted(name="points.count")
        self.setFocusProxy(self._colour)
        self._lay_out()

    def _end_slider(self, name: str, title: str, value: int) -> QSlider:
        made = slider(
            f"points.{name}",
            translate("points", "Codes whose value is {title} this are shown").format(title=title),
            0,
            STEPS,
            value,
            title,
        )
        made.valueChanged.connect(self._set_range)
        return made

    def _lay_out(self) -> None:
        rows = (
            (translate("points", "Colour by"), self._colour),
            (translate("points", "Size"), self._size),
            (translate("points", "Opacity"), self._opacity),
        )
        made = grid(
            *((QLabel(title), (control, 1, 2)) for title, control in rows),
            (QLabel(translate("points", "Images")), (self._split, 1, 2, Qt.AlignmentFlag.AlignLeft)),
            ((self._of, 1, 3),),
            *zip(
                map(QLabel, (translate("points", "at least"), translate("points", "at most"))),
                self._ends,
                self._values,
                strict=True,
            ),
            gaps=(14, 8),
        )
        made.setColumnStretch(1, 1)
        tip = translate("points", "Take back every filter: classes, images and values")
        every = button(
            translate("points", "Show all"),
            "points.all",
            tip,
            self._session.controller(PointsController).show_all,
            compact=True,
        )
        self.lay_out(made, hbox((self._count, 1), every, gap=-1), gap=10)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show how the codes look and which are shown."""
        if new.layers is not old.layers and LAYER in new.layers:
            with QSignalBlocker(self._opacity):
                self._opacity.setValue(round(100 * new.layers[LAYER].opacity))
        if panes_differ(old, new, "model") or new.shown != old.shown or new.part(PointLook) is not old.part(PointLook):
            self._show_look(new)
        elif new.hidden is old.hidden and new.part(Filter) is old.part(Filter):
            return
        self._show_filter(new)

    def _show_look(self, state: SessionState) -> None:
        found = logic.choices(state)
        self._names = list(found)
        if state.part(PointLook).colour not in found:
            self._names.append(state.part(PointLook).colour)
        self._colour.clear()
        for row, name in enumerate(self._names):
            why, title = found.get(name, translate("points", "no map on screen has it")), logic.TITLES.get(name, name)
            self._colour.addItem(f"{title}: {why}" if why else title)
            rows = self._colour.model()
            assert isinstance(rows, QStandardItemModel)
            rows.item(row).setEnabled(not why)
        self._colour.setCurrentIndex(self._names.index(state.part(PointLook).colour))
        with QSignalBlocker(self._size):
            self._size.setValue(round(100 * state.part(PointLook).size))

    def _show_filter(self, state: SessionState) -> None:
        splits = [None if s is None else set(s) for s in SPLITS]
        shown = state.part(Filter).splits
        kept = None if shown is None else set(shown)
        if kept in splits:
            self._split.setIndex(splits.index(kept))
        self._show_range(state)
        self._count.setText(words.how_many(counts(state)))

    def _show_range(self, state: SessionState) -> None:
        name, scale = ranged(state)
        title = logic.TITLES.get(name, name)
        usable = bool(name) and not scale.empty and scale.high > scale.low
        self._of.setText(_about_range(name, title, usable))
        kept = state.part(Filter).range
        low, high = kept[1:] if kept is not None and kept[0] == name else (-inf, inf)
        for end, at, shown, limit in zip(self._ends, (low, high), self._values, (-inf, inf), strict=True):
            end.setEnabled(usable)
            shown.setText(translate("points", "any") if at == limit or not usable else words.figure(at))
            with QSignalBlocker(end):
                end.setValue(_step(at, scale) if usable else (0 if limit < 0 else STEPS))

    def _set_range(self) -> None:
        """An end that was pushed past the other takes it along; at the very end it is no limit."""
        name, scale = ranged(self._session.state)
        low, high = (end.value() for end in self._ends)
        if low > high:
            low, high = (low, low) if self.sender() is self._ends[0] else (high, high)
        ends = [scale.low + (scale.high - scale.low) * step / STEPS for step in (low, high)]
        self._session.controller(PointsController).keep_range(
            name, -inf if low == 0 else ends[0], inf if high == STEPS else ends[1]
        )

    def _set_opacity(self, value: int) -> None:
        layer = self._session.state.layers.get(LAYER, SHOWN)
        self._session.controller(LayersController).set_layer(LAYER, replace(layer, opacity=value / 100))


def ranged(state: SessionState) -> tuple[str, logic.Scale]:
    """The number that a range is about, and its scale: what the codes are coloured by, else what is filtered."""
    colour, kept = state.part(PointLook).colour, state.part(Filter).range
    name = colour if logic.is_numeric(colour) else kept[0] if kept else ""
    return name, logic.scale(state, name)


def _about_range(name: str, title: str, usable: bool) -> str:
    if not name:
        return translate("points", "Colour by a number to filter by its values.")
    return (
        translate("points", "{title} of the codes that are shown").format(title=title)
        if usable
        else translate("points", "{title} has no two values to filter by.").format(title=title)
    )


def _step(value: float, scale: logic.Scale) -> int:
    fraction = (min(max(value, scale.low), scale.high) - scale.low) / (scale.high - scale.low)
    return round(STEPS * fraction)
