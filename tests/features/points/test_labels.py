"""Class labels: long names are cut, and a tip tells the whole of them."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPointF

from aevae_desktop.engine.wire import library
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.points.labels import LabelTips
from aevae_desktop.ui.map import stamps


def test_a_tip_tells_the_whole_name_of_a_label_that_is_cut(window: Any, tiny_bundle: Any) -> None:
    long = "a class whose name is as long as that of a folder may be, <b>and</b> with a zero\u200bwidth"
    names = (long, *"123456789")
    window.session.controller(ModelsController).open(0, tiny_bundle("ae-long", kind="ae", classes=names))
    assert window.wait_idle(60_000)
    canvas, codes = window.canvas(0), window.session.state.panes[0].model.codes
    canvas.settle()
    tips = canvas.tool(LabelTips)
    spots = canvas.scene().layout.spots["labels"]
    assert (spots[0], spots[4]) == (0, 0)
    x, y = canvas.to_widget(codes.centres[:1])[0].tolist()
    x = min(x, canvas.width() - 70.0)  # it is moved in from the edge
    assert tips.tip(QPointF(x, y)) == long.replace("\u200b", "\\u200b")
    assert tips.tip(QPointF(*canvas.to_widget(codes.centres[4:5])[0])) == ""
    assert stamps.label_text(long).endswith("…")
    assert stamps.label("a" * 300, "#000000", "#000000", "#ffffff", 11.0, 1.0).width < 130


@pytest.mark.parametrize("size", [(1200, 800), (1366, 768), (1440, 900)])
def test_each_of_a_few_classes_in_one_heap_has_its_label(shipped: Any, size: tuple[int, int]) -> None:
    """Eight alphabets lie over each other, and their names are long."""
    folder = library.shipped_folder()
    for pane, name in enumerate(("ae-omniglot-2d", "vae-omniglot-2d")):
        shipped.session.controller(ModelsController).open(pane, folder / name)
    shipped.resize(*size)
    assert shipped.wait_idle(60_000)
    for pane in (0, 1):
        shipped.canvas(pane).settle()
        spots = shipped.canvas(pane).scene().layout.spots["labels"]
        assert len(spots) == 8
        assert None not in spots.values()
