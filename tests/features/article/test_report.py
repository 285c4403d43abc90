"""The report: all claims of a pair as a file, whole and plain."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop import app, bundle
from aevae_desktop.core.claims.figures import Figure, Measured
from aevae_desktop.errors import DataError
from aevae_desktop.features import CONTROLLERS, SAVED
from aevae_desktop.features.article.claims import CLAIMS
from aevae_desktop.features.article.report import gathered as report
from aevae_desktop.features.article.report import page as report_html
from aevae_desktop.features.article.report import run as report_run
from aevae_desktop.features.article.report.gathered import About, Answer, PairAnswers, Report, Sheet
from aevae_desktop.features.article.state import Found, Role, Verdict
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.session.session import Session
from tests.session_fixtures import FakeClient

EVIL = '<img src="http://x.invalid/a">&'


def found_for(roles: Any) -> Found:
    """Every figure that any claim draws, for one model a role, two of a series."""
    figures = {bar.figure: Figure(0.4, 0.3, 0.5, 1000) for claim in CLAIMS for bar in claim.bars}
    figures |= {bar.figure: Figure(0.4, 0.3, 0.5, 1000) for c in CLAIMS if c.curve for bar in c.curve.lines}
    made = {}
    for role in roles:
        sizes = (2.0,) if role in (Role.AE, Role.VAE, Role.LINEAR) else (1.0, 2.0, 4.0)
        by = [{name: Figure(d, d, d, 1) for name in ("model.d", "model.beta")} for d in sizes]
        made[role] = tuple(Measured({**figures, **each}) for each in by)
    return made


def invented(name: str = "vae-tiny") -> Report:
    sheet = Sheet(name, np.full((30, 28, 28), 90, np.uint8), np.arange(30) % 7 == 0)
    answers = []
    for k, claim in enumerate(CLAIMS):
        found = found_for(claim.measures)
        models = {role: tuple(f"{name}-{i}" for i in range(len(each))) for role, each in found.items()}
        verdict = list(Verdict)[k % len(Verdict)]
        sheets = (sheet,) if claim.name == "garbage" else ()
        answers.append(
            Answer(claim, verdict, f"It is {name}.", None if verdict is Verdict.CANNOT else found, models, sheets)
        )
    about = (About("AE", "ae-tiny", "a" * 64, "ae"), About("VAE", name, "b" * 64, "vae"))
    return Report(3, (PairAnswers(about, None, tuple(answers)),))


class Whole(HTMLParser):
    """Whether every element that is opened is closed, and what is loaded from elsewhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loads: list[str] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "img"):
            self.open.append(tag)
        self.loads += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href", "data")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "path"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_page_is_whole_loads_nothing_and_says_every_claim(qapp: object) -> None:
    page = report_html.page(invented())
    seen = Whole(page)
    assert not seen.open
    assert seen.loads
    assert all(source.startswith("data:image/png;base64,") for source in seen.loads)
    text = "".join(seen.text)
    assert all(claim.sentence in text and claim.how in text for claim in CLAIMS)
    assert "40.0 % [30.0, 50.0]" in text
    assert "seed 3" in text
    assert "a" * 16 in text
    assert re.findall(r"url\(|@import|<script", page) == []


def test_what_files_say_is_plain_text(qapp: object) -> None:
    for page in (report_html.page(invented(EVIL)), report_html.printed(invented(EVIL))):
        assert EVIL not in page
        assert "&lt;img src=" in page
        assert all(source.startswith("data:") for source in Whole(page).loads)


def test_every_sentence_has_its_row(qapp: object) -> None:
    rows = re.findall(r"<tr><td>(\d+)</td>", report_html.page(invented()))
    assert [int(row) for row in rows] == list(range(1, 38))


def test_the_figures_of_the_file_are_those_that_were_measured() -> None:
    data = json.loads(report_run.contents(invented(), ".json"))
    assert (data["format"], data["seed"]) == ("aevae-article", 3)
    assert [claim["name"] for claim in data["pairs"][0]["claims"]] == [claim.name for claim in CLAIMS]
    garbage = next(claim for claim in data["pairs"][0]["claims"] if claim["name"] == "garbage")
    assert garbage["figures"][0]["figures"]["random.fair"] == Figure(0.4, 0.3, 0.5, 1000).to_json()
    assert data["sentences"]["33"] == "garbage"


def test_a_pdf_has_pages(qapp: object) -> None:
    data = report_run.contents(invented(), ".pdf")
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) > 2


def test_a_curve_of_one_model_is_no_curve(qapp: object) -> None:
    made = invented()
    (pair,) = made.pairs
    lonely = replace(pair, answers=tuple(replace(answer, found={}) for answer in pair.answers))
    assert not Whole(report_html.page(replace(made, pairs=(lonely,)))).open


@pytest.fixture
def bare(qapp: object, library: Path) -> Iterator[Any]:
    """A session without a window whose child processes are played."""
    made = Session(CONTROLLERS, FakeClient, saved=SAVED)  # type: ignore[arg-type]
    made.controller(LibraryController).start([library])
    made.client.flush()  # type: ignore[attr-defined]
    yield made
    made.close()


def test_the_command_measures_a_pair_and_writes_what_came(
    bare: Any, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wait(done: Any, most_ms: int, what: str) -> None:
        bare.client.flush()
        assert done()

    monkeypatch.setattr(report_run, "wait", wait)
    path = tmp_path / "report.json"
    report_run.run(bare, [[library / "ae-tiny", library / "vae-tiny"]], path)
    data = json.loads(path.read_text())
    (pair,) = data["pairs"]
    assert [model["id"] for model in pair["models"]] == ["ae-tiny", "vae-tiny"]
    assert {claim["verdict"] for claim in pair["claims"]} == {"cannot"}  # the played processes measure letters only
    assert str(tmp_path) not in path.read_text()


def test_the_program_writes_a_report_of_models_with_their_judge(
    qapp: object, library: Path, tiny_judge: Any, tmp_path: Path
) -> None:
    tiny_judge("tiny", parent=library / "judges", dataset=bundle.DatasetSpec("tiny"))
    path, pair = tmp_path / "report.html", [str(library / "ae-tiny"), str(library / "vae-tiny")]
    assert app.main(["--article", str(path), "--models", str(library), *pair]) == 0
    text = "".join(Whole(path.read_text()).text)
    assert "of the nearest codes are of the same class" in text
    assert "The judge tiny" in text
    assert "made the inference process stop" not in text


@pytest.mark.parametrize("name", ["report.txt", "report", "report.htm"])
def test_another_ending_is_one_line(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DataError, match=r"expected one of \.html, \.json, \.pdf"):
        report_run.check(tmp_path / name)
    assert app.main(["--article", str(tmp_path / name)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_folder_that_is_missing_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["--article", str(tmp_path / "a.html"), str(tmp_path / "gone")]) == 2
    assert "gone: missing" in capsys.readouterr().err
    assert not (tmp_path / "a.html").exists()


def test_the_report_is_of_the_version_that_is_read() -> None:
    assert report.to_json(invented())["format_version"] == report.VERSION
