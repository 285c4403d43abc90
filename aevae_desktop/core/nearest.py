"""The k nearest neighbours of many codes at once, exactly: in a plane by its cells, in more dimensions by matrices."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.cells import Cells

Doubles = NDArray[np.float64]
Places = NDArray[np.int64]
Rows = NDArray[np.int32]

_PAIRS = 1 << 20  # of a query and a candidate, at a time
_TILE = 1 << 13  # codes whose distances are looked at together
_ABREAST = 1 << 8  # queries, so that a tile of distances stays in the processor's cache


class Neighbours:
    """Finds neighbours among ``mu: (n, d) float32``; up to two dimensions the codes are sorted into cells first."""

    def __init__(self, mu: ArrayLike) -> None:
        codes = np.asarray(mu, np.float32)
        self.mu = codes
        self._cells: Cells | None = None
        if codes.shape[1] <= 2:
            plane = np.zeros((len(codes), 2), np.float32)
            plane[:, : codes.shape[1]] = codes
            self._plane, self._cells = plane, Cells.build(plane)

    def of(self, rows: ArrayLike, k: int) -> Rows:
        """The ``k`` codes nearest to each of ``rows: (m,)``, itself left out, nearest first: ``(m, k) int32``.

        Euclidean. Where there are fewer than k others, -1 stands for those that are missing. Of equal distances,
        any may come first. ``mu`` must be finite.
        """
        wanted = np.asarray(rows, np.int64).reshape(-1)
        if len(self.mu) < 2 or not len(wanted):
            return np.full((len(wanted), k), -1, np.int32)
        return self._by_matrix(wanted, k) if self._cells is None else self._by_cells(wanted, k)

    def _by_cells(self, rows: Places, k: int) -> Rows:
        """Look in the cells around each, in as many rings as it takes."""
        found = np.full((len(rows), k), -1, np.int32)
        left, ring = np.arange(len(rows)), 1
        while len(left):
            first, last, room, whole = self._blocks(rows[left], ring)
            counts = (last - first).sum(axis=1)
            order = np.argsort(counts, kind="stable")  # alike beside alike: little is padded
            done = np.zeros(len(left), bool)
            for some in _batches(counts[order]):
                batch = order[some]
                near, apart = self._in_blocks(rows[left[batch]], first[batch], last[batch], k)
                sure = (apart[:, -1] <= room[batch]) | whole
                done[batch] = sure
                found[left[batch[sure]]] = near[sure]
            left, ring = left[~done], ring * 2
        return found

    def _blocks(self, rows: Places, ring: int) -> tuple[Places, Places, Doubles, bool]:
        """The ranges of places, ``(m, 2 ring + 1)``, of the cells around each query; how near any other code can be."""
        cells = self._cells
        assert cells is not None
        x, y = self._plane[rows].astype(np.float64).T
        columns, lines = len(cells.x_lines) + 1, len(cells.y_lines) + 1
        column = cells.x_lines.searchsorted(x, "right")
        row = cells.y_lines.searchsorted(y, "right")
        left, right = (column - ring).clip(min=0), (column + ring + 1).clip(max=columns)
        bottom, top = (row - ring).clip(min=0), (row + ring + 1).clip(max=lines)
        at = row[:, None] + np.arange(-ring, ring + 1)
        there = (at >= 0) & (at < lines)
        base = at.clip(0, lines - 1) * columns
        first = np.where(there, cells.start[base + left[:, None]], 0)
        last = np.where(there, cells.start[base + right[:, None]], 0)
        room = np.minimum(
            np.minimum(x - cells.x_edges[left], cells.x_edges[right] - x),
            np.minimum(y - cells.y_edges[bottom], cells.y_edges[top] - y),
        )
        return first, last, room, ring >= max(columns, lines)

    def _in_blocks(self, rows: Places, first: Places, last: Places, k: int) -> tuple[Rows, Doubles]:
        """The k nearest among the places in each query's ranges, and their distances; -1 and inf for none."""
        cells = self._cells
        assert cells is not None
        lengths = last - first
        counts = lengths.sum(axis=1)
        widest = max(int(counts.max()), k)
        flat = lengths.ravel()
        place = np.arange(flat.sum()) - (np.cumsum(flat) - flat - first.ravel()).repeat(flat)
        query = np.arange(len(rows)).repeat(counts)
        slot = np.arange(len(place)) - (np.cumsum(counts) - counts).repeat(counts)
        own = self._plane[rows].astype(np.float64)
        dx, dy = cells.xs[place] - own[query, 0], cells.ys[place] - own[query, 1]
        squared = np.full((len(rows), widest), np.inf)
        candidate = np.full((len(rows), widest), -1, np.int32)
        candidate[query, slot] = cells.order[place]
        squared[query, slot] = dx * dx + dy * dy
        squared[candidate == rows[:, None]] = np.inf
        candidate[candidate == rows[:, None]] = -1
        near, best = _least(squared, candidate, k)
        return near, np.sqrt(best)

    def _by_matrix(self, rows: Places, k: int) -> Rows:
        """All distances, a tile at a time; after the first tile few codes come closer than what was found."""
        centre = np.median(self.mu[:: len(self.mu) // 1000 + 1].astype(np.float64), axis=0)
        found = [self._abreast(rows[i : i + _ABREAST], k, centre) for i in range(0, len(rows), _ABREAST)]
        return np.concatenate(found)

    def _abreast(self, rows: Places, k: int, centre: Doubles) -> Rows:
        own = self.mu[rows] - centre
        length = np.square(own).sum(axis=1)
        near, best = np.full((len(rows), k), -1, np.int32), np.full((len(rows), k), np.inf)
        for begin in range(0, len(self.mu), _TILE):
            tile = self.mu[begin : begin + _TILE] - centre
            squared = length[:, None] + np.square(tile).sum(axis=1) - 2.0 * (own @ tile.T)
            inside = np.flatnonzero((rows >= begin) & (rows < begin + len(tile)))
            squared[inside, rows[inside] - begin] = np.inf
            closer = np.flatnonzero((squared < best[:, -1:]).any(axis=1))
            if len(closer):
                number = np.arange(begin, begin + len(tile), dtype=np.int32)
                few, apart = _least(squared[closer], np.broadcast_to(number, (len(closer), len(tile))), k)
                both, distances = np.hstack((near[closer], few)), np.hstack((best[closer], apart))
                near[closer], best[closer] = _least(distances, both, k)
        return self._settled(rows, near)

    def _settled(self, rows: Places, near: Rows) -> Rows:
        """Nearest first by differences, which do not suffer from cancellation as the products do."""
        apart = np.square(self.mu[near].astype(np.float64) - self.mu[rows, None].astype(np.float64)).sum(axis=2)
        apart[near < 0] = np.inf
        settled: Rows = np.take_along_axis(near, np.argsort(apart, axis=1, kind="stable"), axis=1)
        return settled


def _least(squared: Doubles, number: Rows, k: int) -> tuple[Rows, Doubles]:
    """The k least of each row of ``squared: (m, c)``, least first, with their numbers; -1 and inf for none."""
    few = min(k, squared.shape[1])
    at = np.argpartition(squared, few - 1, axis=1)[:, :few]
    at = np.take_along_axis(at, np.argsort(np.take_along_axis(squared, at, axis=1), axis=1), axis=1)
    least = np.full((len(squared), k), np.inf)
    near = np.full((len(squared), k), -1, np.int32)
    least[:, :few] = np.take_along_axis(squared, at, axis=1)
    near[:, :few] = np.where(np.isfinite(least[:, :few]), np.take_along_axis(number, at, axis=1), -1)
    return near, least


def _batches(counts: Places) -> list[slice]:
    """Cut ascending ``counts`` into runs that are padded to no more than ``_PAIRS`` places each."""
    batches, begin = [], 0
    while begin < len(counts):
        room = np.arange(1, len(counts) - begin + 1) * counts[begin:] if len(counts) else counts
        stop = begin + max(int(np.searchsorted(room, _PAIRS, "right")), 1)
        batches.append(slice(begin, stop))
        begin = stop
    return batches
