"""Planes and sliders: which plane of its latent space a map shows, and a slider with a traversal a dimension."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QSizePolicy, QToolButton

from aevae_desktop.core.map.dimensions import Dimensions
from aevae_desktop.features.planes.controller import PlaneController
from aevae_desktop.features.planes.dimension_row import DimensionRow
from aevae_desktop.features.planes.logic import CORNERS
from aevae_desktop.features.planes.state import Slicing
from aevae_desktop.features.probe.state import Showing
from aevae_desktop.language import translate
from aevae_desktop.session.model import Model
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Pane, SessionState
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.controls import Segmented, button, choice, label, menu_button
from aevae_desktop.ui.widgets.layouts import hbox, vbox
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.ui.widgets.text_line import TextLine, muted

PURPOSE = translate("planes", "Which plane of the latent space a map shows, and a slider for each dimension.")
MOST = 256  # rows: of a wider code, the dimensions that are used most
AT_ONCE = 24  # rows that are made between two events, some 20 ms: more than are in sight


class PlanesPanel(Card):
    """A chooser of planes for one pane at a time, and a row a dimension, the most used one first."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "planes", translate("planes", "Planes and sliders"), PURPOSE)
        self._pane, controller = session.state.lead, session.controller(PlaneController)
        self._dims: Dimensions | None = None
        self._rows: list[DimensionRow] = []
        self._left: list[int] = []  # dimensions whose rows are still to be made
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(lambda: self._grow(self._session.state))
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._watch_rows)
        self._target = Segmented(
            (translate("planes", "Left map"), translate("planes", "Right map")), title=translate("planes", "Map")
        )
        self._target.setIndex(self._pane)
        self._target.chosen.connect(self._aim)
        self._axes = [
            self._axis(0, translate("planes", "Dimension to the right")),
            self._axis(1, translate("planes", "Dimension upwards")),
        ]
        tip = translate("planes", "The plane of the codes' two leading principal directions")
        self._pca = button("PCA", "planes.pca", tip, lambda: controller.principal(self._pane), compact=True)
        self._corners = self._corners_button()
        tip = translate("planes", "Move the plane to the parallel one through the probed code")
        self._through = button(
            translate("planes", "To probe"),
            "planes.through",
            tip,
            lambda: controller.to_probe(self._pane),
            compact=True,
        )
        self._name, self._order = TextLine(12), muted()
        tip = translate("planes", "Probe the mean of the codes; frozen dimensions stay")
        self._reset = button(
            translate("planes", "Reset to the mean"),
            "planes.reset",
            tip,
            lambda: controller.reset(self._pane),
            compact=True,
        )
        self._note = label()
        self._note.hide()
        self.setFocusProxy(self._axes[0])
        self._lay_out()

    @property
    def busy(self) -> bool:
        """True until it is known which rows are in sight."""
        return self._soon.isActive()

    # ------------------------------------------------------------ drawing

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the plane and the sliders of the chosen pane; nothing while the card is closed."""
        owner = new.part(Showing) is not old.part(Showing)
        if self.isVisible() and (owner or old.panes[self._pane] is not new.panes[self._pane]):
            self._draw(new)

    def watch(self, seen: bool) -> None:
        """Open on the pane that was probed last; closed, nothing is in sight any more."""
        if seen:
            self._target.setIndex(self._session.state.lead)
            self._aim(self._session.state.lead)
        else:
            self._session.controller(PlaneController).watch(self._pane, ())

    def look(self) -> None:
        """Other rows are in sight: once they are laid out."""
        self._soon.start()

    def _aim(self, pane: int) -> None:
        self._pane = pane
        self._clear_rows()  # a model whose codes are still to come has none of its own
        self._draw(self._session.state)
        self.look()

    def _draw(self, state: SessionState) -> None:
        pane = state.panes[self._pane]
        model = pane.model
        dims = None if model is None or model.codes is None else model.codes.dims
        if dims is not self._dims or not self._rows:
            self._dims = dims
            self._make_rows(state)
        else:
            for row in self._rows:
                row.render_pane(state)
        if model is not None:
            self._draw_plane(pane, model)

    def _draw_plane(self, pane: Pane, model: Model) -> None:
        d, plane_choice, held = model.plane.d, model.plane_choice, pane.part(Slicing).corners
        chosen = (
            translate("planes", "corners: {names}").format(names=", ".join(c.name for c in held))
            if 0 < len(held) < CORNERS
            else words.plane_name(model)
        )
        self._name.setText(chosen if d > 1 else translate("planes", "one dimension: the map is a line"))
        for box, axis in zip(self._axes, (plane_choice.i, plane_choice.j), strict=True):
            with QSignalBlocker(box):
                if box.count() != d:
                    box.clear()
                    box.addItems([words.dimension(k) for k in range(d)])
                box.setCurrentIndex(axis if plane_choice.kind == "axes" and d > 1 else -1)
        for control in (*self._axes, self._pca, self._corners):
            control.setEnabled(d > 1)
        self._through.setEnabled(d > 2)

    def _clear_rows(self) -> None:
        for row in self._rows:
            row.deleteLater()
        self._rows, self._left = [], []

    def _make_rows(self, state: SessionState) -> None:
        self._clear_rows()
        model = state.panes[self._pane].model
        if model is not None and model.codes is not None:
            self._left = model.codes.dims.order[:MOST].tolist()
            self._order.setText(
                translate("planes", "by KL, nats")
                if model.codes.log_var is not None
                else translate("planes", "by variance")
            )
            d = model.plane.d
            self._note.setText(
                translate("planes", "The {most} of {d} dimensions that are used most.").format(most=MOST, d=d)
            )
            self._note.setVisible(d > MOST)
        self._grow(state)

    def _grow(self, state: SessionState) -> None:
        """Make some more rows; the next ones between other events."""
        model = state.panes[self._pane].model
        if model is None or model.codes is None or model.codes.dims is not self._dims:
            return  # those of another model are made when the card is drawn
        now, self._left = self._left[:AT_ONCE], self._left[AT_ONCE:]
        for k in now:
            row = DimensionRow(self._session, self._pane, model, k)
            themes.apply_below(row, self._theme)
            self._column.insertWidget(self._column.count() - 2, row)
            row.render_pane(state)
            self._rows.append(row)
        if self._left:
            self._more.start()
        self.look()

    def _watch_rows(self) -> None:
        """Tell which strips are in sight, once all is laid out: before that, new rows have hardly any room."""
        if not self.isVisible():
            return
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        seen = [row.k for row in self._rows if not row.visibleRegion().isEmpty()]
        self._session.controller(PlaneController).watch(self._pane, tuple(seen))

    # ------------------------------------------------------------ parts

    def _axis(self, side: int, tip: str) -> QComboBox:
        made = choice(f"planes.axis.{side}", tip, (), -1)
        made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        made.setPlaceholderText(translate("planes", "axis"))
        made.activated.connect(lambda index: self._choose(side, index))
        return made

    def _choose(self, side: int, index: int) -> None:
        """Another axis on one side; where the other has it already, the two change places."""
        model = self._session.state.panes[self._pane].model
        if model is None:
            return
        axes = [model.plane_choice.i, model.plane_choice.j]
        if model.plane_choice.kind != "axes":
            axes = [int(k) for k in self._dims.order[:2]] if self._dims is not None else [0, 1]
        if axes[1 - side] == index:
            axes[1 - side] = axes[side]
        axes[side] = index
        if axes[0] == axes[1]:
            axes[1 - side] = (index + 1) % model.plane.d
        self._session.controller(PlaneController).axes(self._pane, *axes)

    def _corners_button(self) -> QToolButton:
        controller = self._session.controller(PlaneController)
        entries = (
            (translate("planes", "Add the probed sample"), lambda: controller.add_corner(self._pane)),
            (translate("planes", "A, B and the probe"), lambda: controller.path_and_probe(self._pane)),
            (translate("planes", "Start again"), lambda: controller.clear_corners(self._pane)),
        )
        return menu_button(
            translate("planes", "Three samples ▾"),
            "planes.corners",
            translate("planes", "The plane through three codes"),
            entries,
            compact=True,
        )

    def _lay_out(self) -> None:
        self._column = vbox(self._note, None, gap=0)
        self.lay_out(
            (self._target, 0, Qt.AlignmentFlag.AlignLeft),
            hbox(self._axes[0], QLabel("×"), self._axes[1], self._pca, None),
            hbox((self._name, 1), self._corners),
            hbox((self._order, 1), self._through, self._reset),
            self._column,
        )
