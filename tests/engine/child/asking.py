"""A job put to an inference server in this process: it and its reply cross the wire, as they do between two."""

from __future__ import annotations

from aevae_desktop.engine.child.at_hand import OpenServer as Server
from aevae_desktop.engine.wire.frames import Frame, FrameReader
from aevae_desktop.engine.wire.protocol import Job, error_in, request
from aevae_desktop.errors import LabError


def ask(server: Server, job: Job) -> Frame:
    """The reply."""
    (question,) = FrameReader().feed(request(1, job))
    (reply,) = FrameReader().feed(server.answer(question))
    assert reply.header["id"] == 1
    return reply


def refusal(server: Server, job: Job, kind: type[LabError] = LabError) -> LabError:
    """Why it is refused: one line, an error of that kind."""
    error = error_in(ask(server, job))
    assert isinstance(error, kind)
    assert "\n" not in str(error)
    return error
