"""Which points of a map are selected by a polygon or a box, and the part of a cloud that is selected.

The cells of the map (``core.neighbours.cells``) come first: a cell that no edge of the polygon crosses is inside or
outside as a whole, and one test tells which. Only the points of the other cells are tested one by one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.map.cloud import Cloud
from aevae_desktop.core.map.density import Density
from aevae_desktop.core.neighbours.cells import Box, Cells

Bools = NDArray[np.bool_]
Doubles = NDArray[np.float64]
Places = NDArray[np.int64]

_PAIRS = 1 << 20  # of a point and an edge, tested at a time
_SLACK = 1e-9  # of an edge's size: a cell this near to it counts as crossed


class _Grid(NamedTuple):
    """The finite lines around the cells: column c lies between ``x[c]`` and ``x[c + 1]``."""

    x: Doubles
    y: Doubles

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.y) - 1, len(self.x) - 1


def inside_polygon(cells: Cells, n: int, polygon: ArrayLike) -> Bools:
    """Which of the ``n`` points that ``cells`` were built of lie in ``polygon: (k, 2)``, map units: ``(n,) bool``.

    The polygon closes itself and may cross itself: inside is where it winds round at least once, so that a loop drawn
    a little past its beginning has no hole there (Sunday, "Inclusion of a point in a polygon", 2001). A point on an
    edge belongs to the side above it or right of it. Points that are not finite are never inside.
    """
    caught = np.zeros(n, bool)
    start, end = _edges(polygon)
    if not len(cells) or not len(start):
        return caught
    grid = _grid(cells)
    crossed, winding = _sort_cells(grid, start, end)
    per_cell = np.diff(cells.start)
    taken = ((winding != 0) & ~crossed).ravel().repeat(per_cell)
    doubtful = np.flatnonzero(crossed.ravel().repeat(per_cell))
    doubted = np.flatnonzero(crossed)
    row = (doubted // grid.shape[1]).repeat(per_cell[doubted])
    taken[doubtful] = _wind(cells, doubtful, row, grid, start, end) != 0
    caught[cells.order[taken]] = True
    return caught


def inside_box(xy: ArrayLike, box: Box) -> Bools:
    """Which of the points ``xy: (n, 2)`` lie in ``box = (x0, y0, x1, y1)``, its edges included: ``(n,) bool``."""
    points = np.asarray(xy, np.float32)
    x0, y0, x1, y1 = (np.float64(edge) for edge in box)  # float64, or the points would be compared with rounded edges
    x, y = points[:, 0], points[:, 1]
    return (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)


def part(cloud: Cloud, keep: Bools) -> Cloud:
    """The points of ``cloud`` that ``keep: (n,) bool`` names, all of one colour (row 0 of a table).

    ``n`` and their order are those of the array that the cells of ``cloud`` were built of.
    """
    cells = cloud.cells
    kept = keep[cells.order]
    before = np.concatenate(([0], np.cumsum(kept)))
    few = Cells(
        cells.xs[kept], cells.ys[kept], cells.order[kept], before[cells.start],
        cells.x_lines, cells.y_lines, cells.x_edges, cells.y_edges,
    )  # fmt: skip
    density = Density(cloud.density.shade[kept], cloud.density.levels, cloud.density.axes)
    return Cloud(few, np.zeros(len(few), cloud.color.dtype), density)


def rim(cells: Cells, member: Bools, k: int) -> NDArray[np.int32]:
    """The members that can have a stranger to ``member: (n,) bool`` among their ``k`` nearest: sorted, ``(m,) int32``.

    No such member is left out; some without may be in. A member is left out when more than ``k`` points are certain to
    be nearer to it than any point that is not a member: the farthest corner of the 3 x 3 cells around it is nearer than
    the next cell that holds one.
    """
    if not len(cells):
        return np.zeros(0, np.int32)
    grid = _grid(cells)
    counts = np.diff(cells.start)
    strange = np.concatenate(([0], np.cumsum(~member[cells.order])))
    strangers = np.diff(strange[cells.start]).reshape(grid.shape)
    enough = _around(counts.reshape(grid.shape), 1) > k
    sure = np.zeros(grid.shape, bool)
    for ring in (2, 4, 8, 16):
        near, far = _reach(grid, ring)
        sure |= enough & (_around(strangers, ring) == 0) & (far < near)
    kept = ~sure.ravel().repeat(counts)
    rows = cells.order[kept]
    return np.sort(rows[member[rows]])


def _grid(cells: Cells) -> _Grid:
    """Finite lines: the outermost cells end where their points do, or an edge far away would cross all of them."""
    edges = []
    for lines, values in ((cells.x_lines, cells.xs), (cells.y_lines, cells.ys)):
        low, high = min([float(values.min()), *lines[:1]]), max([float(values.max()), *lines[-1:]])
        edges.append(np.concatenate(([low], lines, [high])))
    return _Grid(*edges)


def _edges(polygon: ArrayLike) -> tuple[Doubles, Doubles]:
    """The edges of the closed polygon as starts and ends, ``(k, 2)`` each; without those of no length."""
    corners = np.asarray(polygon, np.float64).reshape(-1, 2)
    if len(corners) < 3 or not np.isfinite(corners).all():
        return np.empty((0, 2)), np.empty((0, 2))
    ends = np.roll(corners, -1, axis=0)
    moved = (ends != corners).any(axis=1)
    return corners[moved], ends[moved]


def _sort_cells(grid: _Grid, start: Doubles, end: Doubles) -> tuple[Bools, NDArray[np.int32]]:
    """Cells that an edge may cross, and the winding number of the others, both ``(rows, columns)``."""
    edge, row = _rows_of(grid, start, end)
    a, b = start[edge], end[edge]
    return _crossed(grid, row, a, b), _winding(grid, row, a, b)


def _crossed(grid: _Grid, row: Places, a: Doubles, b: Doubles) -> Bools:
    """Cells that one of the edges may cross, each in its ``row``: a few more than it does."""
    rows, columns = grid.shape
    slack = _SLACK * np.abs(np.concatenate((a, b), axis=1)).max(axis=1)
    bottom, top = grid.y[row] - slack, grid.y[row + 1] + slack
    least, most = np.minimum(a[:, 1], b[:, 1]), np.maximum(a[:, 1], b[:, 1])
    low, high = _span(a, b, np.clip(bottom, least, most), np.clip(top, least, most))
    low, high = low - slack, high + slack
    met = (least <= top) & (most >= bottom) & (low <= grid.x[-1]) & (high >= grid.x[0])
    steps = np.zeros((rows, columns + 1), np.int32)
    np.add.at(steps, (row[met], np.searchsorted(grid.x[1:-1], low[met], "left")), 1)
    np.add.at(steps, (row[met], np.searchsorted(grid.x[1:-1], high[met], "right") + 1), -1)
    return steps.cumsum(axis=1)[:, :columns] > 0


def _winding(grid: _Grid, row: Places, a: Doubles, b: Doubles) -> NDArray[np.int32]:
    """The winding number around the middle of every cell, counted on a ray to the right in each row."""
    rows, columns = grid.shape
    middle = (grid.y[row] + grid.y[row + 1]) / 2
    turns = np.zeros((rows, columns + 1), np.int32)
    rising, falling = (a[:, 1] <= middle) & (middle < b[:, 1]), (b[:, 1] <= middle) & (middle < a[:, 1])
    for which, sign in ((rising, 1), (falling, -1)):
        x = _at(a[which], b[which], middle[which])
        np.add.at(turns, (row[which], np.searchsorted(grid.x[1:], x, "right")), sign)
    after: NDArray[np.int32] = turns[:, ::-1].cumsum(axis=1, dtype=np.int32)[:, ::-1]
    return after[:, 1:]  # an edge within a cell's own column crosses that cell, and does not matter there


def _rows_of(grid: _Grid, start: Doubles, end: Doubles) -> tuple[Places, Places]:
    """Every pair of an edge and a row of cells that it reaches, as two arrays."""
    low, high = np.minimum(start[:, 1], end[:, 1]), np.maximum(start[:, 1], end[:, 1])
    slack = _SLACK * np.maximum(np.abs(low), np.abs(high))
    first = np.searchsorted(grid.y[1:-1], low - slack, "left")
    last = np.searchsorted(grid.y[1:-1], high + slack, "right")
    lengths = last - first + 1
    edge = np.arange(len(start)).repeat(lengths)
    return edge, np.arange(len(edge)) - (np.cumsum(lengths) - lengths - first).repeat(lengths)


def _span(a: Doubles, b: Doubles, bottom: Doubles, top: Doubles) -> tuple[Doubles, Doubles]:
    """The least and the greatest x of each edge between two heights that it reaches."""
    level = a[:, 1] == b[:, 1]
    one, other = np.where(level, a[:, 0], _at(a, b, bottom)), np.where(level, b[:, 0], _at(a, b, top))
    return np.minimum(one, other), np.maximum(one, other)


def _at(a: Doubles, b: Doubles, y: Doubles) -> Doubles:
    """The x of each edge at height ``y``; of a level edge, that of its start."""
    rise = b[:, 1] - a[:, 1]
    share = np.divide(y - a[:, 1], rise, out=np.zeros_like(rise), where=rise != 0).clip(0.0, 1.0)
    return a[:, 0] + share * (b[:, 0] - a[:, 0])


def _wind(cells: Cells, place: Places, row: Places, grid: _Grid, start: Doubles, end: Doubles) -> NDArray[np.int32]:
    """The winding number of the polygon around each of the points at ``place``, which are in cells of ``row``."""
    edge, edge_row = _rows_of(grid, start, end)
    edge = edge[np.argsort(edge_row, kind="stable")]
    first = np.concatenate(([0], np.cumsum(np.bincount(edge_row, minlength=grid.shape[0]))))
    lengths = np.diff(first)[row]
    winding = np.zeros(len(place), np.int32)
    pairs = np.cumsum(lengths)
    begin = 0
    while begin < len(place):
        done = pairs[begin - 1] if begin else 0
        stop = max(int(np.searchsorted(pairs, done + _PAIRS, "right")), begin + 1)
        some, many = slice(begin, stop), lengths[begin:stop]
        which = np.arange(stop - begin).repeat(many)
        at = np.arange(len(which)) - (np.cumsum(many) - many - first[row[some]]).repeat(many)
        x, y = (values[place[some]].astype(np.float64)[which] for values in (cells.xs, cells.ys))
        turn = _turns(x, y, start[edge[at]], end[edge[at]])
        winding[some] = np.bincount(which, turn, minlength=stop - begin).astype(np.int32)
        begin = stop
    return winding


def _turns(x: Doubles, y: Doubles, a: Doubles, b: Doubles) -> NDArray[np.int8]:
    """1 where the edge passes right of the point upwards, -1 where it does downwards, else 0."""
    side = (b[:, 0] - a[:, 0]) * (y - a[:, 1]) - (x - a[:, 0]) * (b[:, 1] - a[:, 1])
    up, down = (a[:, 1] <= y) & (y < b[:, 1]) & (side > 0), (b[:, 1] <= y) & (y < a[:, 1]) & (side < 0)
    return up.astype(np.int8) - down.astype(np.int8)


def _around(table: NDArray[np.int64], ring: int) -> NDArray[np.int64]:
    """The sum of ``table`` over the cells at most ``ring`` rows and columns away."""
    rows, columns = table.shape
    total = np.zeros((rows + 1, columns + 1), np.int64)
    total[1:, 1:] = table.cumsum(axis=0).cumsum(axis=1)
    top, bottom = (np.arange(rows) + ring + 1).clip(max=rows), (np.arange(rows) - ring).clip(min=0)
    right, left = (np.arange(columns) + ring + 1).clip(max=columns), (np.arange(columns) - ring).clip(min=0)
    wide: NDArray[np.int64] = total[:, right] - total[:, left]
    found: NDArray[np.int64] = wide[top] - wide[bottom]
    return found


def _reach(grid: _Grid, ring: int) -> tuple[Doubles, Doubles]:
    """For each cell: how near a point more than ``ring`` cells away can be, and how far one of the next cells."""
    near = np.full(grid.shape, np.inf)
    far = np.zeros(grid.shape)
    for axis, lines in enumerate((grid.y, grid.x)):
        n = len(lines) - 1
        at = np.arange(n)
        beyond = np.concatenate(([-np.inf], lines[1:-1], [np.inf]))  # nothing lies outside the outermost lines
        room = np.minimum(
            lines[at] - beyond[(at - ring).clip(min=0)], beyond[(at + ring + 1).clip(max=n)] - lines[at + 1]
        )
        longest = np.maximum(lines[(at + 2).clip(max=n)] - lines[at], lines[at + 1] - lines[(at - 1).clip(min=0)])
        shape = (-1, 1) if axis == 0 else (1, -1)
        near = np.minimum(near, room.reshape(shape))
        far = far + (longest**2).reshape(shape)
    return near, np.sqrt(far)
