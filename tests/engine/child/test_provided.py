"""What was handed over of a bundle, and what could not be."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from aevae_desktop.bundle import MANIFEST
from aevae_desktop.engine.child.provided import Provided
from aevae_desktop.errors import BundleError


def test_a_file_that_could_not_be_read_is_told_each_time_and_grows_by_nothing() -> None:
    given = Provided(Path("x"), {}, {MANIFEST: BundleError("cannot be read", file="x", remedy="Export it again.")})
    depths = []
    for _ in range(3):
        with pytest.raises(BundleError, match=r"x: cannot be read\. Export it again\.") as told:
            given.manifest  # noqa: B018 - asked for
        depths.append(len(traceback.extract_tb(told.value.__traceback__)))
    assert depths[0] == depths[1] == depths[2]
