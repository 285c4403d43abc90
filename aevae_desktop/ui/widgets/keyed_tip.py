"""Tool tips that name a key: they follow it when a person changes it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from aevae_desktop.ui import keys

WRITTEN = "tip"  # the property that keeps a tip as it was written


def show_tip(widget: QWidget, tip: str) -> None:
    """Give ``widget`` this tool tip, with its key as it is now."""
    if "(" in tip:
        widget.setProperty(WRITTEN, tip)
    widget.setToolTip(keys.said(tip))


def refresh(root: QWidget) -> None:
    """Some key is another: every tip inside ``root`` that names it says so, and a name that is the same text."""
    for widget in root.findChildren(QWidget):
        written, before = widget.property(WRITTEN), widget.toolTip()
        if written is not None:
            show_tip(widget, written)
            if widget.accessibleName() == before:
                widget.setAccessibleName(widget.toolTip())
