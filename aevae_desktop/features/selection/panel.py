"""The selection card: how many of what, the members as pictures, their codes as CSV, and what their neighbours say."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from aevae_desktop import atomic
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.selection import logic
from aevae_desktop.features.selection.contact_page import ContactPage
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.state import ContactSheet, How, Report, Selecting, Selection
from aevae_desktop.language import translate
from aevae_desktop.session.model import Model
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.controls import Segmented, button, entry
from aevae_desktop.ui.widgets.layouts import hbox, vbox
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.ui.widgets.table import Bar, ClassBars
from aevae_desktop.ui.widgets.text_line import Heading, TextLine, muted

WIDE = 430  # px
PURPOSE = translate("selection", "The chosen samples: their pictures, codes and neighbours.")
EMPTY = translate("selection", "Nothing is selected. Shift+drag draws a lasso, Ctrl+drag a box.")
CLASSES = translate("selection", "How many of each class are selected")
LINES = 3  # of the report


class SelectionPanel(Card):
    """What is selected, and everything that can be done with it."""

    lazy = True

    def __init__(self, session: Session) -> None:
        super().__init__(session, "selection", translate("selection", "Selection"), PURPOSE, WIDE)
        self._count, self._bars = TextLine(12, name="selection.count"), ClassBars("selection.classes", CLASSES)
        self._members = self._make_members()
        self._report = [muted(name=f"selection.report.{k}") for k in range(LINES)]
        lines = (self._count, self._bars, self._search(), self._commands(), self._members, self._neighbours())
        self.lay_out(self._head(), *lines, *self._report)

    # ------------------------------------------------------------ parts

    def _head(self) -> QHBoxLayout:
        controller = self._session.controller(SelectionController)
        tip = translate("selection", "Add the mean of the selection to a code, or subtract it (Shift+Y)")
        card = partial(self.trigger, "arithmetic")
        sums = button(translate("selection", "Arithmetic…"), "selection.arithmetic", tip, card, compact=True)
        self._undo = button(
            translate("selection", "Undo"),
            "selection.undo",
            translate("selection", "Undo the selection (U)"),
            controller.undo,
            compact=True,
        )
        self._redo = button(
            translate("selection", "Redo"),
            "selection.redo",
            translate("selection", "Redo the selection (Shift+U)"),
            controller.redo,
            compact=True,
        )
        return hbox(sums, self._undo, self._redo, None)

    def _search(self) -> QHBoxLayout:
        tip = translate("selection", "Select samples by their numbers, and probe the first; Shift+Enter adds them")
        hint = translate("selection", "by number: 17, or 100-120, 300")
        self._number = entry("selection.number", translate("selection", "Numbers of samples to select"), tip, hint)
        tip = translate("selection", "Select the samples of these numbers (Enter)")
        return hbox(
            (self._number, 1), button(translate("selection", "Select"), "selection.find", tip, self._find, compact=True)
        )

    def _commands(self) -> QHBoxLayout:
        controller = self._session.controller(SelectionController)
        commands = (
            (
                translate("selection", "All"),
                "all",
                translate("selection", "Select all that is shown (Ctrl+A)"),
                controller.everything,
            ),
            (
                translate("selection", "Class"),
                "class",
                translate("selection", "Select the class of the sample at the probe (Ctrl+Shift+A)"),
                controller.same_class,
            ),
            (
                translate("selection", "Invert"),
                "invert",
                translate("selection", "Select what is shown and not selected (Ctrl+I)"),
                controller.invert,
            ),
            (
                translate("selection", "Grow"),
                "grow",
                translate("selection", "Add the 10 nearest neighbours of each, in the whole latent space (Ctrl+G)"),
                controller.grow,
            ),
            (
                translate("selection", "Clear"),
                "clear",
                translate("selection", "Select nothing (Ctrl+D)"),
                controller.clear,
            ),
        )
        made = (button(text, f"selection.{name}", tip, act, compact=True) for text, name, tip, act in commands)
        return hbox(*made, None)

    def _make_members(self) -> QWidget:
        controller, whole = self._session.controller(SelectionController), QWidget()
        self._sheet, self._shown = ContactPage(), muted(name="selection.shown")
        self._sheet.chosen.connect(self._session.controller(ProbeController).hold_sample)
        back = button(
            "‹", "selection.back", translate("selection", "Previous page"), lambda: controller.turn(-1), compact=True
        )
        tip = translate("selection", "Next page; each page is a random sample")
        self._turn = [back, button("›", "selection.on", tip, lambda: controller.turn(1), compact=True)]
        vbox(hbox((self._shown, 1), *self._turn), self._sheet, self._export(), gap=6, of=whole)
        return whole

    def _export(self) -> QVBoxLayout:
        self._source = Segmented(("AE", "VAE"), title=translate("selection", "Map"))
        self._source.setIndex(0)
        self._source.chosen.connect(self._aim)
        self._pane = 0
        tip = translate("selection", "Copy number, label, split and code of every member as CSV")
        copy = button(translate("selection", "Copy CSV"), "selection.copy", tip, self.copy, compact=True)
        save = button(
            translate("selection", "Save CSV…"),
            "selection.save",
            translate("selection", "Save the same table as a file"),
            self._save,
            compact=True,
        )
        return vbox(
            hbox(muted(translate("selection", "codes of"), room=50), self._source, None), hbox(copy, save, None), gap=6
        )

    def _neighbours(self) -> QHBoxLayout:
        tip = translate(
            "selection", "How many of the 10 nearest codes have the same label, and are the same on both maps (N)"
        )
        self._compare = button(
            translate("selection", "Compare"),
            "selection.compare",
            tip,
            self._session.controller(SelectionController).report,
            compact=True,
        )
        return hbox((Heading(translate("selection", "Neighbours")), 1), self._compare, gap=-1)

    # ------------------------------------------------------------ what it shows

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the selection, its sheet and its report."""
        models = panes_differ(old, new, "model")
        if new.part(Selecting).selection is not old.part(Selecting).selection or models or old.shown != new.shown:
            self._describe(new)
        if new.part(Selecting) is not old.part(Selecting) or models or old.shown != new.shown:
            self._undo.setEnabled(bool(new.part(Selecting).past))
            self._redo.setEnabled(bool(new.part(Selecting).future))
            self._lay(new)
            self._tell(new)

    def _describe(self, state: SessionState) -> None:
        linked = logic.linked(state)
        now, model = state.part(Selecting).selection, linked[0][1] if linked else None
        self._count.setText(described(state, now, model), f"{len(now.samples):,}" if now and model else "")
        self._bars.setBars(bars(model, now) if now is not None and model is not None else ())
        self._bars.setVisible(model is not None)
        self._members.setVisible(model is not None)
        self.setFocusProxy(self._compare if model is None else self._sheet)
        for pane, name in enumerate(words.pane_names(state)):
            self._source.button(pane).setText(name or translate("selection", "Map {pane}").format(pane=pane + 1))
            self._source.button(pane).setEnabled(any(i == pane for i, _ in linked))
        if linked and all(i != self._pane for i, _ in linked):
            self._aim(linked[0][0])
        self._lay(state)

    def _lay(self, state: SessionState) -> None:
        sheet, now = state.part(Selecting).sheet, state.part(Selecting).selection
        models = tuple(dict.fromkeys(model for _, model in logic.linked(state)))
        sheet = sheet if sheet is not None and sheet.selection is now else None
        self._sheet.setSheet(sheet, models)
        if now is not None:
            self._shown.setText(paged(state, sheet, now))
        for turn in self._turn:
            turn.setVisible(sheet is not None and sheet.pages > 1)

    def _tell(self, state: SessionState) -> None:
        lines = reported(state, state.part(Selecting).report)
        if state.part(Selecting).busy:
            lines = [f"{state.part(Selecting).busy} … {state.part(Selecting).share:.0%}"]
        for line, text in zip(self._report, [*lines, *[""] * LINES], strict=False):
            line.setText(text)
            line.setVisible(bool(text))

    # ------------------------------------------------------------ gestures

    def ask_number(self) -> None:
        """Give the keyboard to the field of numbers."""
        self._number.setFocus()
        self._number.selectAll()

    def watch(self, seen: bool) -> None:
        """Decode the members while somebody looks."""
        self._session.controller(SelectionController).watch(seen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the field of numbers selects them."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._number.hasFocus():
            self._find(How.ADD if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else How.NEW)
        else:
            super().keyPressEvent(event)

    def _find(self, how: How = How.NEW) -> None:
        self._session.controller(SelectionController).numbers(self._number.text(), how)

    def _aim(self, pane: int) -> None:
        self._pane = pane
        self._source.setIndex(pane)

    def copy(self) -> None:
        """Put the codes of the members on the clipboard, as CSV."""
        self._session.controller(SelectionController).codes(self._pane, self._put)

    def _put(self, text: bytes) -> None:
        QGuiApplication.clipboard().setText(text.decode())
        self._session.notify(translate("selection", "{n:,} codes are on the clipboard.").format(n=_lines(text)))

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self.window(), translate("selection", "Save the selected codes"), "codes.csv", "CSV (*.csv)"
        )
        if name:
            self._session.controller(SelectionController).codes(self._pane, lambda text: self._write(Path(name), text))

    def _write(self, path: Path, text: bytes) -> None:
        try:
            atomic.write_file(path, text)
        except OSError as error:
            self._session.notify(
                translate("selection", "{path}: cannot be written: {strerror}. Choose another folder.").format(
                    path=path, strerror=error.strerror
                )
            )
        else:
            self._session.notify(
                translate("selection", "{n:,} codes were written to {path}.").format(n=_lines(text), path=path)
            )


def _lines(text: bytes) -> int:
    return text.count(b"\n") - 1  # the first is the header


def described(state: SessionState, now: Selection | None, model: Model | None) -> str:
    """``of 70,000 codes, on both maps``, or why there is nothing."""
    if now is None:
        return EMPTY
    if model is None or model.codes is None:
        return translate("selection", "{n:,} samples, whose images these maps do not show").format(n=len(now.samples))
    both = (
        translate("selection", ", on both maps")
        if len(logic.linked(state)) > 1
        else translate("selection", ", on this map only")
        if len(state.shown) > 1
        else ""
    )
    return translate("selection", "of {n:,} codes{both}").format(n=len(model.codes.mu), both=both)


def bars(model: Model, now: Selection) -> list[Bar]:
    """Name, colour and number of each class that is there."""
    assert model.codes is not None
    names, label = model.manifest.classes, model.codes.label[now.samples]
    counts = np.bincount(np.where((label >= 0) & (label < len(names)), label, len(names)), minlength=len(names) + 1)
    rows = [(name, k, int(counts[k])) for k, name in enumerate(names) if counts[k]]
    return [*rows, (translate("selection", "no label"), -1, int(counts[-1]))] if counts[-1] else rows


def paged(state: SessionState, sheet: ContactSheet | None, now: Selection) -> str:
    """``60 of 1,234 shown (page 1 of 21): AE, VAE``."""
    if sheet is None:
        return translate("selection", "decoding …")
    parts = ["original"] if sheet.originals is not None else []
    names = words.pane_names(state)
    parts += list(dict.fromkeys(names[i] for i, _ in logic.linked(state)))
    page = (
        translate("selection", " · page {page} of {pages:,}").format(page=sheet.page + 1, pages=sheet.pages)
        if sheet.pages > 1
        else ""
    )
    return translate("selection", "{n} of {all:,} shown{page} · {parts}").format(
        n=len(sheet.samples), all=len(now.samples), page=page, parts=", ".join(parts)
    )


def reported(state: SessionState, report: Report | None) -> list[str]:
    """The report as lines: the agreement of each model, what the maps have in common, and of how many samples."""
    if report is None:
        return []
    names = {
        pane.model.key: name for pane, name in zip(state.panes, words.pane_names(state), strict=True) if pane.model
    }
    agree = [
        f"{names[key]} {100 * fraction:.1f} %" for key, (fraction, n) in report.agreement.items() if n and key in names
    ]
    lines = (
        [translate("selection", "{k} nearest agree with the label: {agree}").format(k=report.k, agree=", ".join(agree))]
        if agree
        else []
    )
    if report.overlap is not None:
        lines.append(
            translate("selection", "neighbours in common between the maps: {overlap:.1f} %").format(
                overlap=100 * report.overlap
            )
        )
    whose = translate("selection", "all codes") if report.selection is None else translate("selection", "the selected")
    stale = (
        ""
        if report.selection is state.part(Selecting).selection
        else translate("selection", " · of an earlier selection")
    )
    return [
        *lines,
        translate("selection", "n = {n:,} of {of:,}, {whose}; k = {k}{stale}").format(
            n=report.n, of=report.of, whose=whose, k=report.k, stale=stale
        ),
    ]
