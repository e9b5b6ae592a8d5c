"""Say in one sentence why a port cannot be served on, before MkDocs says it with a traceback."""

import errno
import os
import socket
import sys

HOST = "127.0.0.1"
ADVICE = "take another one: make serve PORT=8001"


def complaint(port: str) -> str | None:
    """Return what is wrong with `port` as the user typed it; None when a server can listen there."""
    if not (port.isascii() and port.isdecimal() and 0 < int(port) < 2**16):
        return f"PORT={port} is no port, expected a number from 1 to 65535"
    try:
        _listen(int(port))
    except OSError as error:
        return f"{_cause(error, port)}; {ADVICE}"
    return None


def _listen(port: int) -> None:
    with socket.socket() as server:
        # MkDocs sets it too: a port that a server left a moment ago is free. Windows takes it to mean any port is.
        if os.name == "posix":
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind((HOST, port))
        server.listen()


def _cause(error: OSError, port: str) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use"
    return f"port {port} cannot be opened ({error.strerror})"


def main() -> int:
    """Print the complaint about the port named on the command line; return 2 if there is one."""
    problem = complaint(sys.argv[1])
    if problem is None:
        return 0
    print(problem, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
