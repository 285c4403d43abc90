"""Where the pictures of the strip are, as the file of what is open keeps it: they are read anew at the next start.

Figures and views do not hold it: which files a person has is nobody else's affair. What is in hand is kept as the
drawing is.
"""

from __future__ import annotations

from pathlib import Path

from aevae_desktop.features.pictures.controller import PicturesController
from aevae_desktop.features.pictures.reading import MOST
from aevae_desktop.features.pictures.state import Pictures
from aevae_desktop.language import translate
from aevae_desktop.reading.json_object import JsonObject
from aevae_desktop.session.controller import Context
from aevae_desktop.session.saved import Models, Panes, Saved
from aevae_desktop.session.state import SessionState

LONGEST = 4096  # characters of a path
PLACES = f"at most {MOST} paths from the root, each of at most {LONGEST} characters"


def _take(state: SessionState, _: Models) -> tuple[str, ...] | None:
    return state.part(Pictures).sources[:MOST] or None


def _read(top: JsonObject) -> tuple[str, ...] | None:
    if top.data.get("pictures") is None:
        return None
    found = top.data["pictures"]
    if not isinstance(found, list) or len(found) > MOST or not all(map(_is_place, found)):
        raise top.wrong("pictures", PLACES)
    return tuple(found)


def _is_place(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST and "\0" not in value and Path(value).is_absolute()


def _restore(context: Context, sources: tuple[str, ...], _: Panes) -> None:
    context.controller(PicturesController).open([Path(source) for source in sources], in_hand=False)


SAVED = Saved(
    "pictures", place=52, rank=62, take=_take, read=_read, restore=_restore, private=True, sparse=True,
    alone=translate("pictures", "pictures"),
    work=lambda state: (state.part(Pictures).sources,),
    touched=lambda state: bool(state.part(Pictures).sources),
)  # fmt: skip
