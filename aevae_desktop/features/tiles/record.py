"""How the decoded grid is laid, as a figure's record holds it: a tile's side in px, and whether it is smooth."""

from __future__ import annotations

from aevae_desktop.features.tiles.state import TileLook
from aevae_desktop.reading.json_object import JsonObject, whole
from aevae_desktop.session.saved import Saved

SIZES = (4, 1000)  # px, the least and the most


def _read(top: JsonObject) -> tuple[int, bool] | None:
    tiles = top.data.get("tiles")
    if tiles is None:
        return None
    if not (isinstance(tiles, list) and len(tiles) == 2 and whole(tiles[0]) and isinstance(tiles[1], bool)):
        raise top.wrong("tiles", "[px, smooth]")
    return min(max(tiles[0], SIZES[0]), SIZES[1]), tiles[1]


SAVED = Saved(
    "tiles", place=60, rank=30, setting=True, read=_read, work=lambda state: (state.part(TileLook),),
    take=lambda state, _: (state.part(TileLook).px, state.part(TileLook).smooth),
    restore=lambda context, tiles, _: context.set_state(context.state.with_part(TileLook(*tiles))),
)  # fmt: skip
