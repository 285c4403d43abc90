"""The inference process measures claims: in pieces, on what was handed over, and says why it cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop import bundle
from aevae_desktop.bundle import Points
from aevae_desktop.bundle import judge as judges
from aevae_desktop.core.claims.figures import Figure, Measured, share
from aevae_desktop.core.claims.subject import Measure, Subject
from aevae_desktop.engine.child import model
from aevae_desktop.engine.child.at_hand import OpenServer as Server
from aevae_desktop.engine.child.jobs import claims
from aevae_desktop.engine.child.judge import Judge
from aevae_desktop.engine.wire import protocol
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import error_in
from aevae_desktop.errors import ModelError
from tests.engine.child.asking import ask

Make = Callable[..., Path]


def steady(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """As many parts as there are codes; the mean of all decodes at the end."""
    rng, total = np.random.default_rng(seed), 0.0
    for i, z in enumerate(subject.mu):
        total += float(subject.decode(z[None]).mean())
        yield (i + 1) / len(subject.mu)
    found = Figure(total / len(subject.mu), 0.0, 1.0, len(subject.mu))
    yield Measured(
        {"mean": found, "chance": share(rng.random(50) < 0.5)}, {"z": subject.mu[:3], "none": np.ones(3, bool)}
    )


def judged(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """The share of stored codes whose decodes the judge calls none of the classes."""
    assert subject.judge is not None
    seen = subject.judge(subject.decode(subject.mu))
    yield Measured({"none": share(seen.argmax(axis=1) == seen.shape[1] - 1)})


def broken(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """A number that is none."""
    yield 0.5
    yield Measured({"lost": Figure(np.nan, 0.0, 1.0, 3)})


def endless(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """It works, and comes to no end."""
    while True:
        yield 0.9


ROWS = {
    "steady": Measure("steady", frozenset({"codes"}), steady),
    "judged": Measure("judged", frozenset({"codes", "judge"}), judged),
    "sigma": Measure("sigma", frozenset({"log_var"}), steady),
    "named": Measure("named", frozenset({"labels"}), steady),
    "column": Measure("column", frozenset({"column.error"}), steady),
    "coder": Measure("coder", frozenset({"encoder"}), steady),
    "broken": Measure("broken", frozenset(), broken),
    "endless": Measure("endless", frozenset(), endless),
}


@pytest.fixture(autouse=True)
def rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "MEASURES", ROWS)


def finished(server: Server, job: protocol.Measure) -> tuple[Frame, list[float]]:
    """The last reply, and the shares on the way."""
    shares = []
    for _ in range(5000):
        reply = ask(server, job)
        if error_in(reply) is not None or reply.header["figures"] is not None:
            return reply, shares
        shares.append(reply.header["share"])
    raise AssertionError("it has no end")


def job(folder: Path, measure: str = "steady", seed: int = 0, judge: Path | str = "") -> protocol.Measure:
    return protocol.Measure("a", str(folder), measure, seed, str(judge))


def refusal(folder: Path, measure: str, server: Server | None = None, judge: Path | str = "") -> str:
    reply, _ = finished(server or Server(), job(folder, measure, judge=judge))
    error = error_in(reply)
    assert error is not None
    assert "\n" not in str(error)
    return str(error)


def figure(reply: Frame, name: str) -> Figure:
    assert error_in(reply) is None, error_in(reply)
    return Figure.from_json(reply.header["figures"][name])


def test_a_measure_comes_in_pieces_and_is_that_of_the_table(tiny_bundle: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "PIECE_MS", 0.0)
    folder = tiny_bundle()
    reply, shares = finished(Server(), job(folder, seed=4))
    *_, last = steady(_subject(folder), 4)
    assert isinstance(last, Measured)
    assert figure(reply, "mean") == last.figures["mean"]
    assert figure(reply, "chance") == last.figures["chance"]
    assert reply.arrays["none"].dtype == np.uint8
    assert np.array_equal(reply.arrays["z"], last.arrays["z"])
    assert len(shares) == 200
    assert shares == sorted(shares)
    assert shares[-1] < 1


def _subject(folder: Path) -> Subject:
    return claims.subject_of(claims_given(folder), model.Model(folder), None)


def claims_given(folder: Path) -> Any:
    from aevae_desktop.engine.child import provided

    return provided.read(folder)


def test_images_come_to_a_measure_from_0_to_1(tiny_bundle: Make) -> None:
    wide = tiny_bundle("wide", image=bundle.ImageSpec(28, 28, low=-1.0, high=1.0))
    plain = model.Model(wide).decode(bundle.read_points(wide, bundle.read(wide)).mu)
    assert figure(finished(Server(), job(wide))[0], "mean").value == pytest.approx((plain.mean() + 1) / 2, rel=1e-4)


def test_another_seed_or_measure_begins_anew(tiny_bundle: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "PIECE_MS", 0.0)
    server, folder = Server(), tiny_bundle()
    for _ in range(3):
        late = ask(server, job(folder, seed=1)).header["share"]
    assert ask(server, job(folder, seed=2)).header["share"] < late
    assert ask(server, job(folder, seed=1)).header["share"] < late


def test_networks_are_opened_once_and_an_open_model_is_not_opened_again(
    tiny_bundle: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []

    class Counted(model.Model):
        def __init__(self, given: Any) -> None:
            opened.append(given.folder.name)
            super().__init__(given)

    monkeypatch.setattr(claims, "Model", Counted)
    server, one, other = Server(), tiny_bundle("one"), tiny_bundle("other")
    for folder in (one, one, other, one):
        finished(server, job(folder))
    assert opened == ["one", "other", "one"]
    server.do(protocol.Load("a", str(other)))
    finished(server, job(other))
    assert opened == ["one", "other", "one"]


def test_what_is_withdrawn_is_let_go(tiny_bundle: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "PIECE_MS", 0.0)
    server, folder = Server(), tiny_bundle()
    ask(server, job(folder))
    server.do(protocol.Withdraw(str(folder)))
    assert server.claims is not None
    assert server.claims._work is None
    assert server.claims._model is None


def test_the_judge_is_the_one_that_was_handed_over(tiny_bundle: Make, tiny_judge: Make) -> None:
    folder = tiny_bundle(dataset=bundle.DatasetSpec("tiny"))
    found = figure(finished(Server(), job(folder, "judged", judge=tiny_judge()))[0], "none")
    assert found.n == 200
    assert 0 <= found.value <= 1


def test_codes_are_judged_in_an_open_model(tiny_bundle: Make, tiny_judge: Make) -> None:
    folder, judge = tiny_bundle(dataset=bundle.DatasetSpec("tiny")), tiny_judge()
    server, z = Server(), np.random.default_rng(0).normal(0, 3, (40, 2)).astype(np.float32)
    server.do(protocol.Load("a", str(folder)))
    header, arrays = server.do(protocol.JudgeCodes(str(judge), {"a": z}))
    card, network = judges.read(judge)
    seen = Judge(network, card)(model.Model(folder).decode(z))
    assert np.array_equal(arrays["none/a"], seen.argmax(axis=1) == 10)
    assert 0 < arrays["none/a"].sum() < 40
    assert "a" in header["ms"]
    other = tiny_judge("other", dataset=bundle.DatasetSpec("letters"))
    with pytest.raises(ModelError, match="trained on letters"):
        server.do(protocol.JudgeCodes(str(other), {"a": z}))
    with pytest.raises(ModelError, match="no model is open"):
        server.do(protocol.JudgeCodes(str(judge), {"b": z}))


def test_a_judge_of_another_data_set_is_one_line(tiny_bundle: Make, tiny_judge: Make) -> None:
    folder = tiny_bundle(dataset=bundle.DatasetSpec("tiny"))
    other = tiny_judge("other", dataset=bundle.DatasetSpec("letters"))
    assert "trained on letters, not on tiny" in refusal(folder, "judged", judge=other)
    steady_reply, _ = finished(Server(), job(folder, judge=other))  # what needs no judge is measured all the same
    assert error_in(steady_reply) is None


def test_a_judge_that_is_damaged_is_one_line(tiny_bundle: Make, tiny_judge: Make) -> None:
    folder, other = tiny_bundle(dataset=bundle.DatasetSpec("tiny")), tiny_judge()
    (other / "judge.onnx").write_bytes(b"no network")
    assert "judge.onnx" in refusal(folder, "judged", judge=other)
    (other / "judge.json").write_text("{")
    assert "judge.json" in refusal(folder, "judged", judge=other)


def bare(points: Points) -> Points:
    return Points(points.mu, None, np.full(len(points.mu), -1, np.int16), points.split)


def test_what_a_bundle_lacks_is_one_line(tiny_bundle: Make) -> None:
    whole = bundle.read_points(tiny_bundle(), bundle.read(tiny_bundle("again")))
    plain = tiny_bundle("plain", kind="ae", encoder=None, points=bare(whole))
    assert "no judge for this data set: `aevae-train judge` trains one" in refusal(plain, "judged")
    assert "no deviation" in refusal(plain, "sigma")
    assert "no classes" in refusal(plain, "named")
    assert "does not store the error of each image" in refusal(plain, "column")
    assert "has no encoder" in refusal(plain, "coder")
    assert "expected one of model, steady" in refusal(plain, "no such")


def test_a_bundle_without_codes_is_one_line(tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    manifest = bundle.read(folder)
    (folder / bundle.POINTS).unlink()
    files = {name: record for name, record in manifest.files.items() if name != bundle.POINTS}
    (folder / bundle.MANIFEST).write_text(bundle.Manifest(**{**vars(manifest), "files": files}).to_json())
    assert "stores no codes" in refusal(folder, "steady")
    assert figure(finished(Server(), job(folder, "model"))[0], "d").value == 2


def test_a_measure_that_gives_no_number_or_no_end_is_one_line(
    tiny_bundle: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "lost came out as no number" in refusal(tiny_bundle(), "broken")
    monkeypatch.setattr(claims, "MOST_S", 0.05)
    assert "takes more than" in refusal(tiny_bundle("b"), "endless")


def test_a_bundle_that_is_gone_is_its_own_line(tiny_bundle: Make, tmp_path: Path) -> None:
    assert "gone" in refusal(tmp_path / "gone", "steady")


@pytest.mark.parametrize("d", [1, 512])
def test_codes_of_one_number_and_of_many_are_measured(tiny_bundle: Make, d: int) -> None:
    reply, _ = finished(Server(), job(tiny_bundle(latent_dim=d)))
    assert figure(reply, "mean").n == 200


def test_the_facts_of_a_bundle_are_read_from_its_files(tiny_bundle: Make) -> None:
    told = {"config": {"beta": 4.0, "code_l2": 0.1, "likelihood": "gaussian", "batch_size": "x"}}
    folder = tiny_bundle(kind="vae", latent_dim=3, provenance=told)
    reply, _ = finished(Server(), job(folder, "model"))
    values = {name: each["value"] for name, each in reply.header["figures"].items()}
    assert values == {
        "beta": 4, "penalty": 0.1, "squared": 1, "d": 3, "pixels": 784, "sigma": 1, "layers": 2, "mirror": 1, "more": 0,
    }  # fmt: skip
    assert reply.arrays["encoder"].tolist() == [784, 3]  # mu and log_var are two heads of one layer
    assert reply.arrays["decoder"].tolist() == [3, 784]
    unknown, _ = finished(Server(), job(tiny_bundle("u", provenance={"config": {"beta": "high"}}), "model"))
    assert {"beta", "penalty", "squared"}.isdisjoint(unknown.header["figures"])


@pytest.mark.parametrize(
    ("encoder", "decoder", "mirror"),
    [
        ([784, 512, 256, 2], [2, 256, 512, 784], True),
        ([784, 512, 256, 4], [2, 256, 512, 784], True),
        ([784, 512, 256, 2], [2, 32, 256, 256, 512, 784], True),
        ([784, 512, 256, 2], [2, 512, 256, 784], False),
        ([784, 512, 256, 2], [2, 128, 784], False),
        ([784, 2], [2, 784], True),
        ([], [], False),
    ],
)
def test_a_decoder_in_reverse_is_seen(encoder: list[int], decoder: list[int], mirror: bool) -> None:
    assert claims._mirrored(encoder, decoder) is mirror
