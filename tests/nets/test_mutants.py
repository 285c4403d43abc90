"""Damaged files of every kind that the program reads: it reads them, or refuses them in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.nets import mutants

COUNT = {"onnx": 60, "checkpoint": 40, "restored": 60}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shared, so that a window writes its files once."""
    return tmp_path_factory.mktemp("mutants")


@pytest.mark.parametrize("kind", mutants.READERS)
def test_only_a_readable_line_comes_out(place: Path, kind: str) -> None:
    count = COUNT.get(kind, 150)
    alone = mutants.READERS[kind].alone
    outcome = mutants.apart(kind, count, 0, place) if alone else mutants.run(kind, count, 0, place / kind)
    assert outcome.faults == []
    assert outcome.refused > 0 or kind == "checkpoint"  # which has a sound one before it
