"""Reload and stop under load (DESIGN.md 5)."""

import signal
import time

from good import Plan

PERIOD = 0.2  # seconds


def loads(server):
    return sum(record["message"] == "loaded" for record in server.records())


def reload(case):
    end, sent = time.monotonic() + case.seconds(10, least=2), 0
    before = loads(case.server)
    while time.monotonic() < end:
        case.server.process.send_signal(signal.SIGHUP)
        sent += 1
        time.sleep(PERIOD)
    done = loads(case.server) - before
    case.note(f"{done} reloads after {sent} signals")
    # Signals that come during a load ask for one more together.
    case.require(done > 1, f"{done} reloads after {sent} signals, {PERIOD} s apart")


def stop(case):
    """Clients with one request at a time and with four in a pipeline; all go on until they are told of the end."""
    single = Plan(keep_alive=25, single=0, pause=0.02, until_close=True)
    pipelined = Plan(keep_alive=25, single=0, depth=4, pause=0.02, until_close=True)
    with case.good_clients(single), case.good_clients(pipelined):
        time.sleep(0.5)
        case.server.process.send_signal(signal.SIGTERM)
        started = time.monotonic()
        fault = case.server.wait_for_end(12)
        case.note(f"ended {time.monotonic() - started:.2f} s after SIGTERM")
        case.require(not fault, fault)
