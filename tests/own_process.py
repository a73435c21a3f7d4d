"""What a file's own process does, done in the process of the test: to start one takes longer than most tests.

Each module that is run so has a test that starts it for real.
"""

import io
import subprocess
import sys
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest

from handlers import own_process


@pytest.fixture
def own_process_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """`handlers.own_process` runs its modules here: what goes in and comes out is pickled all the same."""

    def run(command: list[str], *, input: bytes, **_: Any) -> Any:
        module, out = import_module(command[-1]), io.BytesIO()
        with monkeypatch.context() as patched:
            patched.setattr("resource.setrlimit", lambda *_: None)
            patched.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(input)))
            patched.setattr(sys, "stdout", SimpleNamespace(buffer=out))
            module._main()
        return SimpleNamespace(stdout=out.getvalue())

    raised = {each.__name__: each for each in (subprocess.TimeoutExpired, subprocess.CalledProcessError)}
    monkeypatch.setattr(own_process, "subprocess", SimpleNamespace(run=run, **raised))
