"""A claim of the article that is revealed and measured."""

from __future__ import annotations

from typing import Any

from aevae_desktop.features.article.controller import ArticleController


def fill(session: Any, pane: int) -> None:
    article = session.controller(ArticleController)
    article.open("garbage")
    article.answer("garbage", "only the VAE")
    article.reveal("garbage")
