import io
import pickle
import zipfile

import pytest
import torch

from training.trainer.saved import survey


def saved(value):
    stream = io.BytesIO()
    torch.save(value, stream)
    return stream.getvalue()


def remade(data, change, method=zipfile.ZIP_STORED):
    """The archive with ``change(name, bytes)`` for each member."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return stream.getvalue()


def index(text):
    return lambda name, data: text if name == "archive/data.pkl" else data


def test_what_a_run_saves_passes():
    model = torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.BatchNorm1d(3))
    optimizer = torch.optim.AdamW(model.parameters())
    model(torch.rand(5, 4)).sum().backward()
    optimizer.step()
    state = {"m": model.state_dict(), "o": optimizer.state_dict(), "rng": torch.get_rng_state(), "none": None}
    survey.check(
        saved(state | {"rows": [torch.zeros(2, 3).T, torch.tensor(1)], "text": "é", "numbers": (1, 2**40, 0.5)})
    )


def test_a_tensor_said_to_be_longer_than_its_bytes():
    """torch would read past the end of them."""
    good = saved({"w": torch.arange(10)})
    lying = remade(good, lambda name, data: data[:8] if name == "archive/data/0" else data)
    with pytest.raises(pickle.UnpicklingError, match="without its bytes"):
        survey.check(lying)
    longer = remade(good, lambda name, data: data.replace(b"K\nt", b"K\x7ft") if name == "archive/data.pkl" else data)
    assert longer != good
    with pytest.raises(pickle.UnpicklingError):
        survey.check(longer)


def test_a_packed_member_is_not_unpacked():
    bomb = remade(saved({"w": torch.zeros(1_000_000)}), lambda name, data: data, zipfile.ZIP_DEFLATED)
    assert len(bomb) < 100_000
    with pytest.raises(ValueError, match="not an archive that torch wrote"):
        survey.check(bomb)


@pytest.mark.parametrize(
    "text",
    [
        b"\x80\x02cos\nsystem\n(X\x02\x00\x00\x00lstR.",
        b"\x80\x02cbuiltins\neval\n.",
        b"\x80\x02}((K\x01K\x02\x86)\x86K\x03u.",  # a tuple as a key
        b"\x80\x02ctorch._utils\n_rebuild_tensor_v2\n}X\x01\x00\x00\x00aK\x01sb.",  # attributes of a function
        b"\x80\x02]r\xff\xff\xff\x7f" + b"." * 3,
        b"\x80\x02X\xff\xff\xff\x7fa.",
        b"\x80\x02",
        b"",
    ],
)
def test_an_index_that_is_more_than_tensors_and_plain_data(text):
    data = remade(saved({}), index(text))
    if text.startswith(b"\x80\x02]r"):
        survey.check(data)  # a place in the memory far out is a place like others
        return
    with pytest.raises(Exception, match=r".|^$"):
        survey.check(data)
