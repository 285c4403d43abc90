"""The pen by keyboard: what the keys mean, and the cursor that shows where it is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter

from aevae_desktop.language import translate
from aevae_desktop.ui.theme import Theme
from aevae_desktop.ui.widgets.marks import paint_cross, paint_dot

At = tuple[float, float]  # px of the pen's area
AREA = (200.0, 172.0)  # px: strokes are kept in the coordinates of an area of this size, however large it is shown
STEP, FINE = 8.0, 2.0  # px a key moves the cursor, and with Shift
ARM = 7.0  # px, of the cross
KEYS = translate(
    "drawing",
    "Arrow keys move the pen, with Shift finely; Home, Page Up, End and Page Down move it "
    "aslant. Space puts it down and lifts it, Enter lifts it, Backspace takes back a stroke.",
)
MOVES = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Home: (-1, -1), Qt.Key.Key_PageUp: (1, -1), Qt.Key.Key_End: (-1, 1), Qt.Key.Key_PageDown: (1, 1),
}  # fmt: skip
LIFTS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
BESIDE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def means(event: QKeyEvent) -> bool:
    """Whether a key is the pen's."""
    key = Qt.Key(event.key())
    return not event.modifiers() & BESIDE and key in (*MOVES, *LIFTS, Qt.Key.Key_Space, Qt.Key.Key_Backspace)


def moved(at: At, event: QKeyEvent) -> At:
    """Where a key takes the cursor, within the area."""
    step = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
    across, down = MOVES[Qt.Key(event.key())]
    return min(max(at[0] + step * across, 0.0), AREA[0]), min(max(at[1] + step * down, 0.0), AREA[1])


def place(at: At) -> str:
    """``40 % from the left, 50 % from the top``."""
    return (
        translate("drawing", "{x:.0%} from the left, {y:.0%} from the top")
        .format(x=at[0] / AREA[0], y=at[1] / AREA[1])
        .replace("%", " %")
    )


def paint(painter: QPainter, at: At, *, down: bool, theme: Theme) -> None:
    """A cross at ``at``, with a dot while the pen is down; legible on the ink and on the paper."""
    middle = QPointF(*at)
    paint_cross(painter, middle, middle, ARM, ((theme.paper, 5.0), (theme.accent, 2.0)))
    if down:
        paint_dot(painter, middle, 4.0, theme.accent, filled=True)
