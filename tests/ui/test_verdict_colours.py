"""The colours that verdicts are written in can be read, on panels and on the ground of a chip."""

from __future__ import annotations

import pytest

from aevae_desktop.ui import theme as themes
from tests import legible


@pytest.mark.parametrize("name", ["good", "fair", "danger"])
@pytest.mark.parametrize("theme", themes.THEMES.values(), ids=lambda theme: theme.name)
def test_a_verdict_can_be_read(theme: themes.Theme, name: str) -> None:
    ink = getattr(theme, name)
    for ground in (theme.panel, theme.ground, themes.mix(theme.panel, ink, themes.TINT)):
        assert legible.contrast(ink, ground) >= legible.READ
