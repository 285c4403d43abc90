"""Does Qt start on the platform that ``QT_QPA_PLATFORM`` names? Tried in a process of its own, which Qt may abort."""

from __future__ import annotations


def main(_: bool = False) -> int:
    """Show an empty window for a moment; returns 0 where that worked."""
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication(["trial"])
    window = QWidget()
    window.show()
    app.processEvents()
    return 0
