"""Light and dark: the colours, the font, and the style sheet made from them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Inter"


@dataclass(frozen=True)
class Theme:
    """One set of colours, ``#rrggbb``.

    ``classes`` are the points' colours, class 0 first; ``paper`` to ``ink`` is the grey scale of images, ``cold`` and
    ``warm`` are the ends of a residual's scale.
    """

    name: str
    ground: str
    panel: str
    raised: str
    line: str
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
    classes: tuple[str, ...]


DARK = Theme(
    "dark",
    ground="#14171c",
    panel="#1b1f26",
    raised="#252b34",
    line="#2a303a",
    text="#e8ecf2",
    muted="#94a0b0",
    accent="#6ea8fe",
    on_accent="#0b1220",
    map="#0f1216",
    paper="#0f1216",
    ink="#f4f6fa",
    cold="#5aa2ff",
    warm="#ff8a5c",
    danger="#ff8f87",
    classes=(
        "#4e9af1", "#f28e4b", "#5fc98a", "#e5646f", "#a98bf0",
        "#c89b6a", "#f08cc0", "#9aa4b2", "#d9c94f", "#45c7d0",
    ),
)  # fmt: skip
LIGHT = Theme(
    "light",
    ground="#f4f5f7",
    panel="#ffffff",
    raised="#eef0f3",
    line="#dfe3e8",
    text="#1d232b",
    muted="#5f6975",
    accent="#2563eb",
    on_accent="#ffffff",
    map="#fbfbfc",
    paper="#fbfbfc",
    ink="#161b22",
    cold="#1d63d8",
    warm="#d2501a",
    danger="#b3261e",
    classes=(
        "#2f6fd0", "#d9691e", "#2e9a5b", "#c7323f", "#7a53cf",
        "#8d6435", "#c8488f", "#6b7480", "#a08d06", "#12909b",
    ),
)  # fmt: skip
THEMES = {theme.name: theme for theme in (DARK, LIGHT)}


def system_theme() -> Theme:
    """The theme that the desktop asks for; dark where it does not say."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return LIGHT if scheme == Qt.ColorScheme.Light else DARK


def class_colour(theme: Theme, index: int) -> str:
    """The colour of a class; beyond ten the colours come again, an unknown class is muted."""
    return theme.classes[index % len(theme.classes)] if index >= 0 else theme.muted


def mix(one: str, other: str, share: float) -> str:
    """The colour ``share`` of the way from ``one`` to ``other``, ``#rrggbb``."""
    a, b = QColor(one), QColor(other)
    parts = ((x + (y - x) * share) for x, y in zip(a.getRgb()[:3], b.getRgb()[:3], strict=True))  # type: ignore[index]
    return "#" + "".join(f"{round(part):02x}" for part in parts)


def load_fonts() -> None:
    """Make the shipped font known, once an application; every machine then shows the same window."""
    for path in sorted(FONTS.glob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))


