import pytest

from aevae_desktop.core.codes.ranges import parse
from aevae_desktop.errors import DataError


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("17", [17]),
        (" 100-103 ", [100, 101, 102, 103]),
        ("103 - 100", [100, 101, 102, 103]),
        ("3, 5,9-11", [3, 5, 9, 10, 11]),
        ("5 3 5", [3, 5]),
        ("2:4; 3", [2, 3, 4]),
        ("0-199", list(range(200))),
    ],
)
def test_numbers_and_ranges(text, rows):
    assert parse(text, 200).tolist() == rows


@pytest.mark.parametrize("text", ["", "x", "1,", "-3", "1-2-3", "200", "3-200", "1.5", "99999999999999"])
def test_anything_else_is_one_clear_line(text):
    with pytest.raises(DataError, match="expected numbers") as caught:
        parse(text, 200)
    assert "\n" not in str(caught.value)
