"""All claims by chapter, each with a sign of how far somebody is with it and what came out."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from aevae_desktop.features.article import text
from aevae_desktop.features.article.claims import CHAPTERS, CLAIMS
from aevae_desktop.features.article.controller import ArticleController
from aevae_desktop.features.article.panels.signs import SIDE, sign
from aevae_desktop.features.article.state import ArticleState
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.controls import label, named, progress_bar, show_progress
from aevae_desktop.ui.widgets.layouts import hbox, vbox
from aevae_desktop.ui.widgets.text_line import muted

WIDE = 278  # px at 100 %
NAME, DRAWN, READ = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.AccessibleTextRole


class ClaimList(QFrame):
    """The list, and over it how many of the claims were looked at."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("article.list")
        self.setProperty("list", True)
        self._session, self._theme = session, themes.DARK
        self._count = label("", "article.count", quiet=False, wrap=False)
        self._bar = progress_bar("article.progress", translate("article", "Claims looked at"))
        self.view = named(QListWidget(), "article.claims", translate("article", "The claims of the article"))
        self.view.setToolTip("")
        self.view.setWordWrap(True)
        self.view.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.view.setProperty("close", True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else names are laid out too wide
        self.view.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._items = {claim.name: QListWidgetItem() for claim in CLAIMS}
        self._fill()
        self.view.currentItemChanged.connect(lambda item, _before: self._open(item))
        head = hbox((muted(translate("article", "The article, live")), 1), self._count, edges=(10, 0, 6, 0))
        vbox(head, hbox(self._bar, edges=(10, 0, 10, 0)), (self.view, 1), gap=2, edges=(2, 12, 2, 4), of=self)
        themes.fix(self, wide=WIDE)

    def _fill(self) -> None:
        for chapter, title in enumerate(CHAPTERS, start=1):
            head = QListWidgetItem(text.HEADS[chapter - 1].upper())
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            head.setData(READ, translate("article", "Chapter {chapter}: {title}").format(chapter=chapter, title=title))
            self.view.addItem(head)
            for claim in CLAIMS:
                if claim.chapter == chapter:
                    item = self._items[claim.name]
                    item.setData(NAME, claim.name)
                    self.view.addItem(item)

    def apply_theme(self, theme: themes.Theme) -> None:
        """Signs in the colours of ``theme``, and as large as text is."""
        self._theme = theme
        self.view.setIconSize(QSize(themes.px(SIDE), themes.px(SIDE)))
        heading = themes.font(11, strong=True)
        for row in range(self.view.count()):
            item = self.view.item(row)
            if not item.flags():
                item.setFont(heading)
        self._show(self._session.state)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show how far somebody is, and mark the open claim."""
        same = new.part(ArticleState) is old.part(ArticleState) and new.library is old.library
        if not same or new.shown != old.shown or new.lead != old.lead or panes_differ(old, new, "model"):
            self._show(new)

    def _show(self, state: SessionState) -> None:
        done, of = text.progress(state)
        self._count.setText(translate("article", "{done} of {of}").format(done=done, of=of))
        show_progress(self._bar, done / of)
        for claim in CLAIMS:
            item, (said, verdict) = self._items[claim.name], text.standing(state, claim)
            name = text.title(claim, state, short=True)
            drawn = (name, said, self._theme.name, themes.text_scale())
            if item.data(DRAWN) != drawn:
                item.setData(DRAWN, drawn)
                item.setText(name)
                item.setData(READ, f"{name}{' ' if name.endswith('?') else ': '}{said}")
                item.setToolTip(f"{text.title(claim, state)}\n{said[:1].upper()}{said[1:]}")
                item.setIcon(sign(said, verdict, self._theme))
        with QSignalBlocker(self.view):
            self.view.setCurrentItem(self._items.get(state.part(ArticleState).claim))  # type: ignore[arg-type]

    def _open(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(NAME):
            self._session.controller(ArticleController).open(item.data(NAME))