def font(px: float, *, strong: bool = False, tabular: bool = False) -> QFont:
    """The window's font at ``px`` pixels; ``tabular`` digits keep their width while numbers change."""
    made = QFont(FAMILY)
    made.setPixelSize(round(px))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    if tabular and hasattr(made, "setFeature"):  # Qt 6.7
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole application in ``theme``."""
    app.setStyle("Fusion")
    app.setFont(font(13))
    app.setPalette(_palette(theme))
    app.setStyleSheet(style_sheet(theme))


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


def style_sheet(theme: Theme) -> str:
    """The style sheet: thin lines, flat buttons, a visible ring around what has the keyboard."""
    t = theme
    return f"""
    QWidget {{ font-family: "{FAMILY}"; font-size: 13px; }}
    QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.line}; padding: 4px 6px; }}
    #topbar {{ background: {t.panel}; border-bottom: 1px solid {t.line}; }}
    #side {{ background: {t.panel}; border-left: 1px solid {t.line}; }}
    #statusbar {{ background: {t.panel}; border-top: 1px solid {t.line}; }}
    QFrame[card="true"] {{ background: {t.panel}; border: 1px solid {t.line}; border-radius: 8px; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; }}
    QPushButton, QToolButton {{
        background: transparent; color: {t.text}; border: 1px solid {t.line}; border-radius: 5px; padding: 4px 9px;
    }}
    QToolButton[flat="true"], QPushButton[flat="true"] {{ border-color: transparent; color: {t.muted}; }}
    QPushButton:hover, QToolButton:hover {{ background: {t.raised}; color: {t.text}; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {t.line}; }}
    QPushButton:focus, QToolButton:focus {{ border-color: {t.accent}; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {mix(t.muted, t.panel, 0.45)}; }}
    QPushButton:checked, QToolButton:checked {{
        background: {t.accent}; color: {t.on_accent}; border-color: {t.accent};
    }}
    QToolButton[compact="true"] {{ padding: 3px 5px; font-size: 12px; }}
    QToolButton::menu-indicator {{ image: none; width: 0; }}
    QToolButton[round="true"] {{ border-radius: 15px; background: {t.accent}; border-color: {t.accent}; padding: 0; }}
    QToolButton[round="true"]:disabled {{ background: {t.line}; border-color: {t.line}; }}
    QToolButton[round="true"]:focus {{ border: 2px solid {t.text}; }}
    #segment {{ border: 1px solid {t.line}; border-radius: 6px; background: transparent; }}
    #segment QToolButton {{ border: 1px solid transparent; border-radius: 5px; padding: 5px 13px; color: {t.muted}; }}
    #segment QToolButton:hover {{ color: {t.text}; }}
    #segment QToolButton:checked {{ background: {t.accent}; color: {t.on_accent}; }}
    #segment QToolButton:focus {{ border-color: {t.text}; }}
    #segment[small="true"] QToolButton {{ padding: 2px 9px; font-size: 12px; }}
    QComboBox {{
        background: transparent; border: 1px solid {t.line}; border-radius: 5px; padding: 3px 8px; color: {t.text};
    }}
    QComboBox:focus, QComboBox:hover {{ border-color: {t.accent}; }}
    QMenu {{ background: {t.panel}; color: {t.text}; border: 1px solid {t.line}; padding: 4px; }}
    QMenu::item {{ padding: 5px 22px 5px 12px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {t.raised}; }}
    QMenu::item:disabled {{ color: {mix(t.muted, t.panel, 0.35)}; }}
    QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 6px; }}
    QListWidget {{ background: transparent; border: none; outline: none; }}
    QListWidget::item {{ padding: 6px 8px; border-radius: 5px; color: {t.text}; }}
    QListWidget::item:hover {{ background: {t.raised}; }}
    QListWidget::item:selected {{ background: {t.raised}; color: {t.text}; }}
    QListWidget:focus {{ border: 1px solid {t.accent}; border-radius: 5px; }}
    QListWidget::item:disabled {{ color: {t.muted}; }}
    QLabel[quiet="true"] {{ color: {t.muted}; }}
    QCheckBox {{ spacing: 8px; color: {t.text}; }}
    QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {t.muted}; border-radius: 4px; }}
    QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; }}
    QCheckBox:focus {{ color: {t.accent}; }}
    QSlider {{ min-height: 20px; }}
    QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {t.line}; }}
    QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {t.accent}; }}
    QSlider::handle:horizontal {{
        width: 14px; height: 14px; margin: -6px 0; border-radius: 7px; background: {t.accent};
        border: 1px solid {t.panel};
    }}
    QSlider::handle:horizontal:focus {{ border: 2px solid {t.text}; }}
    QSlider::sub-page:horizontal:disabled, QSlider::handle:horizontal:disabled {{ background: {t.line}; }}
    QScrollBar:vertical {{ width: 8px; background: transparent; }}
    QScrollBar::handle:vertical {{ background: {t.line}; border-radius: 4px; min-height: 24px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
    """
