"""What a person said of networks, kept from start to start, so that the same files are not asked about again.

It is found by what is in the files, whatever they are called and wherever they lie.
"""

from __future__ import annotations

from collections.abc import Mapping

from aevae_desktop.features.networks.state import CHOSEN, OPEN, Reading
from aevae_desktop.recovery.settings import Settings

KEY = "networks"  # of the settings
MOST = 200  # pairs of files
LONGEST = 200  # characters of a name or a choice
DIGEST = "opened_digest"  # of a bundle's provenance: of which files it was made


def recall(settings: Settings, digest: str) -> dict[str, str]:
    """What was chosen of the files of that ``digest``, by name; nothing where nobody was asked."""
    found = _kept(settings).get(digest)
    if not isinstance(found, dict) or not all(_is_short(name) and _is_short(value) for name, value in found.items()):
        return {}
    return dict(found)


def remember(settings: Settings, digest: str, wants: Mapping[str, str]) -> None:
    """Keep it; of many files, those that were opened last. Without anything chosen it is forgotten."""
    others = {each: kept for each, kept in _kept(settings).items() if each != digest}
    if not digest or (not wants and digest not in _kept(settings)):
        return
    all_of_them = others | ({digest: dict(wants)} if wants else {})
    settings.put(KEY, dict([*all_of_them.items()][-MOST:]))


def answers(reading: Reading) -> dict[str, str]:
    """What a person has said by opening it so: what they chose, and what was proposed where it was asked."""
    return {found.name: found.value for found in reading.findings if found.sure in (CHOSEN, OPEN)}


def _kept(settings: Settings) -> dict[str, object]:
    kept = settings.value(KEY)
    return kept if isinstance(kept, dict) else {}


def _is_short(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST
