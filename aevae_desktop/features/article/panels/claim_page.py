"""The page of one claim: its sentence, first the question, then picture, number, verdict, and how it was measured."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from aevae_desktop.features.article import logic, text
from aevae_desktop.features.article.claims import CLAIMS, claim_named
from aevae_desktop.features.article.controller import ArticleController
from aevae_desktop.features.article.panels.picture import ClaimPicture
from aevae_desktop.features.article.panels.question import Question
from aevae_desktop.features.article.panels.result import ClaimResult
from aevae_desktop.features.article.panels.tour import Tour
from aevae_desktop.features.article.sheets import Sheets
from aevae_desktop.features.article.state import ArticleState, Claim, Picture, Worksheet
from aevae_desktop.features.diagram.state import DiagramState
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.controls import button, entered, label, menu_button, switch
from aevae_desktop.ui.widgets.layouts import hbox, vbox
from aevae_desktop.ui.widgets.panel import Panel

ASK, HIDE = translate("article", "How this is measured"), translate("article", "Hide how this is measured")
EDGE, GAP = 22, 8  # px beside the page, and between its parts


class ClaimPage(Panel):
    """Drawn anew when its claim, its figures or the models are others."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._claim: Claim | None = None
        self._room = 0
        self._chapter = label("", "article.chapter")
        entries = [(claim.asks, partial(self._open, claim.name)) for claim in CLAIMS]
        self._entries = entered(QMenu(self), entries)
        self._entries.aboutToShow.connect(self._name_entries)
        self._menu = menu_button(
            translate("article", "Claims ▾"),
            "article.menu",
            translate("article", "All claims of the article"),
            self._entries,
            compact=True,
        )
        self._title = label("", "article.title", quiet=False)
        self._title.setProperty("letters", "title")
        self._question, self.picture, self._result = Question(session), ClaimPicture(session), ClaimResult(session)
        self._caption = label("", "article.caption")
        self._how = label("", "article.how")
        self._how.hide()
        self._ask_how = button(ASK, "article.how.button", "", self._toggle_how, flat=True)
        self._fill = QWidget()  # what is left below, where no picture takes it
        self._lay_out()

    def _lay_out(self) -> None:
        self._back = button(
            "‹", "article.back", translate("article", "The claim before (Ctrl+PgUp)"), lambda: self._controller.step(-1)
        )
        self._next = button(
            "›", "article.next", translate("article", "The next claim (Ctrl+PgDown)"), lambda: self._controller.step(1)
        )
        self._next.setProperty("main", True)
        self._best = button(
            "", "article.best", translate("article", "Open the pair of models that shows this best"), self._try_best
        )
        self._return = button(
            "",
            "article.return",
            translate("article", "Open the models that were there before"),
            lambda: self._controller.go_back(),
        )
        diagram = partial(self.trigger, "diagram")
        self._diagram = button(
            translate("article", "Diagram"),
            "article.diagram",
            translate("article", "One image on its way through the models (Shift+D)"),
            diagram,
        )
        tip = translate(
            "article", "Have this claim on the worksheet (Shift+W); without any, it has all that you looked at"
        )
        self._add = switch(translate("article", "Add to worksheet"), "article.add", tip, self._add_claim)
        self._ways = (self._back, self._next, self._best, self._return, self._diagram, self._ask_how, self._add)
        nav = hbox(*self._ways[:-2], None, *self._ways[-2:], gap=GAP)
        parts = (
            hbox((self._chapter, 1), self._menu, gap=8), self._title, self._question, self._caption,
            (self.picture, 100), self._result, self._how, nav, (self._fill, 1),
        )  # fmt: skip
        vbox(*parts, gap=GAP, edges=(EDGE, 12, EDGE, 12), of=self)

    @property
    def _controller(self) -> ArticleController:
        return self._session.controller(ArticleController)

    def set_room(self, width: int, *, listed: bool) -> None:
        """There are ``width`` px; where there is no list of the claims, a menu has them."""
        self._room = width
        self._menu.setVisible(not listed)
        if self._claim is not None:
            self._show_ways(self._claim, self._session.state)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Draw the open claim, if anything of it is another."""
        same = new.part(ArticleState) is old.part(ArticleState) and new.library is old.library
        if not same or new.shown != old.shown or new.lead != old.lead or panes_differ(old, new, "model"):
            claim = claim_named(new.part(ArticleState).claim)
            if claim is not None:
                self._show(claim, new)
            return
        if new.part(DiagramState) is not old.part(DiagramState):
            self.picture.draw_flow(new)
        if new.part(Sheets) is not old.part(Sheets):
            self.picture.draw_images(new)
        if new.part(Tour) is not old.part(Tour) and self._claim is not None:
            self._show_ways(self._claim, new)
        if new.part(Worksheet) is not old.part(Worksheet) and self._claim is not None:
            self._show_added(self._claim, new)

    def _show(self, claim: Claim, state: SessionState) -> None:
        self._claim = claim
        revealed = claim.name in state.part(ArticleState).revealed
        found = logic.results_of(state, claim) if revealed else None
        self._chapter.setText(text.chapter_line(claim))
        self._title.setText(text.title(claim, state))
        self._question.setVisible(not revealed)
        self._question.show_claim(claim, state)
        self.picture.show_claim(claim, found, state)
        caption = text.caption(claim, found)
        self._caption.setText(caption)
        self._caption.setVisible(revealed and bool(caption))
        self._result.setVisible(revealed)
        if revealed:
            self._result.show_claim(claim, found, state)
        self._how.setText(claim.how)
        self._ask_how.setVisible(revealed)
        self._how.setVisible(revealed and self._ask_how.text() == HIDE)
        self._add.setVisible(revealed)
        self._show_added(claim, state)
        self._diagram.setVisible(claim.picture is Picture.DIAGRAM)
        self._show_ways(claim, state)

    def _show_ways(self, claim: Claim, state: SessionState) -> None:
        """Show the ways from here, named by what they lead to where the page has room for that."""
        for made in (self._back, self._next):
            made.setVisible(state.part(Tour).at is None)  # a tour has its own
        self._back.setEnabled(claim is not CLAIMS[0])
        self._next.setEnabled(claim is not CLAIMS[-1])
        wanted = claim.best and logic.pair_of(state, claim.best) is not None
        self._best.setVisible(bool(wanted) and not text.is_best(claim, state))
        self._return.setVisible(logic.can_go_back(state))
        self._name_ways(claim, state)
        shown = [made.sizeHint().width() for made in self._ways if not made.isHidden()]
        if sum(shown) + GAP * len(shown) > self._room - 2 * EDGE:
            self._name_ways_in_short(claim)

    def _name_ways(self, claim: Claim, state: SessionState) -> None:
        at = CLAIMS.index(claim)
        before, after = CLAIMS[max(at - 1, 0)], CLAIMS[min(at + 1, len(CLAIMS) - 1)]
        self._back.setText(f"‹ {words.literal(text.title(before, state, short=True))}")
        self._next.setText(f"{words.literal(text.title(after, state, short=True))} ›")
        self._best.setText(translate("article", "Try models with {best} numbers").format(best=claim.best))
        self._return.setText(translate("article", "Back to the models before"))
        self._diagram.setText(translate("article", "Open the diagram"))

    def _name_ways_in_short(self, claim: Claim) -> None:
        self._back.setText(translate("article", "‹ Back"))
        self._next.setText(translate("article", "Next ›"))
        self._best.setText(translate("article", "Try {best}-D").format(best=claim.best))
        self._return.setText(translate("article", "Models before"))
        self._diagram.setText(translate("article", "Diagram"))

    def _name_entries(self) -> None:
        """What the menu calls the claims: those that were looked at by what they say."""
        for claim, entry in zip(CLAIMS, self._entries.actions(), strict=True):
            entry.setText(words.literal(text.title(claim, self._session.state, short=True)))

    def _open(self, claim: str) -> None:
        self._controller.open(claim)

    def _show_added(self, claim: Claim, state: SessionState) -> None:
        added = claim.name in state.part(Worksheet).claims
        self._add.setChecked(added)
        self._add.setText(
            translate("article", "On the worksheet") if added else translate("article", "Add to worksheet")
        )

    def _toggle_how(self) -> None:
        hidden = self._how.isHidden()
        self._how.setVisible(hidden)
        self._ask_how.setText(HIDE if hidden else ASK)
        if self._claim is not None:  # the longer words may leave no room for the others
            self._show_ways(self._claim, self._session.state)

    def _add_claim(self, on: bool) -> None:
        if self._claim is not None:
            sheet = self._session.state.part(Worksheet).with_claim(self._claim.name, on)
            self._session.set_state(self._session.state.with_part(sheet))

    def _try_best(self) -> None:
        if self._claim is not None:
            self._controller.try_best(self._claim.name)
