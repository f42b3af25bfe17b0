"""Faults of a server, each as a change of its source, and the test that must see it.

A test is one of `run`, or the conformance suite.
"""

from dataclasses import dataclass

CONFORMANCE = "conformance"

ACCEPT = "Sources/Server/Worker+Accept.swift"
ANSWER = "Sources/Server/Answer.swift"
CHUNKS = "Sources/HTTP/ChunkedDecoder.swift"
CONDITIONS = "Sources/HTTP/Preconditions.swift"
CONNECTION = "Sources/Server/Connection.swift"
DRAIN = "Sources/Server/Worker+Drain.swift"
ESCAPES = "Sources/HTTP/PercentEncoding.swift"
ELEMENTS = "Sources/HTTP/ListElements.swift"
FIELDS = "Sources/HTTP/HeadParser+Fields.swift"
PENDING = "Sources/Server/PendingWrite.swift"
PARSER = "Sources/HTTP/HeadParser.swift"
READ = "Sources/Server/Worker+Read.swift"
REPLY = "Sources/Server/Worker+Reply.swift"
REPLIES = "Sources/Server/ReplyBatch.swift"
SERVICE = "Sources/rungs/Service/Service.swift"
SLAB = "Sources/Server/Slab.swift"
TIMEOUTS = "Sources/Server/Worker+Timeouts.swift"
WORKER = "Sources/Server/Worker.swift"

REFUSAL = "refuse(slot, Refusal.Reason(failure, limits), toHEAD: Self.beginsHEAD(bytes))\n            "
ANNOUNCEMENT = (
    "if let drain, clock.monotonic >= drain.announcesAt || !(connection.pointee.hasMore || hasInput(slot)) {\n"
    "            return true\n        }\n"
)
GIVE_UP = "            } else {\n                reset(slot)\n"


@dataclass
class Edit:
    file: str
    old: str  # stands there once
    new: str


class Fault:
    def __init__(self, name, test, *edits, scale=0.1):
        self.name, self.test, self.edits, self.scale = name, test, edits, scale


