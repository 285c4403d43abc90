"""Dark, light and high contrast: the colours, the font, and the style sheet made from them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, wraps
from pathlib import Path
from string import Template
from typing import Any, ParamSpec, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette, QPixmapCache
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget

P = ParamSpec("P")
R = TypeVar("R")
FONTS = Path(__file__).parent / "fonts"
STYLE = Path(__file__).parent / "style.qss"
FAMILY = "Inter"
STYLED = "aevae.styled"  # a property of the application
TEXT_SCALES = tuple(1 + k / 8 for k in range(9))  # 100 to 200 %
USUAL_POINTS = {"win32": 9.0, "darwin": 13.0}  # the system's own text where nobody changed it; elsewhere 11 at most
TINTED, TINT = ("good", "fair", "danger", "muted", "accent"), 0.14  # colours that stand on a ground of their own
FIXED = "aevae.fixed"  # a property of a widget: its fixed width, height and icon at 100 %, px
_text_scale = [1.0]


@dataclass(frozen=True)
class Theme:
    """One set of colours, ``#rrggbb``.

    ``line`` parts one region from the next and may be faint; ``edge`` says where something can be pressed or filled in,
    and has 3:1 against every ground. ``classes`` are the points' colours, class 0 first; ``paper`` to ``ink`` is the
    grey scale of images, ``cold`` and ``warm`` are the ends of a residual's scale; ``ramp`` is that of numbers, from
    near the ground to far from it in even steps of lightness, which stay even for the colour-blind. A verdict is
    written in ``good``, ``fair`` or ``danger``.
    """

    name: str
    ground: str
    panel: str
    raised: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    on_accent: str
    map: str
    paper: str
    ink: str
    cold: str
    warm: str
    danger: str
    good: str
    fair: str
    ramp: tuple[str, ...]
    classes: tuple[str, ...]


NAMES = ("dark", "light", "contrast")
COLOURS: dict[str, tuple[Any, Any, Any]] = {  # of each theme, in this order
    "ground": ("#14171c", "#f4f5f7", "#000000"),
    "panel": ("#1b1f26", "#ffffff", "#000000"),
    "raised": ("#252b34", "#eef0f3", "#262626"),
    "line": ("#2a303a", "#dfe3e8", "#8c8c8c"),
    "edge": ("#6b7684", "#838b96", "#ffffff"),
    "text": ("#e8ecf2", "#1d232b", "#ffffff"),
    "muted": ("#94a0b0", "#5f6975", "#d6d6d6"),
    "accent": ("#6ea8fe", "#2563eb", "#ffe500"),
    "on_accent": ("#0b1220", "#ffffff", "#000000"),
    "map": ("#0f1216", "#fbfbfc", "#000000"),
    "paper": ("#0f1216", "#fbfbfc", "#000000"),
    "ink": ("#f4f6fa", "#161b22", "#ffffff"),
    "cold": ("#5aa2ff", "#1d63d8", "#00b7ff"),
    "warm": ("#ff8a5c", "#d2501a", "#ff9a3d"),
    "danger": ("#ff8f87", "#b3261e", "#ff7a70"),
    "good": ("#5fc98a", "#1b7541", "#00e676"),
    "fair": ("#f2a45c", "#9c4407", "#ff9a3d"),
    "ramp": (
        ("#0453c1", "#2176b4", "#0f99ac", "#59b49b", "#8bd28e", "#d0df67", "#fff0c4"),
        ("#feba36", "#f48a49", "#be7c5a", "#a26771", "#944c82", "#722488", "#501c46"),
        ("#0453c1", "#2176b4", "#0f99ac", "#59b49b", "#8bd28e", "#d0df67", "#fff0c4"),
    ),
    "classes": (
        ("#4e9af1", "#f28e4b", "#5fc98a", "#e5646f", "#a98bf0",
         "#c89b6a", "#f08cc0", "#9aa4b2", "#d9c94f", "#45c7d0"),
        ("#2f6fd0", "#d9691e", "#2e9a5b", "#c7323f", "#7a53cf",
         "#8d6435", "#c8488f", "#6b7480", "#a08d06", "#12909b"),
        ("#4da3ff", "#ff9c00", "#00e676", "#ff5252", "#b388ff",
         "#d7a86e", "#ff8ad8", "#c8c8c8", "#ffee00", "#00e5ff"),
    ),
}  # fmt: skip
DARK, LIGHT, CONTRAST = (
    Theme(name, **{field: each[k] for field, each in COLOURS.items()}) for k, name in enumerate(NAMES)
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}  # in the order in which one follows the other


def system_theme() -> Theme:
    """The theme that the desktop asks for; dark where it does not say."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return LIGHT if hints.colorScheme() == Qt.ColorScheme.Light else DARK


def next_theme(theme: Theme) -> Theme:
    """The theme that a person goes to from ``theme``: dark from light, else light."""
    return DARK if theme is LIGHT else LIGHT


def class_colour(theme: Theme, index: int) -> str:
    """The colour of a class; beyond ten the colours come again, an unknown class is muted."""
    return theme.classes[index % len(theme.classes)] if index >= 0 else theme.muted


def mix(one: str, other: str, fraction: float) -> str:
    """The colour ``fraction`` of the way from ``one`` to ``other``, ``#rrggbb``."""
    a, b = QColor(one), QColor(other)
    parts = ((x + (y - x) * fraction) for x, y in zip(a.getRgb()[:3], b.getRgb()[:3], strict=True))  # type: ignore[index]
    return "#" + "".join(f"{round(part):02x}" for part in parts)


