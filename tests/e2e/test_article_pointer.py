"""A hand predicts and looks, saves a worksheet, takes the tour, climbs a ladder and plays the training back."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

from aevae_desktop.features.article.claims import CLAIMS
from aevae_desktop.features.article.panels.tour import STOPS

ANSWER = 1  # which of the first claim's answers is clicked


def test_a_prediction_a_reveal_and_a_worksheet(program: Any, layout: Any, tmp_path: Path) -> None:
    program.ready()
    program.xdotool("key", "shift+a")
    program.rects = layout("Article")
    asked = program.aside()
    program.click(f"article.answer.{ANSWER}")
    revealed = program.changed(asked, "article.scroll")
    assert program.share(asked, revealed, "article.scroll") > 0.02

    sheet = tmp_path / "sheet.html"
    program.xdotool("key", "shift+w")
    program.rects = layout("Article", "worksheet")
    time.sleep(0.8)
    program.click("worksheet.name")
    program.xdotool("type", "--delay", 20, "Ada")
    program.click("worksheet.worksheet")
    program.save_as(sheet)
    page, claim = sheet.read_text(), CLAIMS[0]
    assert "Ada" in page
    assert claim.sentence in page
    assert claim.answers[ANSWER] in page
    words = re.sub("<[^>]*>", " ", page)
    assert "6,272" in words, "the bits of an image, 784 times 8, were not measured"
    assert not any(other.sentence in page for other in CLAIMS[1:]), "what nobody looked at is on it"
    program.leave()


def test_the_tour_to_its_end(program: Any, layout: Any) -> None:
    program.ready()
    program.xdotool("key", "shift+F1")
    program.rects = layout("Article", "tour")
    time.sleep(0.8)
    seen = [program.aside()]
    for _ in STOPS[1:]:
        program.click("tour.next")
        time.sleep(0.5)
        seen.append(program.aside())
    heads = {program.cut(screen, "tour.title").tobytes() for screen in seen}
    assert len(heads) == len(STOPS), "a stop is missing"
    filled = program.look()
    end = time.monotonic() + 60
    while program.share(seen[-1], filled, "article.scroll") == 0 and time.monotonic() < end:
        filled = program.look()
    assert program.share(seen[-1], filled, "article.scroll") > 0, "the table never fills"
    program.click("tour.next")  # Done
    time.sleep(0.8)
    ended = program.aside()
    assert program.share(filled, ended, "tour") > 0.05, "the strip of the tour is still there"
    program.leave()


def test_a_ladder_and_the_scrubber(program: Any, layout: Any) -> None:
    program.ready()
    program.move("map.0", 0.62, 0.6)
    program.xdotool("click", 1)  # hold it: the way to the card would lead over the other map
    program.xdotool("key", "shift+l")
    usual, program.rects = program.rects, layout("Explore", "ladders")
    time.sleep(1.0)
    before = program.aside()
    row = next(name for name in program.rects if name.startswith("ladders.") and "ae" in name.lower() and "#" in name)
    program.move(row, 0.06, 0.4)  # the first of them: one number
    program.xdotool("click", 1)
    one = program.changed(before, "map.0")
    changed = [program.share(before, one, f"map.{i}") for i in (0, 1)]
    assert max(changed) > 0.05, "no other model has come"
    program.xdotool("key", "shift+l")
    program.rects = usual
    program.leave()


def test_the_training_played_back(program: Any, layout: Any) -> None:
    program.ready()
    program.xdotool("key", "shift+t")
    program.rects = layout("Explore", "epochs")
    time.sleep(1.0)
    trained = program.aside()
    left, top, wide, high = program.rects["epochs.place"]
    y = top + high // 2
    program.xdotool("mousemove", left + wide - 8, y, "mousedown", 1, "mousemove", left + wide // 2, y)
    program.xdotool("mousemove", left + 4, y, "mouseup", 1)
    first = program.changed(trained, "epochs.mosaic.0")
    for name in ("map.0", "map.1", "epochs.mosaic.1", "epochs.losses"):
        assert program.share(trained, first, name) > 0.002, f"{name} does not show another epoch"
    program.click("epochs.play")
    frames = []
    for _ in range(5):
        time.sleep(0.4)
        frames.append(program.look())
    for name in ("map.0", "epochs.mosaic.0"):
        assert len({program.cut(frame, name).tobytes() for frame in frames}) >= 3, f"{name} does not play"
    program.leave()
