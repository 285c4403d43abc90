"""The cards of the window by their names, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from aevae_desktop.ui.widgets.panel import Card


class Cards(Mapping[str, Card]):
    """``makers``: how each is made, by name; ``come(card)`` is called once for each that was."""

    def __init__(self, makers: Mapping[str, Callable[[], Card]], come: Callable[[Card], object]) -> None:
        self._makers, self._come = makers, come
        self.made: dict[str, Card] = {}

    def __getitem__(self, name: str) -> Card:
        if name not in self.made:
            self.made[name] = self._makers[name]()
            self._come(self.made[name])
        return self.made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)
