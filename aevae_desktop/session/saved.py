"""What of a feature is kept in figures, in saved views and in the file of what is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aevae_desktop.reading.json_object import JsonObject
from aevae_desktop.session.model import Model
from aevae_desktop.session.state import SessionState

MOST_PANES = 16  # that a record may speak of
Models = Mapping[int, Model]  # by pane
Panes = tuple[int, ...]


@dataclass(frozen=True)
class Saved:
    """One key of a record, which belongs to a feature: ``place`` in the file, ``rank`` among what is restored.

    ``take(state, models)``: its value, of the models by pane. It is plain data or a dataclass of it, or a generator
    that returns that and yields "" between steps of a few ms.
    ``read(object)``: the value in a record of JSON, None where it says nothing. Raises ``DataError``.
    ``restore(context, value, panes)``: show the value again, on the maps ``panes``; their codes are there.
    ``begin(context, value, panes)``: begin, before anything is restored, what takes a while; returns a function that
    says whether it still goes on.
    ``by_pane``: the value is one for each pane, ``{pane: value}``, and its fields stand in the object of that pane.
    ``work(state)``: objects of which at least one is another when a person has changed what is kept.
    ``touched(state)``: whether a hand has made any of it.
    ``finished(state)``: the state as if what a hand is doing were done: the file of what is open holds that.
    ``alone``: what it is called, if it can be restored without its models.
    ``sparse``: where there is nothing to say (None), the key is left out.
    ``private``: it is a person's own affair, which the file of what is open holds, and no figure or saved view.
    ``setting``: it is how a person likes it, of no model in particular, and kept from start to start.
    """

    key: str
    place: int
    rank: int
    take: Callable[[SessionState, Models], Any]
    read: Callable[[JsonObject], Any]
    restore: Callable[[Any, Any, Panes], None]
    begin: Callable[[Any, Any, Panes], Callable[[], bool]] | None = None
    by_pane: bool = False
    work: Callable[[SessionState], tuple[object, ...]] = lambda _: ()
    touched: Callable[[SessionState], bool] = lambda _: False
    finished: Callable[[SessionState], SessionState] = lambda state: state
    alone: str = ""
    sparse: bool = False
    private: bool = False
    setting: bool = False
