"""What an attack has at hand."""

import contextlib
import time
from dataclasses import dataclass, field

from good import GoodClients, Plan, Report

MIB = 1 << 20
SETTLING = 8  # seconds


@dataclass
class Case:
    """One test of one server."""

    server: object
    settings: dict  # that are not the defaults
    scale: float
    random: object
    idle_descriptors: int  # that the server has without connections
    expected: dict  # the bodies that good clients get, by target
    good: Report = field(default_factory=Report)
    faults: list = field(default_factory=list)
    notes: list = field(default_factory=list)  # of the first round
    round: int = 0
    peak: int = 0  # bytes of the server's own memory during the attack

    def count(self, full):
        return max(8, round(full * self.scale))

    def seconds(self, full, least=1.0):
        return scaled_seconds(full, self.scale, least)

    def require(self, holds, sentence):
        """A sentence that is there already is not said again by the second round."""
        if not holds and sentence not in self.faults:
            self.faults.append(sentence)
        return holds

    def note(self, text):
        if self.round == 0:
            self.notes.append(text)

    def settle(self):
        """Waits until the server has closed all connections that clients have."""
        end = time.monotonic() + SETTLING
        while (count := self.server.descriptors()) > self.idle_descriptors and time.monotonic() < end:
            time.sleep(0.02)
        left = count - self.idle_descriptors
        self.require(left <= 0, f"{left} descriptors more are open {SETTLING} s after the attack than before it")

    @contextlib.contextmanager
    def good_clients(self, plan):
        """Good clients as long as the block lasts; none of their requests may fail."""
        clients = GoodClients(self.server.port, self.expected, plan)
        try:
            with clients:
                yield
        finally:
            if report := clients.report:
                self.good += report
                self.require(not report.failed, f"good requests failed: {'; '.join(report.failures)}")
                self.require(report.answered, "no good request was answered")

    def weigh(self, before, connections, bytes_each):
        """Requires that the connections that are open now take no more memory than stated."""
        memory = self.server.memory()
        self.peak = max(self.peak, memory)
        each = max(0, memory - before) / connections
        self.note(f"{each / 1024:.1f} KiB a connection")
        # One MiB more for what does not depend on their number: at reduced scale that would count.
        self.require(
            memory - before <= connections * bytes_each + MIB,
            f"{connections} connections take {each / 1024:.0f} KiB of memory each, more than {bytes_each / 1024:.0f}",
        )


def scaled_seconds(full, scale, least=1.0):
    return max(least, full * scale)


@dataclass
class Test:
    """A server, how it is attacked, and what good clients do meanwhile."""

    name: str
    attack: object  # a function of a Case
    connections: int = 0  # that the load side has open at once, at full scale
    timeouts: dict = field(default_factory=dict)  # settings in seconds at full scale
    settings: dict = field(default_factory=dict)
    has_large: bool = False  # whether the large exports are served too
    descriptors: int = None  # the hard limit at the start
    ends_server: bool = False
    good: Plan = field(default_factory=Plan)  # None where the attack sees to it
    p99: float = None  # seconds, the goal of the full run


def milliseconds(seconds):
    return f"{seconds * 1000:.1f}"
