"""What a claim is about, to be seen: the maps, sheets of decoded codes, curves along a series, the block diagram."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QWidget

from aevae_desktop.features.article import logic, text
from aevae_desktop.features.article.panels.marked_sheet import MarkedSheet
from aevae_desktop.features.article.sheets import SheetController, Sheets
from aevae_desktop.features.article.state import ArticleState, Bar, Claim, Curve, Found, Picture, Role
from aevae_desktop.features.diagram import text as diagram_text
from aevae_desktop.features.diagram.controller import DiagramController
from aevae_desktop.features.diagram.flow_view import FlowView
from aevae_desktop.features.diagram.logic import NOTHING
from aevae_desktop.features.diagram.panel import REST, Sentence
from aevae_desktop.features.diagram.state import DiagramState, Part
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import words
from aevae_desktop.ui.charts.interval_curve import IntervalCurve, Line
from aevae_desktop.ui.widgets.layouts import hbox, vbox
from aevae_desktop.ui.widgets.text_line import TextLine

GAP = 12  # px, between two sheets or plots
LEAST_MAP = 210  # px, of a map's height
CURVES, APART = 2, 5.0  # plots; lines whose largest values differ more have a plot of their own


class ClaimPicture(QWidget):
    """The maps, or, where a claim has them, sheets, curves or the diagram in their place."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._place, self._sheets, self._curves = QWidget(), QWidget(), QWidget()
        self._place.setMinimumHeight(LEAST_MAP)
        self._slot = vbox(gap=0, of=self._place)
        self._columns = [_Column(session, k) for k in range(2)]
        self._pair = hbox(*((column, 1) for column in self._columns), gap=GAP, of=self._sheets)
        _snug(self._pair)
        self._plots = [IntervalCurve(f"article.curve.{k}") for k in range(CURVES)]
        self._frames = [_card(plot) for plot in self._plots]
        _snug(hbox(*((frame, 1) for frame in self._frames), gap=GAP, of=self._curves))
        self._flow = _Flow(session)
        _snug(vbox((self._place, 1), (self._sheets, 1), (self._curves, 1), self._flow, gap=0, of=self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two sheets are equally wide: one px more would make all tiles of a sheet larger."""
        self._pair.setContentsMargins(0, 0, (self.width() - GAP) % 2, 0)

    def lend(self, maps: QWidget) -> None:
        """Take the maps."""
        self._slot.addWidget(maps)
        maps.show()

    def rest(self) -> None:
        """Nobody looks: decode nothing."""
        self._session.controller(SheetController).show({})
        self._flow.watch(False)

    def resume(self) -> None:
        """Somebody looks again."""
        self._flow.watch(not self._flow.isHidden())

    def show_claim(self, claim: Claim, found: Found | None, state: SessionState) -> None:
        """Draw the sheets or the curves that were measured for ``claim``; until then, and of other claims, the maps."""
        sheets = _sheets(claim, found, state) if claim.picture is Picture.SHEETS else []
        lines = _plots(claim.curve, found) if claim.curve is not None and found else []
        flow = self._flow.show_claim(claim, state)
        maps = not sheets and not lines and not flow
        parts = ((self._place, maps), (self._sheets, bool(sheets)), (self._curves, bool(lines)), (self._flow, flow))
        for widget, seen in parts:
            widget.setVisible(seen)
        self._flow.watch(flow and self.isVisible())
        for k, column in enumerate(self._columns):
            column.setVisible(k < len(sheets))
            if k < len(sheets):
                column.show_sheet(sheets[k])
        for plot, frame, shown in zip(self._plots, self._frames, [*lines, *[None] * CURVES], strict=False):
            frame.setVisible(shown is not None)
            if shown is not None:
                plot.setLines(*shown)
        self._session.controller(SheetController).show({sheet.key: sheet.z for sheet in sheets})
        self.draw_images(state)

    def draw_images(self, state: SessionState) -> None:
        """Show what has been decoded."""
        for column in self._columns:
            column.draw_images(state)

    def draw_flow(self, state: SessionState) -> None:
        """Show what has gone through the model of the diagram."""
        self._flow.draw(state)


class _Flow(QFrame):
    """The block diagram of the model that a claim is about: the die rolls, a part that is pointed at is explained."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._session = session
        self._pane: int | None = None
        self._rest = ""
        self._name = TextLine(13, name="article.flow.name")
        self.view, self._sentence = FlowView("article.flow"), Sentence("article.flow.sentence")
        self._sentence.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.view.rolled.connect(session.controller(DiagramController).roll)
        self.view.pointed.connect(self._point)
        _snug(vbox(self._name, self.view, self._sentence, gap=6, edges=(12, 9, 12, 10), of=self))

    def show_claim(self, claim: Claim, state: SessionState) -> bool:
        """Turn to the VAE, or the autoencoder, that ``claim`` is about; whether there is one on a map and a diagram."""
        keys = [
            each.key for role in (Role.VAE, Role.AE) if role in claim.measures for each in logic.subjects(state, role)
        ]
        panes = {model.key: i for i, model in state.shown_models()}
        found = next((panes[key] for key in keys if key in panes), None)
        seen = claim.picture is Picture.DIAGRAM and claim.name in state.part(ArticleState).revealed
        self._pane = found if seen else None
        self.draw(state)
        return self._pane is not None

    def draw(self, state: SessionState) -> None:
        """Show what went through last."""
        model = None if self._pane is None else state.panes[self._pane].model
        if self._pane is None or model is None:
            return
        part = state.part(DiagramState)
        flow = part.flows.get(self._pane)
        said = "" if flow is None else diagram_text.compression(flow)
        self._name.setText(said, words.long_name(model.manifest))
        self.view.setAccessibleName(
            translate("article", "Diagram, {name}").format(name=words.long_name(model.manifest))
        )
        self.view.show_flow(flow, part.errors.get(self._pane, NOTHING))
        self._rest = REST.format(flow.origin) if flow is not None and flow.origin else NOTHING
        self._point(None)

    def watch(self, on: bool) -> None:
        """Have images sent through while somebody looks."""
        self._session.controller(DiagramController).watch(on, "article")

    def _point(self, part: Part | None) -> None:
        self._sentence.setText(self._rest if part is None else diagram_text.SENTENCES[part])
        self.view.show_pointed(part)


class _Sheet:
    """One model's codes, and which of them the judge calls no digit."""

    def __init__(self, role: Role, measure: str, key: str, z: F32, found: Found) -> None:
        self.role, self.measure, self.key, self.z = role, measure, key, z
        self.none = found[role][0].arrays.get(f"{measure}.none")


class _Column(QFrame):
    """A sheet under its name."""

    def __init__(self, session: Session, k: int) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._sheet: _Sheet | None = None
        self._name = TextLine(13, name=f"article.sheet.{k}.name")
        self.page = MarkedSheet(f"article.sheet.{k}", translate("article", "Decoded codes"))
        self.page.chosen.connect(partial(self._probe, session))
        _snug(vbox(self._name, (self.page, 1), gap=6, edges=(12, 9, 12, 10), of=self))

    def show_sheet(self, sheet: _Sheet) -> None:
        """Name it; its images come with ``draw_images``."""
        self._sheet = sheet
        name = f"{text.LONG[sheet.role]}, {sheet.z.shape[1]}-D"
        self._name.setText(text.source(sheet.measure, sheet.role), name)
        self.page.setAccessibleName(f"{name}: {text.source(sheet.measure, sheet.role)}")

    def draw_images(self, state: SessionState) -> None:
        """What came of it."""
        if self._sheet is not None:
            sheet = state.part(Sheets).sheets.get(self._sheet.key)
            images = None if sheet is None or sheet.z is not self._sheet.z else sheet.images
            self.page.show_tiles(len(self._sheet.z), images, self._sheet.none, text.TILES)

    def _probe(self, session: Session, place: int) -> None:
        if self._sheet is not None:
            session.controller(SheetController).probe(self._sheet.key, self._sheet.z[place])


def _sheets(claim: Claim, found: Found | None, state: SessionState) -> list[_Sheet]:
    """The first sheet of codes of each role."""
    made = []
    for role, measures in claim.measures.items() if found else ():
        arrays = found[role][0].arrays if found and found.get(role) else {}
        measure = next((each for each in measures if f"{each}.z" in arrays), None)
        if measure is not None and found:
            key = logic.subjects(state, role)[0].key
            made.append(_Sheet(role, measure, key, arrays[f"{measure}.z"], found))
    return made[:2]


def _plots(curve: Curve, found: Found) -> list[tuple[str, str, list[Line]]]:
    """The lines in one plot, or those of very different height in two: what goes up, what goes along, the lines."""
    made = [line for bar in curve.lines if (line := _line(bar, curve.by, found)) is not None]
    if not made:
        return []
    high = [line for line in made if max(line.values) * APART >= max(made[0].values)]
    low = [line for line in made if line not in high]
    titles = [_title(curve.y, part if low else []) for part in (high, low)]
    return [(title, curve.x, part) for title, part in zip(titles, (high, low), strict=True) if part]


def _title(what: str, lines: Sequence[Line]) -> str:
    names = ", ".join(line.name for line in lines)
    said = f"{names}: {what}" if names else what
    return said[:1].upper() + said[1:]


def _line(bar: Bar, by: str, found: Found) -> Line | None:
    models = [each for each in found.get(bar.role, ()) if bar.figure in each.figures and by in each.figures]
    if len(models) < 2:
        return None
    figures = [each.figures[bar.figure] for each in models]
    x = tuple(each.figures[by].value for each in models)
    values, lows, highs = (tuple(getattr(each, end) for each in figures) for end in ("value", "low", "high"))
    return Line(bar.label, text.tone(bar), x, values, lows, highs)


def _card(plot: IntervalCurve) -> QFrame:
    made = QFrame()
    made.setProperty("card", True)
    _snug(vbox((plot, 1), edges=(12, 10, 12, 8), of=made))
    return made


def _snug(layout: QLayout) -> None:
    """Whose layout it is takes no more height than what is inside may have."""
    layout.setSizeConstraint(QLayout.SizeConstraint.SetMinAndMaxSize)
