"""The middle of the window: the maps with what stands under them, or the page of a mode in their place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QApplication, QWidget

from aevae_desktop.session.state import EMPTY, Mode, SessionState
from aevae_desktop.ui import focus
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.layouts import hbox, vbox
from aevae_desktop.ui.widgets.panel import Page, Panel
from aevae_desktop.window.pane import MapPane

BEFORE_TOOLS = 6  # px
EDGES = (12, 6, 12, 10)


class Stage(Panel):
    """The ``maps``; below them the ``legend`` with ``tools`` at its right, and the panels ``under`` it.

    ``pages``: how the page of a mode is made, which is done when that mode first comes.
    """

    def __init__(
        self,
        maps: Sequence[MapPane],
        legend: Panel,
        tools: Sequence[Panel],
        under: Sequence[Panel],
        pages: Mapping[Mode, Callable[[], Page]],
    ) -> None:
        super().__init__()
        self._theme = themes.DARK
        self._presented = False
        self._makers, self._made = pages, dict[Mode, Page]()
        self.page: Page | None = None  # what stands in the place of the maps now
        self._maps, self._usual = QWidget(), QWidget()
        hbox(*((pane, 1) for pane in maps), gap=12, of=self._maps)
        row = hbox((legend, 1), BEFORE_TOOLS, *tools, edges=(0, 0, 2, 0))
        self._column = vbox((self._maps, 1), row, *under, edges=EDGES, of=self._usual)
        self._row = hbox(self._usual, gap=0, of=self)

    @property
    def busy(self) -> bool:
        """Whether something that a person asked the page for is still to come."""
        return self.page is not None and self.page.busy

    def apply_theme(self, theme: themes.Theme) -> None:
        """Keep the colours for pages that are still to be made."""
        self._theme = theme

    def present(self, on: bool) -> None:
        """Shown to a room, or no more: pages that are not made yet, too."""
        self._presented = on
        for page in self._made.values():
            page.present(on)

    def fit(self) -> None:
        """The window has another size."""
        if self.page is not None:
            self.page.fit()

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the page of the mode, or the maps; a page that comes is drawn from nothing."""
        before = self.page
        if new.mode is not old.mode:
            self._turn_to(new.mode)
        if self.page is not None:
            self.page.render_state(old if self.page is before else EMPTY, new)

    def _turn_to(self, mode: Mode) -> None:
        page, focused = self._page_of(mode), QApplication.focusWidget()
        if page is self.page:
            return
        held = focused is not None and self.isAncestorOf(focused)
        if self.page is not None:
            self.page.hide()
        self.page = page
        if page is None:
            self._column.insertWidget(0, self._maps, 1)
            self._maps.show()
        else:
            page.lend(self._maps)
        for widget, shown in ((self._usual, page is None), (page, True)):
            if widget is not None:
                widget.setVisible(shown)
        if held:
            (page or self._maps).setFocus()

    def _page_of(self, mode: Mode) -> Page | None:
        if mode in self._makers and mode not in self._made:
            page = self._made[mode] = self._makers[mode]()
            page.hide()
            self._row.addWidget(page, 1)
            page.apply_theme(self._theme)
            themes.apply_below(page, self._theme)
            page.present(self._presented)
            focus.settle(focus.stops(page), self)
        return self._made.get(mode)
