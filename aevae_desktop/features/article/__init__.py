"""The article, live: each of its claims as a picture, a number with its interval, and a verdict."""

from __future__ import annotations

from aevae_desktop.features.article import record
from aevae_desktop.features.article.controller import ArticleController
from aevae_desktop.features.article.sheets import SheetController
from aevae_desktop.features.feature import CardRow, Feature, PanelRow, Place
from aevae_desktop.language import translate
from aevae_desktop.session.state import Mode
from aevae_desktop.ui.action import FILE, HELP, VIEW, Action, MainWindow, of

_article = of(ArticleController)


def _tour(window: MainWindow) -> None:
    """Begin the tour; its page is loaded by now or never was needed."""
    from aevae_desktop.features.article.panels import tour

    tour.go(window.session, 0)


FEATURE = Feature(
    "article",
    controllers=(ArticleController, SheetController),
    saved=(record.SAVED,),
    cards=(
        CardRow("worksheet", "aevae_desktop.features.article.panels.worksheet_card:WorksheetCard",
                translate("article", "Worksheet of the article…"), ("Shift+W",), rank=102, menu=FILE),
    ),
    panels=(PanelRow("aevae_desktop.features.article.panels.page:ArticlePage", Place.PAGE, 10, mode=Mode.ARTICLE),),
    actions=(
        Action("tour", translate("article", "Tour of the article in eight stops"), ("Shift+F1",), _tour, rank=113,
               menu=HELP),
        Action("next_claim", translate("article", "Next claim of the article"), ("Ctrl+PgDown",),
               lambda w: _article(w).step(1), rank=97,
               menu=VIEW),
        Action("last_claim", translate("article", "Claim before"), ("Ctrl+PgUp",), lambda w: _article(w).step(-1),
               rank=97, menu=VIEW),
    ),
)  # fmt: skip
