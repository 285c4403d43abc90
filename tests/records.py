"""What the tests of a record's parts share: numbers and texts that may stand in one, and what becomes of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import strategies as st

from aevae_desktop import bundle
from aevae_desktop.errors import DataError
from aevae_desktop.features.figures import reading
from aevae_desktop.features.figures.record import FigureRecord, PaneRecord
from aevae_desktop.session.saved import Saved

real = st.floats(-bundle.FARTHEST, bundle.FARTHEST)
text = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), max_size=20)
row_number = st.integers(0, 2**40)
code = st.lists(real, max_size=4).map(tuple)

PANE = PaneRecord("a", "0" * 64, (0.1, 0.2, 3.0, 400.0, 300.0))
PLAIN = FigureRecord(app="1", theme="dark", panes=(PANE, None), shown=(0,))


def read_again(row: Saved, value: Any) -> Any:
    """What is read of ``value`` once it was written into a record: of the first pane, if panes have it."""
    parts = {row.key: value}
    panes = (PaneRecord(PANE.bundle, PANE.sha256, PANE.view, parts), None) if row.by_pane else PLAIN.panes
    record = FigureRecord("1", "dark", panes, (0,), {} if row.by_pane else parts)
    found = reading.record(record.to_json(), [row]).part(row)
    return found[0] if row.by_pane else found


def refusal(row: Saved, change: dict[str, Any]) -> str:
    """The line that says why a record with ``change`` (of its first pane, if panes have it) cannot be read."""
    data = json.loads(PLAIN.to_json())
    data["panes"][0] |= change if row.by_pane else {}
    data |= {} if row.by_pane else change
    with pytest.raises(DataError, match=r"^f\.png: ") as caught:
        reading.record(json.dumps(data), [row], "f.png")
    assert "\n" not in str(caught.value)
    return str(caught.value)
