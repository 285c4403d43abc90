import io
import zipfile

import torch

from training.trainer.saved import seal


def archive():
    stream = io.BytesIO()
    torch.save({"w": torch.arange(5)}, stream)
    return stream.getvalue()


def test_every_flipped_bit_of_a_sealed_file_is_noticed():
    data = seal.sealed(archive())
    assert seal.state_of(data) == "whole"
    for place in range(len(data)):
        for bit in range(8):
            damaged = bytearray(data)
            damaged[place] ^= 1 << bit
            assert seal.state_of(bytes(damaged)) == "damaged", (place, bit)


def test_a_file_cut_anywhere_is_not_taken_for_one_that_never_was_sealed():
    data = seal.sealed(archive())
    assert {seal.state_of(data[:length]) for length in range(len(data))} == {"damaged"}


def test_torch_and_zip_open_a_sealed_file_as_it_is():
    data = seal.sealed(archive())
    assert torch.load(io.BytesIO(data), weights_only=True)["w"].tolist() == [0, 1, 2, 3, 4]
    with zipfile.ZipFile(io.BytesIO(data)) as members:
        assert members.testzip() is None
    assert seal.state_of(archive()) == "bare"
