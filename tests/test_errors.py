import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.errors import BundleError, DataError, LabError, ModelError


def test_every_part_is_in_the_line():
    error = BundleError("broken", file="a/b.json", field="size", found=3, expected="4", remedy="Copy it again.")
    assert str(error) == "a/b.json: size: broken, found 3, expected 4. Copy it again."


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (LabError("alone"), "alone"),
        (DataError(file="x.idx", found="0x00"), "x.idx: found 0x00"),
        (ModelError(field="--latent-dim", found="0", expected="1 to 9"), "--latent-dim: found 0, expected 1 to 9"),
        (LabError("two\nlines\tand tabs"), "two lines and tabs"),
    ],
)
def test_absent_parts_leave_no_trace(error, line):
    assert str(error) == line


def test_long_finds_are_cut():
    assert str(LabError(found="x" * 500)).endswith("x…")
    assert len(str(LabError(found="x" * 500))) < 100


_TEXT = st.none() | st.text(min_size=1, max_size=20)


@settings(max_examples=50, deadline=None)
@given(st.sampled_from([LabError, BundleError, ModelError, DataError]), st.text(max_size=20), *[_TEXT] * 5)
def test_json_round_trip(kind, what, file, field, found, expected, remedy):
    error = kind(what, file=file, field=field, found=found, expected=expected, remedy=remedy)
    again = LabError.from_json(error.to_json())
    assert type(again) is kind
    assert str(again) == str(error)
    assert "\n" not in str(again)


def test_anew_it_is_equal_and_keeps_no_frames() -> None:
    with pytest.raises(DataError) as told:
        raise DataError("cannot be read", file="x.npz", found="3", expected="4", remedy="Try again.")
    again = told.value.anew()
    assert (type(again), again.to_json()) == (DataError, told.value.to_json())
    assert (again.__traceback__, again.__context__) == (None, None)


def test_unknown_type_becomes_the_root():
    assert type(LabError.from_json({"type": "SystemExit", "what": "x"})) is LabError


def test_a_line_can_be_printed_and_written_whatever_a_file_is_called() -> None:
    line = str(BundleError(file="a\udcff\x1b[2J\u202eb", found="x\ny", expected="é 数 σ"))
    assert line == "a\\udcff\\u001b[2J\\u202eb: found x y, expected é 数 σ"
    line.encode()
