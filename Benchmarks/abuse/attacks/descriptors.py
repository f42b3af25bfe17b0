"""More clients than the server has descriptors."""

import contextlib
import selectors
import time

import messages
from good import Plan
from server import get, receive

DESCRIPTORS = 64
CLIENTS = 300
MOST_OF_A_CORE = 0.2
PATIENCE = 15  # seconds
REQUEST = get("/v1/frameworks")


def starve(case):
    """Opens more connections than can be served, each with a request, and sees what it costs while nothing moves."""
    connections = []
    for _ in range(CLIENTS):
        connection = case.server.connect()
        connection.sendall(REQUEST)
        connections.append(connection)
    time.sleep(0.5)
    share = case.server.share_of_a_core(case.seconds(5))
    case.note(f"{share:.1%} of a core while starved")
    case.require(share < MOST_OF_A_CORE, f"the starved server takes {share:.0%} of a core")
    return connections


def started_with_few(case):
    """The limit was there at the start, so the server knows of it and refuses what it has no room for."""
    answer_in_turn(case, starve(case))
    case.settle()
    # One client: how many it has room for at once is its own choice.
    with case.good_clients(Plan(keep_alive=1, single=0)):
        time.sleep(case.seconds(2))


def lost_while_running(case):
    """The limit falls under what the server counts on, so accept(2) itself fails."""
    case.server.limit_descriptors(DESCRIPTORS)
    with case.good_clients(Plan(keep_alive=4, single=0)):
        answer_in_turn(case, starve(case))
    with case.good_clients(Plan()):
        time.sleep(case.seconds(2))


def answer_in_turn(case, connections):
    """Each client leaves when it has its answer, which makes room for the next one."""
    selector = selectors.DefaultSelector()
    for connection in connections:
        selector.register(connection, selectors.EVENT_READ)
    statuses, end = [], time.monotonic() + PATIENCE
    while selector.get_map() and time.monotonic() < end:
        for key, _ in selector.select(0.2):
            selector.unregister(key.fileobj)
            with contextlib.suppress(OSError, messages.Malformed):
                statuses.append(receive(key.fileobj).status)
            key.fileobj.close()
    for connection in connections:
        connection.close()
    served, refused = statuses.count(200), statuses.count(503)
    case.note(f"{served} served, {refused} refused")
    case.require(served, "no client was served")
    lost = len(connections) - served - refused
    case.require(not lost, f"{lost} of {len(connections)} clients got neither an answer nor a refusal")
