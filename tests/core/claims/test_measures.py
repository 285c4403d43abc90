"""Every measure on models of every kind: what it needs, what it refuses in one line, and that it can be repeated."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from aevae_desktop.core.claims import decoding
from aevae_desktop.core.claims.figures import Figure, Measured
from aevae_desktop.core.claims.measures import MEASURES, lacks
from aevae_desktop.core.claims.subject import Subject
from aevae_desktop.errors import DataError, ModelError
from tests.core.claims.subjects import SIDE, ae, by_sign, columns_of, linear, run, vae


def whole(made: Subject) -> Subject:
    """``made`` with everything that a measure may need."""
    rng, n = np.random.default_rng(3), len(made.mu)
    columns = {name: rng.random(n).astype(np.float32) for name in ("error", "pca", "reconstruction")}
    matrix = columns_of(made.d)
    matrix[-1] = 0.2  # the last pixel, by which the judge calls some images none

    def encode(x: Any) -> Any:
        mu = ((x.reshape(len(x), -1) - 0.5) @ np.linalg.pinv(matrix).T).astype(np.float32)
        return mu, None if made.log_var is None else np.full_like(mu, -1.0)

    return replace(made, columns=columns, encode=encode, decode=linear(matrix))


SUBJECTS = {
    "ae": whole(ae(300)),
    "vae": whole(vae(300)),
    "ae 1-D": whole(ae(300, 1)),
    "vae 1-D": whole(vae(300, 1)),
    "vae 5-D": whole(vae(300, 5)),
    "constant": whole(replace(ae(300), mu=np.full((300, 2), 0.25, np.float32))),
    "collapsed": whole(replace(vae(300), mu=np.zeros((300, 2), np.float32), log_var=np.zeros((300, 2), np.float32))),
    "test codes only": whole(replace(ae(300), split=np.ones(300, np.uint8))),
    "training codes only": whole(replace(ae(300), split=np.zeros(300, np.uint8))),
    "no label": whole(replace(ae(300), label=np.full(300, -1, np.int16))),
}


def found_or_said(name: str, subject: Subject) -> Measured | str:
    """What is measured, or the line that says why it cannot be."""
    try:
        return run(name, subject)
    except (DataError, ModelError) as error:
        return str(error)


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("kind", SUBJECTS)
def test_a_measure_tells_figures_or_one_line(name: str, kind: str) -> None:
    found = found_or_said(name, SUBJECTS[kind])
    if isinstance(found, str):
        assert "\n" not in found
        return
    assert found.figures
    for figure in found.figures.values():
        assert np.isfinite([figure.value, figure.low, figure.high]).all()
        assert figure.low - 1e-9 <= figure.value <= figure.high + 1e-9
        assert figure.n > 0
        assert Figure.from_json(figure.to_json()) == figure


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("kind", ["ae", "vae"])
def test_it_works_on_a_plain_model(name: str, kind: str) -> None:
    if not lacks(SUBJECTS[kind], MEASURES[name].needs):
        assert run(name, SUBJECTS[kind]).figures


@pytest.mark.parametrize("name", MEASURES)
def test_a_seed_says_it_all(name: str) -> None:
    subject = SUBJECTS["vae"]
    first, again, other = run(name, subject), run(name, subject), run(name, subject, 1)
    assert first.figures == again.figures
    assert first.notes == again.notes
    assert set(first.arrays) == set(again.arrays)
    for key, array in first.arrays.items():
        np.testing.assert_array_equal(array, again.arrays[key])
    assert set(first.figures) == set(other.figures)


@pytest.mark.parametrize("name", MEASURES)
def test_the_size_of_a_batch_changes_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(name, SUBJECTS["vae"])
    monkeypatch.setattr(decoding, "BATCH", 17)
    again = run(name, SUBJECTS["vae"])
    for key, figure in first.figures.items():
        np.testing.assert_allclose(
            [again.figures[key].value, again.figures[key].low, again.figures[key].high],
            [figure.value, figure.low, figure.high], rtol=1e-3, atol=1e-6,
        )  # fmt: skip


@pytest.mark.parametrize("name", MEASURES)
def test_it_says_what_it_cannot_do_without(name: str) -> None:
    bare = Subject(
        "ae", "none", linear(columns_of(2)), np.zeros((0, 2), np.float32), np.zeros(0, np.int16), np.zeros(0, np.uint8)
    )
    missing = lacks(bare, MEASURES[name].needs)
    assert set(missing) == MEASURES[name].needs
    if missing:
        with pytest.raises(DataError, match=f"{name} cannot be measured: this model has no {missing[0]}"):
            run(name, bare)
    assert not lacks(SUBJECTS["vae"], MEASURES[name].needs)


@pytest.mark.parametrize("name", MEASURES)
def test_one_code_is_one_line(name: str) -> None:
    if "codes" in MEASURES[name].needs and name != "size":
        with pytest.raises(DataError, match=r"found [01], expected 20 at least"):
            run(name, whole(vae(1)))


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_decoder_without_numbers_is_one_line(name: str, value: float) -> None:
    def decode(z: Any) -> Any:
        return np.full((len(z), SIDE, SIDE), value, np.float32)

    found = found_or_said(name, replace(SUBJECTS["vae"], decode=decode))
    if isinstance(found, str):
        assert "finite" in found or "NaN" in found


def test_a_judge_without_numbers_is_one_line() -> None:
    with pytest.raises(ModelError, match="the judge gives NaN"):
        run("random", replace(SUBJECTS["ae"], judge=lambda x: by_sign(x) * np.float32(np.nan)))


def test_of_many_dimensions_all_is_measured_or_said() -> None:
    wide = whole(vae(200, 512))
    for name in MEASURES:
        found = found_or_said(name, wide)
        assert "\n" not in found if isinstance(found, str) else found.figures
