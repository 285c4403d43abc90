"""The menu of what was opened last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from aevae_desktop.window.recent_menu import RecentMenu


def test_it_lists_what_was_opened_and_opens_it_again(
    window: Any, tiny_bundle: Callable[..., Path], tmp_path: Path
) -> None:
    menu = RecentMenu(window)
    window.open_path(tiny_bundle("one").rename(tmp_path / "one & only"))
    assert window.wait_idle(60_000)
    menu.aboutToShow.emit()
    first, *others = menu.actions()
    assert [first.text(), *(action.text() for action in others)] == ["one && only", "vae-tiny", "ae-tiny"]
    assert first.toolTip() == window.session.settings.texts("recent", 1)[0]
    window.session.show(1)
    others[1].trigger()
    assert window.wait_idle(60_000)
    assert window.session.state.panes[window.session.state.lead].model.manifest.id == "ae-tiny"


def test_what_is_gone_is_one_line_and_the_map_stays(window: Any, tmp_path: Path) -> None:
    menu, before = RecentMenu(window), window.session.state.panes[0].model
    window.session.settings.put("recent", [str(tmp_path / "gone")])
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert window.wait_idle(60_000)
    assert window.session.state.panes[0].model is before
    assert "gone" in window.session.state.notice


def test_before_anything_was_opened_it_says_so(window: Any) -> None:
    window.session.settings.put("recent", [])
    menu = RecentMenu(window)
    menu.aboutToShow.emit()
    assert [(action.text(), action.isEnabled()) for action in menu.actions()] == [
        ("Nothing has been opened yet", False)
    ]
