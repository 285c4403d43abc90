"""The image that the previews show, told to whoever works on it once the pointer, or the pen, rests."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from aevae_desktop.features.previews.logic import ShownImage, shown_image
from aevae_desktop.session.controller import Context
from aevae_desktop.session.model import F32

REST_MS = 60


class RestingImage:
    """Calls ``tell(image)`` when the leading map's image is another one, and has been for ``REST_MS``."""

    def __init__(self, context: Context, tell: Callable[[ShownImage], None]) -> None:
        self._context, self._tell = context, tell
        self._source: F32 | None = None  # what the image was made of that was told last
        self._rest = QTimer(context, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._rested)

    @property
    def busy(self) -> bool:
        """Whether it waits."""
        return self._rest.isActive()

    def follow(self, *, again: bool = False) -> None:
        """The state has changed: wait anew if the image is another one; ``again``: even if it is the same."""
        shown = self._now()
        source = None if shown is None else shown.source
        if again or source is not self._source:
            self._source = source
            self._rest.start()

    def stop(self) -> None:
        """Wait for nothing, and know no image: the next one is another one."""
        self._rest.stop()
        self._source = None

    def _now(self) -> ShownImage | None:
        return shown_image(self._context.state, self._context.state.lead)

    def _rested(self) -> None:
        if (shown := self._now()) is not None:
            self._tell(shown)
