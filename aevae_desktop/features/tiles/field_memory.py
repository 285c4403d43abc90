"""The fields that were measured, kept for as long as a map may ask for them again."""

from __future__ import annotations

from collections.abc import Collection

from aevae_desktop.core.map.fields import FieldKind
from aevae_desktop.features.tiles.field_work import FieldWork
from aevae_desktop.session.model import Model

GRIDS = 6  # of one field on one plane that are remembered
PLANES = 4  # of one model, each field: a slider leaves a plane behind with every step

Name = tuple[object, str]  # of a field whatever its plane: its model's ``identity`` and its kind


class FieldMemory:
    """Works by model, field and plane; what was asked for last is at the end, and the first ones are forgotten."""

    def __init__(self) -> None:
        self._kept: dict[Name, dict[bytes, list[FieldWork]]] = {}

    def __len__(self) -> int:
        return sum(len(works) for planes in self._kept.values() for works in planes.values())

    def of(self, model: Model, kind: FieldKind) -> list[FieldWork]:
        """The works of ``kind`` on the plane of ``model``, the last one first."""
        planes = self._kept.get(name_of(model, kind), {})
        return list(planes.get(_plane(model), ()))

    def keep(self, model: Model, work: FieldWork) -> None:
        """``work`` is what a map of ``model`` shows now."""
        planes = self._kept.setdefault(name_of(model, work.kind), {})
        others = [other for other in planes.pop(_plane(model), ()) if other is not work]
        planes[_plane(model)] = [work, *others][:GRIDS]
        while len(planes) > PLANES:
            del planes[next(iter(planes))]

    def forget_failed(self, kinds: Collection[str], models: Collection[object]) -> None:
        """Works of these fields, and of these models, that have failed are tried again when they are wanted next."""
        for (model, kind), planes in self._kept.items():
            if kind in kinds or model in models:
                for plane, works in planes.items():
                    planes[plane] = [work for work in works if not work.error]

    def only(self, models: Collection[object]) -> None:
        """No other models are on any map."""
        self._kept = {name: planes for name, planes in self._kept.items() if name[0] in models}


def identity(model: Model) -> object:
    """The model, whatever its plane: its key and the digests of its files."""
    return (model.key, tuple(sorted((name, record.sha256) for name, record in model.manifest.files.items())))


def name_of(model: Model, kind: FieldKind) -> Name:
    """What a field of ``model`` is kept under."""
    return (identity(model), kind.name)


def _plane(model: Model) -> bytes:
    return model.plane.origin.tobytes() + model.plane.basis.tobytes()
