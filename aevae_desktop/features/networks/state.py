"""How networks are being read, as the state holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from aevae_desktop.bundle import Manifest
from aevae_desktop.session.model import F32

CERTAIN, LIKELY, OPEN, CHOSEN = "certain", "likely", "open", "chosen"  # ``protocol.SURE``


@dataclass(frozen=True)
class Found:
    """One thing that was found out: what is taken, of which choices, how sure it is, and why."""

    name: str
    value: str
    choices: tuple[str, ...]
    sure: str
    said: str


@dataclass(frozen=True, eq=False)
class Reading:
    """The networks that are being looked at for ``pane``, and what was found; nothing without a ``title``.

    ``asked``: somebody is to look at it before it is opened. ``wants``: what a person chose, by name. ``doubts``: what
    the manifest of a bundle says otherwise. To be looked at, (n, h, w[, 3]) in [0, 1]: ``random`` decodes, ``given``
    digits and what comes back of them, ``again``. ``error``: why what was chosen last cannot be. ``digest``: by which
    the same files are known again, and whether they are read as a person said before (``recalled``).
    """

    pane: int = 0
    title: str = ""
    asked: bool = False
    busy: bool = False
    manifest: Manifest | None = None
    opened_from: tuple[str, ...] = ()
    findings: tuple[Found, ...] = ()
    doubts: tuple[str, ...] = ()
    wants: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    random: F32 | None = None
    given: F32 | None = None
    again: F32 | None = None
    error: str = ""
    digest: str = ""
    recalled: bool = False

    @property
    def open_questions(self) -> bool:
        """Whether something cannot be known without a person."""
        return any(found.sure == OPEN for found in self.findings)
