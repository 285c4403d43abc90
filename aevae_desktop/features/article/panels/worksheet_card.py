"""The card of the worksheet: whose it is, what is in it, and the files that it becomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, QSignalBlocker
from PySide6.QtWidgets import QFileDialog

from aevae_desktop import atomic
from aevae_desktop.errors import DataError
from aevae_desktop.features.article import logic, worksheet
from aevae_desktop.features.article.claims import CLAIMS
from aevae_desktop.features.article.controller import SEEDS, ArticleController
from aevae_desktop.features.article.state import LONGEST, ArticleState, Worksheet
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.ui.printing import pdf
from aevae_desktop.ui.widgets.controls import button, entry, label, number
from aevae_desktop.ui.widgets.file_dialog import file_dialog
from aevae_desktop.ui.widgets.layouts import hbox
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.ui.widgets.text_line import muted

PURPOSE = translate("article", "What you said and what was measured, on one page to write on.")
SHEET, KEY = "worksheet", "key"
TITLES = {SHEET: translate("article", "Save the worksheet"), KEY: translate("article", "Save the teacher's key")}
SCREEN = 11.0  # pt, of text in an HTML file
Page = Callable[[SessionState, str, float], str]
PAGES: dict[str, Page] = {SHEET: worksheet.student, KEY: worksheet.key}


class WorksheetCard(Card):
    """A name, a seed that the whole class may share, and two files to save."""

    lazy = True

    def __init__(self, session: Session) -> None:
        super().__init__(session, "worksheet", translate("article", "Worksheet"), PURPOSE)

    def build(self) -> None:
        """Make the controls."""
        self._name = entry(
            "worksheet.name",
            translate("article", "Your name"),
            translate("article", "It stands on the worksheet, and nowhere else"),
            translate("article", "Your name"),
        )
        self._name.setMaxLength(LONGEST)
        self._name.textEdited.connect(self._rename)
        tip = translate(
            "article", "With the same seed and the same models everybody has the same draws, and the same figures"
        )
        self._seed = number("worksheet.seed", tip, 0, SEEDS, wide=110)
        self._seed.valueChanged.connect(self._session.controller(ArticleController).set_seed)
        self._what = label("", "worksheet.what")
        save, key = (
            button(f"{words}…", f"worksheet.{what}", tip, partial(self.ask_where, what))
            for what, words, tip in (
                (
                    SHEET,
                    translate("article", "Save the worksheet"),
                    translate("article", "As a page to print, .pdf, or for a browser, .html"),
                ),
                (
                    KEY,
                    translate("article", "Save the key"),
                    translate("article", "For the teacher: every claim with its rule, .pdf or .html"),
                ),
            )
        )
        self._save = save
        tip = translate("article", "For a key that is whole: every claim, on these models and this seed")
        self._all = button(translate("article", "Measure all claims"), "worksheet.all", tip, self._measure_all)
        self._known = label("", "worksheet.known")
        seed = hbox(muted("seed", room=-1), self._seed, None)
        self.lay_out(self._name, seed, self._what, hbox(save, None), 4, self._known, hbox(self._all, key, None))
        self.setFocusProxy(self._name)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Say what is in it."""
        other = new.part(ArticleState) is not old.part(ArticleState) or new.part(Worksheet) is not old.part(Worksheet)
        if self.isVisible() and (other or panes_differ(old, new, "model")):
            self._show(new)

    def watch(self, seen: bool) -> None:
        """Much may have been measured since it was seen last."""
        if seen:
            self._show(self._session.state)

    def _show(self, state: SessionState) -> None:
        count, added = len(worksheet.chosen(state)), bool(state.part(Worksheet).claims)
        claims = (
            translate("article", "1 claim")
            if count == 1
            else translate("article", "{count} claims").format(count=count)
        )
        nothing = translate("article", "Nothing yet: look at a claim of the article first (Shift+A).")
        self._what.setText(f"{claims} {'that you added' if added else 'that you looked at'}" if count else nothing)
        self._save.setEnabled(count > 0)
        known = sum(logic.verdict_of(state, claim) is not None for claim in CLAIMS)
        self._known.setText(
            translate("article", "Measured on these models: {known} of {claims} claims").format(
                known=known, claims=len(CLAIMS)
            )
        )
        self._all.setEnabled(known < len(CLAIMS))
        with QSignalBlocker(self._seed):
            self._seed.setValue(state.part(ArticleState).seed)
        if self._name.text() != state.part(Worksheet).name:
            self._name.setText(state.part(Worksheet).name)

    def _measure_all(self) -> None:
        for claim in reversed(CLAIMS):  # the last that is asked for is the first that is measured
            self._session.controller(ArticleController).measure(claim.name)

    def _rename(self, name: str) -> None:
        sheet = self._session.state.part(Worksheet)
        self._session.set_state(self._session.state.with_part(replace(sheet, name=name)))

    def ask_where(self, what: str) -> None:
        """Let a person choose the file."""
        dialog = file_dialog(self, TITLES[what], QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["PDF (*.pdf)", "HTML (*.html)"])
        dialog.setDefaultSuffix("pdf")
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix("html" if "html" in kind else "pdf"))
        dialog.selectFile(f"article-{what}.pdf")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name), what))
        dialog.open()

    def save_to(self, path: Path, what: str = SHEET) -> None:
        """Write the worksheet or the key to ``path``, whose ending says how; the status line says what became of it."""
        try:
            atomic.write_file(path, self._contents(path, what))
        except DataError as error:
            self._session.notify(error)
        except OSError as error:
            self._session.notify(
                DataError(
                    translate("article", "cannot write the {what}: {strerror}").format(
                        what=what, strerror=error.strerror
                    ),
                    file=path,
                )
            )
        else:
            self._session.notify(translate("article", "Saved {name}").format(name=path.name))

    def _contents(self, path: Path, what: str) -> bytes:
        state, ending = self._session.state, path.suffix.lower()
        date = QLocale(QLocale.Language.English).toString(QDate.currentDate(), "d MMMM yyyy")
        page = partial(PAGES[what], state, date)
        if ending == ".html":
            return page(SCREEN).encode()
        if ending != ".pdf":
            raise DataError(file=path, found=path.suffix or "no ending", expected="one of .pdf, .html")
        return pdf(page, TITLES[what].removeprefix("Save "))
