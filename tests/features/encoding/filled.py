"""Some images on their way through the model of a map."""

from __future__ import annotations

from typing import Any

import numpy as np

from aevae_desktop.features.encoding.state import Encoding, Phase, SomeCodes


def fill(session: Any, pane: int) -> None:
    model = session.state.panes[pane].model
    z = np.random.default_rng(0).normal(0, 1, (40, model.manifest.latent_dim)).astype(np.float32)
    some = SomeCodes(z, (np.arange(40) % 3).astype(np.int16))
    part = Encoding(Phase.ENCODING, "/p/my set", key=model.key, n=99, done=40, some=some)
    session.set_state(session.state.with_part(part))
