"""The selection as a figure's record holds it: as ``core.codes.packing`` packs it, ``""`` where nothing is selected."""

from __future__ import annotations

from collections.abc import Generator

from aevae_desktop.core.codes import packing
from aevae_desktop.features.models.logic import rows_of
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.state import Selecting, Selection
from aevae_desktop.reading.json_object import JsonObject
from aevae_desktop.session.controller import Context
from aevae_desktop.session.saved import Models, Panes, Saved
from aevae_desktop.session.state import SessionState


def _take(state: SessionState, models: Models) -> Generator[str, None, str]:
    """The selection, if it is of samples of one of ``models``."""
    chosen = state.part(Selecting).selection
    codes = None if chosen is None else next((m.codes for m in models.values() if rows_of(m) == chosen.rows), None)
    parts = []
    for part in () if chosen is None or codes is None else packing.packing(chosen.samples, len(codes.mu)):
        parts.append(part)
        yield ""
    return "".join(parts)


def _read(top: JsonObject) -> str | None:
    text = top.data.get("selection")
    if text not in (None, "") and (not isinstance(text, str) or packing.unpacked(text) is None):
        raise top.wrong("selection", "how many samples there are, and a bit for each")
    return text


def _restore(context: Context, text: str, panes: Panes) -> None:
    """Select these in the first map that has as many samples."""
    found = packing.unpacked(text)
    models = [context.state.panes[i].model for i in panes]
    model = next((m for m in models if m and m.codes and found and len(m.codes.mu) == found[0]), None)
    chosen = None if model is None or found is None else Selection(rows_of(model), found[1])
    context.controller(SelectionController).choose(chosen)


SAVED = Saved(
    "selection", place=80, rank=70, take=_take, read=_read, restore=_restore,
    work=lambda state: (state.part(Selecting).selection,),
    touched=lambda state: state.part(Selecting).selection is not None,
)  # fmt: skip
