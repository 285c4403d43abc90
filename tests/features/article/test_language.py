"""Another language changes what is said, and nothing that is looked up."""

from __future__ import annotations

import json
import subprocess
import sys

SHOW = """
import json
from aevae_desktop import language
if {foreign}:
    language.speak(lambda context, text, comment: f"<{{text}}>")
from aevae_desktop.features.article.claims import CLAIMS
from aevae_desktop.features.article.text import UNITS
said, keys = [], []
for claim in CLAIMS:
    said.append(claim.short)
    keys.append([claim.name, {{role.name: list(names) for role, names in claim.measures.items()}}])
    bars = (*claim.bars, *(claim.curve.lines if claim.curve else ()))
    keys.append([[bar.role.name, bar.figure, bar.unit] for bar in bars])
keys.append(sorted(UNITS))
print(json.dumps([said, keys]))
"""


def _table(*, foreign: bool) -> list[list[object]]:
    command = [sys.executable, "-c", SHOW.format(foreign=foreign)]
    found: list[list[object]] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


def test_measures_figures_and_units_have_the_same_names_in_every_language() -> None:
    (said, keys), (said_here, keys_here) = _table(foreign=True), _table(foreign=False)
    assert said == [f"<{text}>" for text in said_here]
    assert keys == keys_here
