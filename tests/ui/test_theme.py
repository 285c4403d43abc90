"""The colours: text and what can be pressed stand out from every ground, in every theme."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from aevae_desktop.ui import imaging
from aevae_desktop.ui import theme as themes
from tests.legible import READ, SEEN, contrast

GROUNDS = ("ground", "panel", "raised", "map")
EVERY = pytest.mark.parametrize("theme", themes.THEMES.values(), ids=list(themes.THEMES))


@EVERY
@pytest.mark.parametrize("ink", ["text", "muted", "accent", "danger"])
def test_text_can_be_read_on_every_ground(theme: themes.Theme, ink: str) -> None:
    assert min(contrast(getattr(theme, ink), getattr(theme, ground)) for ground in GROUNDS) >= READ


@EVERY
def test_text_on_the_accent_can_be_read(theme: themes.Theme) -> None:
    assert contrast(theme.on_accent, theme.accent) >= READ


@EVERY
@pytest.mark.parametrize("ink", ["edge", "muted", "accent", "cold", "warm"])
def test_what_means_something_stands_out(theme: themes.Theme, ink: str) -> None:
    assert min(contrast(getattr(theme, ink), getattr(theme, ground)) for ground in GROUNDS) >= SEEN


def test_high_contrast_is_higher() -> None:
    for ink in ("text", "muted", "edge", "accent", "line"):
        assert contrast(getattr(themes.CONTRAST, ink), themes.CONTRAST.panel) >= READ
        assert contrast(getattr(themes.CONTRAST, ink), themes.CONTRAST.panel) > max(
            contrast(getattr(other, ink), other.panel) for other in (themes.DARK, themes.LIGHT)
        )
    assert all(contrast(colour, themes.CONTRAST.map) >= READ for colour in themes.CONTRAST.classes)


def test_one_goes_to_light_and_from_there_to_dark() -> None:
    after = {name: themes.next_theme(theme) for name, theme in themes.THEMES.items()}
    assert after == {"light": themes.DARK, "dark": themes.LIGHT, "contrast": themes.LIGHT}


def test_every_colormap_has_every_theme() -> None:
    assert all(set(each) == set(themes.THEMES) for each in imaging.COLORMAPS.values())


@pytest.mark.parametrize(
    ("contrast_wanted", "scheme", "theme"),
    [
        (Qt.ContrastPreference.HighContrast, Qt.ColorScheme.Light, themes.CONTRAST),
        (Qt.ContrastPreference.NoPreference, Qt.ColorScheme.Light, themes.LIGHT),
        (Qt.ContrastPreference.NoPreference, Qt.ColorScheme.Unknown, themes.DARK),
    ],
)
def test_the_system_chooses(
    monkeypatch: pytest.MonkeyPatch, contrast_wanted: Qt.ContrastPreference, scheme: Qt.ColorScheme, theme: themes.Theme
) -> None:
    accessibility = SimpleNamespace(contrastPreference=lambda: contrast_wanted)
    hints = SimpleNamespace(accessibility=lambda: accessibility, colorScheme=lambda: scheme)
    monkeypatch.setattr(themes, "QGuiApplication", SimpleNamespace(styleHints=lambda: hints))
    assert themes.system_theme() is theme
