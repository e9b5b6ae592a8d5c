import socket
import subprocess
import sys
from pathlib import Path

import pytest

from setup import port

SCRIPT = Path(port.__file__)


def test_a_free_port_is_fine() -> None:
    with socket.socket() as other:
        other.bind((port.HOST, 0))
        free = other.getsockname()[1]
    assert port.complaint(str(free)) is None


def test_a_port_in_use_is_named_with_a_way_out() -> None:
    with socket.create_server((port.HOST, 0)) as server:
        used = server.getsockname()[1]
        run = subprocess.run([sys.executable, SCRIPT, str(used)], check=False, capture_output=True, text=True)
    assert run.returncode == 2
    assert run.stderr == f"port {used} is in use; take another one: make serve PORT=8001\n"


@pytest.mark.parametrize("typed", ["", "web", "0", "-1", "65536", "80 81", "８０００"])
def test_what_is_no_port_is_said_to_be_none(typed: str) -> None:
    assert port.complaint(typed) == f"PORT={typed} is no port, expected a number from 1 to 65535"
