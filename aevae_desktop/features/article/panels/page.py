"""The article's mode: at the left the list of the claims, beside it the page of the one that is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from aevae_desktop.features.article.claims import CLAIMS
from aevae_desktop.features.article.controller import ArticleController
from aevae_desktop.features.article.panels.claim_list import ClaimList
from aevae_desktop.features.article.panels.claim_page import ClaimPage
from aevae_desktop.features.article.panels.summary import Summary
from aevae_desktop.features.article.panels.tour import Tour, TourStrip, go, stop_of
from aevae_desktop.features.article.state import ArticleState
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.controls import scrolled
from aevae_desktop.ui.widgets.layouts import hbox, vbox
from aevae_desktop.ui.widgets.panel import Page

ROOMY = 860  # px at 100 %: a narrower page has its list in a menu


class ArticlePage(Page):
    """The list and the page. What is measured goes on by itself only while somebody looks."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("article")
        self._session = session
        self._presented = False
        self.list, self.claim = ClaimList(session), ClaimPage(session)
        self.tour, self.summary = TourStrip(session), Summary(session)
        inside = QWidget()
        vbox((self.claim, 1), (self.summary, 1), gap=0, of=inside)
        self._scroll = scrolled(inside, "article.scroll", translate("article", "The claim"))
        hbox(self.list, (vbox(self.tour, (self._scroll, 1), gap=0), 1), gap=0, of=self)
        self.setFocusProxy(self.list.view)

    @property
    def regions(self) -> Sequence[QWidget]:
        """The list, and the page."""
        return (self.list, self.tour, self._scroll)

    def lend(self, maps: QWidget) -> None:
        """The claim's picture shows the maps, where it is about them."""
        self.claim.picture.lend(maps)

    def present(self, on: bool) -> None:
        """A room sees the page alone; its list is in the menu."""
        self._presented = on
        self.fit()

    def fit(self) -> None:
        """The list takes its place only where the page keeps enough."""
        roomy = self.width() >= themes.px(ROOMY) and not self._presented
        self.list.setVisible(roomy)
        taken = self._scroll.verticalScrollBar().sizeHint().width() + (self.list.width() if roomy else 0)
        self.claim.set_room(self.width() - taken, listed=roomy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, with the list or without."""
        self.fit()

    def apply_theme(self, theme: themes.Theme) -> None:
        """Larger text leaves less room."""
        self.fit()

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Draw the list and the claim; another claim begins at its top."""
        self.list.render_state(old, new)
        self._show_tour(old, new)
        self.claim.render_state(old, new)
        if old.part(ArticleState).claim != new.part(ArticleState).claim:
            self._scroll.verticalScrollBar().setValue(0)

    def _show_tour(self, old: SessionState, new: SessionState) -> None:
        """Show the stop of the tour; at the last one the table stands in the place of the claim."""
        self.tour.show_stop(new)
        stop = stop_of(new)
        table = stop is not None and not stop.claim
        self.claim.setHidden(table)
        self.summary.setVisible(table)
        if table:
            self.summary.show_state(new)
            if new.part(Tour) is not old.part(Tour):
                self.summary.measure()
            elif new.part(ArticleState).claim != old.part(ArticleState).claim:
                go(self._session, None)  # a claim was opened from the list: the table gives way to it

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks; who comes for the first time begins at the first claim."""
        controller = self._session.controller(ArticleController)
        controller.watch(True)
        self.claim.picture.resume()
        if not self._session.state.part(ArticleState).claim:
            controller.open(CLAIMS[0].name)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        self._session.controller(ArticleController).watch(False)
        self.claim.picture.rest()
