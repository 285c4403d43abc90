"""The quiet title of a section."""

from __future__ import annotations

from aevae_desktop.views.widgets.text_line import TextLine


class Heading(TextLine):
    """Small capitals, muted."""

    def __init__(self, text: str) -> None:
        super().__init__(11, muted=True, strong=True)
        self.setText(text.upper())
        self.setAccessibleName(text)
