"""The plot of a sweep: where values lie, and that a line has one colour in every panel."""

from types import SimpleNamespace

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from training.sweep import plot
from training.sweep.grid import points
from training.sweep.running import DONE, FAILED, Row


def rows(grid, metrics):
    """A row for each point; ``metrics(values)``: those of its bundle, None where it failed."""
    found = []
    for point in points(grid):
        values = metrics(point.values)
        made = {name: {"value": value, "unit": "u"} for name, value in (values or {}).items()}
        found.append(Row(point, DONE if values else FAILED, SimpleNamespace(metrics=made) if values else None))
    return found


@pytest.fixture
def charts(monkeypatch):
    made = []

    class Kept(Figure):
        def __init__(self, **how):
            super().__init__(**how)
            made.append(self)

    monkeypatch.setattr(plot, "Chart", Kept)
    return made


def test_a_line_has_one_colour_in_every_panel(charts):
    def metrics(values):
        figures = {"test_mse": values["beta"] / values["latent_dim"]}
        return figures | ({"neg_elbo": 100.0 + values["latent_dim"]} if values["kind"] == "vae" else {})

    assert plot.drawn(rows({"latent_dim": [2, 4], "kind": ["ae", "vae"], "beta": [1.0]}, metrics))
    elbo, mse = charts[0].axes
    assert [axes.get_title(loc="left") for axes in (elbo, mse)] == ["neg_elbo", "test_mse"]
    assert [[line.get_ydata().tolist() for line in axes.lines] for axes in (elbo, mse)] == [
        [[102.0, 104.0]],
        [[0.5, 0.25], [0.5, 0.25]],
    ]
    (vae,), (_, again) = elbo.lines, mse.lines
    assert to_hex(vae.get_color()) == to_hex(again.get_color())
    assert [text.get_text() for text in mse.get_legend().get_texts()] == ["kind ae, beta 1", "kind vae, beta 1"]


def test_numbers_lie_as_numbers_and_words_one_after_another(charts):
    for grid, ticks, scale in (
        ({"beta": [0.1, 1.0, 10.0]}, ["0.1", "1", "10"], "log"),
        ({"latent_dim": [2, 3]}, ["2", "3"], "linear"),
        ({"hidden": [[8, 4], [8]], "seed": [1]}, ["8,4", "8"], "linear"),
    ):
        assert plot.drawn(rows(grid, lambda values: {"test_mse": 1.5}))
        axes = charts[-1].axes[0]
        assert [label.get_text() for label in axes.get_xticklabels()] == ticks
        assert (axes.get_xscale(), axes.get_xlabel()) == (scale, next(iter(grid)))


def test_of_runs_that_failed_nothing_is_drawn(charts):
    assert plot.drawn(rows({"seed": [1, 2]}, lambda values: None)) is None
    found = plot.drawn(rows({"seed": [1, 2]}, lambda values: {"test_mse": 1.0} if values["seed"] == 2 else None))
    assert found is not None
    assert charts[-1].axes[0].lines[0].get_xdata().tolist() == [2.0]