def steps(colours: Sequence[str], n: int) -> tuple[str, ...]:
    """``n`` colours that run through ``colours`` in even steps, ``#rrggbb``."""
    last = len(colours) - 1
    at = [k * last / (n - 1) for k in range(n)]
    low = [min(int(x), last - 1) for x in at]
    return tuple(mix(colours[k], colours[k + 1], x - k) for k, x in zip(low, at, strict=True))


def load_fonts() -> None:
    """Make the shipped font known, once an application; every machine then shows the same window."""
    for path in sorted(FONTS.glob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))


def system_text_scale() -> float:
    """The one of ``TEXT_SCALES`` next to the size of text that the desktop asks for."""
    points = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    wanted = points / USUAL_POINTS.get(sys.platform, 11.0)
    return min(TEXT_SCALES, key=lambda scale: abs(scale - wanted))


def text_scale() -> float:
    """How many times as large as it was drawn for text is now."""
    return _text_scale[0]


def set_text_scale(scale: float) -> None:
    """Make text that many times as large; what is on the screen must be dressed anew (``apply``, ``apply_below``)."""
    _text_scale[0] = scale


@contextmanager
def text_scaled(scale: float) -> Iterator[None]:
    """Within it text is ``scale`` times as large as it was drawn for: 1 in a file, whatever the window shows."""
    before = text_scale()
    set_text_scale(scale)
    try:
        yield
    finally:
        set_text_scale(before)


def px(size: float) -> int:
    """The px of something that holds text and takes ``size`` px at 100 %."""
    return round(size * _text_scale[0])


def by_text_scale(maxsize: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """As ``functools.lru_cache``, for what depends on the size of text besides its arguments."""

    def wrapped(make: Callable[P, R]) -> Callable[P, R]:
        @lru_cache(maxsize=maxsize)
        def kept(_scale: float, *args: P.args, **named: P.kwargs) -> R:
            return make(*args, **named)

        @wraps(make)
        def get(*args: P.args, **named: P.kwargs) -> R:
            return kept(_text_scale[0], *args, **named)  # type: ignore[arg-type]  # whoever calls knows what it hashes

        return get

    return wrapped


@by_text_scale(128)
def font(size: float, *, strong: bool = False, tabular: bool = False) -> QFont:
    """The font of ``size`` px at 100 %, which nobody changes; ``tabular`` digits keep their width as numbers change."""
    made = QFont(FAMILY)
    made.setPixelSize(px(size))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    if tabular and hasattr(made, "setFeature"):  # Qt 6.7
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def apply(app: QApplication, theme: Theme) -> None:
    """Style the whole application; nothing is done where it has this theme and size of text already."""
    sheet = style_sheet(theme)
    if app.styleSheet() == sheet:
        return
    if app.property(STYLED) is None:  # once: a new style would have to polish every widget there is, dying ones too
        app.setStyle("Fusion")
        app.setProperty(STYLED, True)
    QPixmapCache.clear()  # Qt keeps icons by palette, up to 10 MB, and every dressing makes a new palette
    app.setFont(font(13))
    app.setPalette(_palette(theme))
    app.setStyleSheet(sheet)


def fix(widget: QWidget, *, wide: int = 0, high: int = 0, icon: int = 0) -> None:
    """Make ``widget`` take so many px at 100 %, and more as text grows: its width, height and icon, where given."""
    widget.setProperty(FIXED, [wide, high, icon])
    _fix(widget)


def _fix(widget: QWidget) -> None:
    wide, high, icon = (px(size) for size in widget.property(FIXED))
    if wide:
        widget.setFixedWidth(wide)
    if high:
        widget.setFixedHeight(high)
    if icon and isinstance(widget, QAbstractButton):
        widget.setIconSize(QSize(icon, icon))


def apply_below(root: QWidget, theme: Theme) -> None:
    """Give every widget inside ``root`` that paints itself its colours, and its size where that is ``fix``ed."""
    for widget in _inside(root):
        if widget.property(FIXED) is not None:
            _fix(widget)
        if hasattr(widget, "apply_theme"):
            widget.apply_theme(theme)


def _inside(root: QWidget) -> Iterator[QWidget]:
    """Every widget inside ``root`` but those of a combo box, which are Qt's own: PySide would load all about lists."""
    for child in root.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        yield child
        if not isinstance(child, QComboBox):
            yield from _inside(child)


def _palette(theme: Theme) -> QPalette:
    roles = QPalette.ColorRole
    pairs = {
        roles.Window: theme.ground,
        roles.Base: theme.panel,
        roles.AlternateBase: theme.raised,
        roles.Button: theme.panel,
        roles.WindowText: theme.text,
        roles.Text: theme.text,
        roles.ButtonText: theme.text,
        roles.BrightText: theme.text,
        roles.PlaceholderText: theme.muted,
        roles.Highlight: theme.accent,
        roles.HighlightedText: theme.on_accent,
        roles.ToolTipBase: theme.raised,
        roles.ToolTipText: theme.text,
        roles.Link: theme.accent,
    }
    palette = QPalette()
    for role, colour in pairs.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(mix(theme.muted, theme.panel, 0.4)))
    return palette


class _Words(dict[str, str]):
    """What the words after a dollar sign stand for: ``px13`` is 13 px of text at 100 %."""

    def __missing__(self, word: str) -> str:
        return f"{px(float(word.removeprefix('px')))}px"


def style_sheet(theme: Theme) -> str:
    """``style.qss`` in the colours of ``theme``, at the size that text has."""
    words = _Words({name: value for name, value in vars(theme).items() if isinstance(value, str)})
    words |= {"family": FAMILY, "faint": mix(theme.muted, theme.panel, 0.4)}
    words |= {f"{name}_tint": mix(theme.panel, getattr(theme, name), TINT) for name in TINTED}
    return Template(STYLE.read_text(encoding="utf-8")).substitute(words)