FAULTS = [
    Fault(
        "a head has no deadline",
        "slow-heads",
        Edit(READ, "deadline = clock.monotonic + timeouts.head", "deadline = .max"),
    ),
    Fault(
        "each piece of a head renews its deadline",
        "slow-heads",
        Edit(
            READ,
            "            keepUnread(slot, 0..<total)\n            return\n",
            "            keepUnread(slot, 0..<total)\n"
            "            slab[slot].pointee.deadline = clock.monotonic + timeouts.head\n            return\n",
        ),
    ),
    Fault(
        "a late head is closed without an answer",
        "slow-heads",
        Edit(
            TIMEOUTS,
            "refuse(slot, .requestTimeout, toHEAD: Self.beginsHEAD(slab[slot].pointee.unread))\n"
            "            resume(slot)\n",
            "close(slot)\n",
        ),
    ),
    Fault(
        "the deadline of a write is forgotten",
        "stalled-readers",
        Edit(TIMEOUTS, GIVE_UP, GIVE_UP.replace("reset(slot)", "break")),
    ),
    Fault(
        "a stalled reader is closed instead of reset",
        "stalled-readers",
        Edit(TIMEOUTS, GIVE_UP, GIVE_UP.replace("reset(slot)", "close(slot)")),
    ),
    Fault(
        "a stream is made though its client takes nothing",
        "stalled-readers",
        Edit(PENDING, "case .done: break\n", "case .done: break\ncase .blocked where stream != nil: break\n"),
        Edit(PENDING, "guard steps > 0", "guard steps > .min"),
        scale=0.3,
    ),
    Fault(
        "the worker waits for the client that it writes to",
        "stalled-readers",
        Edit(ACCEPT, "Int32(SOCK_NONBLOCK.rawValue) | ", ""),
    ),
    Fault(
        "every connection has a read buffer of its own",
        "idle",
        Edit(
            CONNECTION,
            "    var pending: PendingWrite?\n",
            "    var pending: PendingWrite?\n    var buffer = [UInt8](repeating: 0, count: 16_384)\n",
        ),
    ),
    Fault(
        "an idle connection is closed too early",
        "idle",
        Edit(REPLY, "clock.monotonic + timeouts.idle", "clock.monotonic + 300"),
    ),
    Fault(
        "the descriptor of a connection that was reset is not closed",
        "resets",
        Edit(READ, "errno == EAGAIN else { return close(slot) }", "errno == EAGAIN else { return slab.remove(slot) }"),
    ),
    Fault(
        "a slot of the slab is used only once",
        "resets",
        Edit(SLAB, "        free.append(slot)\n", ""),
        scale=1,
    ),
    Fault(
        "the bytes of a stream are not freed",
        "resets",
        Edit(PENDING, "        bytes.deallocate()\n", ""),
    ),
    Fault(
        "a connection that was refused is not closed",
        "few-descriptors",
        Edit(
            ACCEPT,
            "if uncounted > HTTPServer.Limits.refusedConnections { close(slot) } else { finish(slot) }",
            "slab[slot].pointee.deadline = .max",
        ),
    ),
    Fault(
        "without a descriptor the listener spins",
        "lost-descriptors",
        Edit(ACCEPT, "                pauseListener()\n", ""),
    ),
    Fault(
        "a listener that was paused is never heard again",
        "lost-descriptors",
        Edit(WORKER, "guard listener.state == .paused else", "guard listener.state == .closed else"),
    ),
    Fault(
        "an escape that ends too early traps",
        "mutated",
        Edit(ESCAPES, "guard index < bytes.endIndex else { return nil }", "precondition(index < bytes.endIndex)"),
        scale=0.5,
    ),
    Fault(
        "a length that is no Int traps",
        "mutated",
        Edit(FIELDS, "length = overflow || carry ? Int.max", "length = overflow || carry ? Int.max + Int(digit)"),
    ),
    Fault(
        "the length of an answer is one too many",
        "mutated",
        Edit(ANSWER, "String(bodyByteCount))", "String(bodyByteCount + (status == 404 ? 1 : 0)))"),
    ),
    Fault(
        "a failed precondition is answered with 500",
        "mutated",
        Edit(
            ANSWER,
            "status = response.status.code\n",
            "status = response.status.code == 412 ? 500 : response.status.code\n",
        ),
    ),
    Fault(
        "an answer is not freed after it was sent",
        "mutated",
        Edit(REPLIES, "clear() {\n        for index in 0..<count { answers[index].release() }\n", "clear() {\n"),
        scale=0.3,
    ),
    Fault("garbage is passed over", "garbage", Edit(READ, REFUSAL + "return 0", "_ = failure\nreturn 1")),
    Fault(
        "a refusal does not end the connection",
        "garbage",
        Edit(
            READ,
            REFUSAL + "return 0",
            REFUSAL + "connection.pointee.closesAfterWrite = false\nreturn bytes.count",
        ),
    ),
    Fault(
        "a refusal is lost to a reset",
        "garbage",
        Edit(WORKER, "(connection.pointee.lingersOnClose && !isEnded) else", "(slab.count < 0 && !isEnded) else"),
    ),
    Fault(
        "a reload closes the connections",
        "reload",
        Edit(
            WORKER,
            "            generation = published\n",
            "            generation = published\n"
            "            for slot in 0..<slab.used where slab[slot].pointee.phase == .idle { close(slot) }\n",
        ),
    ),
    Fault("the drain does not announce the end", "stop", Edit(REPLY, ANNOUNCEMENT, "")),
    Fault(
        "the drain announces the end before the last request of a pipeline",
        "stop",
        Edit(REPLY, ANNOUNCEMENT, "if drain != nil { return true }\n"),
    ),
    Fault(
        "the drain closes at once",
        "stop",
        Edit(DRAIN, "deadline: clock.monotonic + timeouts.drain,", "deadline: clock.monotonic,"),
    ),
    Fault("SIGTERM ends the process", "stop", Edit(SERVICE, ".drain: drain()", ".drain: Process.end(.success)")),
    # Those of the conformance suite: the first three were asked for, the others chosen by one who had not seen it.
    Fault(
        "a bare CR is taken for a part of a value",
        CONFORMANCE,
        Edit(
            FIELDS,
            "            guard bytes[index] == Ascii.tab else { return index }\n",
            "            let isBareReturn = index + 1 < count && bytes[index] == Ascii.carriageReturn\n"
            "                && bytes[index + 1] != Ascii.lineFeed\n"
            "            guard bytes[index] == Ascii.tab || isBareReturn else { return index }\n",
        ),
    ),
    Fault(
        "the last of two lengths counts",
        CONFORMANCE,
        Edit(FIELDS, "            guard !head.present.contains(.contentLength) else { throw .contentLength }\n", ""),
    ),
    Fault(
        "the drain is forgotten",
        CONFORMANCE,
        Edit(
            WORKER,
            "if drain == nil, shared.isDraining.load(ordering: .acquiring) { beginDrain() }",
            "if drain == nil, shared.isDraining.load(ordering: .acquiring) {\n"
            "            drain = Drain(listensUntil: 0, deadline: 0, announcesAt: 0)\n        }",
        ),
    ),
    Fault(
        "a higher minor version is taken for 1.0",
        CONFORMANCE,
        Edit(PARSER, 'UInt8(ascii: "0") ? 0 : 1', 'UInt8(ascii: "1") ? 1 : 0'),
    ),
    Fault(
        "a length wraps at 64 bits",
        CONFORMANCE,
        Edit(
            FIELDS,
            "            let (tens, overflow) = length.multipliedReportingOverflow(by: 10)\n"
            "            let (sum, carry) = tens.addingReportingOverflow(Int(digit))\n"
            "            length = overflow || carry ? Int.max : sum\n",
            "            length = Int(bitPattern: UInt(bitPattern: length) &* 10 &+ UInt(digit)) & .max\n",
        ),
    ),
    Fault(
        "an empty line is taken for the last chunk",
        CONFORMANCE,
        Edit(
            CHUNKS,
            "throw .chunkEnd }\n            state = .size(isEmpty: true)\n",
            "throw .chunkEnd }\n            state = .size(isEmpty: false)\n",
        ),
    ),
    Fault(
        "a date after the last change is no match",
        CONFORMANCE,
        Edit(CONDITIONS, "bytes, now), lastModified <= date", "bytes, now), lastModified == date"),
    ),
    Fault(
        "a weight of three decimals is malformed",
        CONFORMANCE,
        Edit(ELEMENTS, "guard (1...5).contains(range.count)", "guard (1...4).contains(range.count)"),
    ),
    Fault(
        "keep-alive beats close",
        CONFORMANCE,
        Edit(
            FIELDS,
            "            !head.present.contains(.close) && "
            "(head.minorVersion > 0 || head.present.contains(.keepAlive))\n",
            "            head.present.contains(.keepAlive) || "
            "(head.minorVersion > 0 && !head.present.contains(.close))\n",
        ),
    ),
    Fault(
        "a refused body resets the connection",
        CONFORMANCE,
        Edit(
            REPLY,
            "        if closes {\n            slab[slot].pointee.closesAfterWrite = true\n"
            "            slab[slot].pointee.lingersOnClose = true\n",
            "        if closes {\n            slab[slot].pointee.closesAfterWrite = true\n",
        ),
    ),
    Fault(
        "100 overtakes the answer before it",
        CONFORMANCE,
        Edit(READ, "exchange.owesContinue, flush(slot) else", "exchange.owesContinue else"),
    ),
]
