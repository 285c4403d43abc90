"""What somebody calls a data set stands in a card as it is, and starts nothing."""

from __future__ import annotations

import pytest

from training.export.markdown import code, plain


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("MNIST (resized), 28 x 28", "MNIST (resized), 28 x 28"),
        ("https://a.b/c_d", "https://a.b/c_d"),
        ('<img src="/dev/zero">', '\\<img src="/dev/zero"\\>'),
        ("[a](javascript:b)", "\\[a\\](javascript:b)"),
        ("a | b", "a \\| b"),
        ("R&D &lt;b&gt; `*", "R\\&D \\&lt;b\\&gt; \\`\\*"),
        ("a\n# b\u202ec", "a # b c"),
    ],
)
def test_text_is_shown_as_it_is(given: str, written: str) -> None:
    assert plain(given) == written


def test_code_stays_code() -> None:
    assert code("a `<b>` | c") == "`a '<b>' | c`"
