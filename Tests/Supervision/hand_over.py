"""Starts a program with listening sockets, as systemd does: hand_over.py ROUNDS NAMES PROGRAM ARGUMENT...

NAMES, joined by colons, are those of as many sockets on ports that the system chooses. They stay open while the program
is ended and started anew, ROUNDS times in all; with 0 the program takes the place of this one.
"""

import ctypes
import fcntl
import os
import signal
import socket
import sys
import time

rounds, names, command = int(sys.argv[1]), sys.argv[2].split(":"), sys.argv[3:]
sockets = [socket.create_server(("127.0.0.1", 0), backlog=512) for _ in names]
# Out of the way of the numbers that are handed over.
sockets = [socket.socket(fileno=fcntl.fcntl(listener.detach(), fcntl.F_DUPFD_CLOEXEC, 100)) for listener in sockets]


def become():
    for number, listener in enumerate(sockets):
        # The copy is not closed when the program begins.
        os.dup2(listener.fileno(), 3 + number)
    os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS=str(len(names)), LISTEN_FDNAMES=":".join(names))
    os.execv(command[0], command)


if rounds == 0:
    become()
for _ in range(rounds):
    child = os.fork()
    if child == 0:
        # It ends with this program, however that ends (prctl(2), PR_SET_PDEATHSIG).
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
        become()
    time.sleep(1.5)
    os.kill(child, signal.SIGTERM)
    _, status = os.waitpid(child, 0)
    if status != 0:
        sys.exit(1)
