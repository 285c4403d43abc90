"""What the window says when a process was lost: for every job of an inference process there are words."""

from __future__ import annotations

from typing import get_args

import pytest

from aevae_desktop.engine.wire.protocol import Job, Reading
from aevae_desktop.session.inference import losses


@pytest.mark.parametrize("kind", sorted(job.kind for job in set(get_args(Job)) - set(get_args(Reading))))
def test_every_job_is_told_in_words(kind: str) -> None:
    assert kind in losses._DOING
