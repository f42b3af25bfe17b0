import CLinux
import Glibc

/// The replies to pipelined requests, gathered and sent in one call: three vectors a reply.
///
/// 1. the status line with `Date`, in the worker's status blocks;
/// 2. the fields of this reply alone, in the scratch, often none;
/// 3. the part of the answer.
struct ReplyBatch: ~Copyable {
    static let capacity = 32
    /// What one reply may write into the scratch.
    static let scratchPerReply = 1024
    /// A batch this large is sent before more is added.
    static let byteLimit = 256 << 10

    private let vectors: UnsafeMutablePointer<iovec>
    private let answers: UnsafeMutablePointer<Unmanaged<Answer>>
    private let scratch: UnsafeMutableRawBufferPointer
    private var scratchUsed = 0
    private(set) var count = 0
    private(set) var byteCount = 0

    init() {
        vectors = .allocate(capacity: Self.capacity * 3)
        answers = .allocate(capacity: Self.capacity)
        scratch = .allocate(byteCount: Self.capacity * Self.scratchPerReply, alignment: 1)
    }

    deinit {
        for index in 0..<count { answers[index].release() }
        vectors.deallocate()
        answers.deallocate()
        scratch.deallocate()
    }

    var isEmpty: Bool { count == 0 }
    var isFull: Bool { count == Self.capacity || byteCount >= Self.byteLimit }

    /// Adds bytes to the fields of the reply that is appended next.
    mutating func addField(_ bytes: UnsafeRawBufferPointer) {
        guard scratchUsed + bytes.count <= scratch.count else { return }
        UnsafeMutableRawBufferPointer(rebasing: scratch[scratchUsed...]).copyMemory(from: bytes)
        scratchUsed += bytes.count
    }

    mutating func addField(_ text: StaticString) {
        addField(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Adds a number in decimal digits.
    mutating func addField(_ number: Int) {
        var text = String(number)
        text.withUTF8 { addField(UnsafeRawBufferPointer($0)) }
    }

    /// Where the fields of the next reply begin; to be read before the first `addField`.
    var fieldsStart: Int { scratchUsed }

    mutating func append(
        status: UnsafeRawBufferPointer, fieldsFrom fieldsStart: Int, answer: Answer, part: Answer.Part
    ) {
        let fields = UnsafeRawBufferPointer(rebasing: scratch[fieldsStart..<scratchUsed])
        let bytes = answer.bytes(part)
        let vector = vectors + count * 3
        vector[0] = iovec(iov_base: UnsafeMutableRawPointer(mutating: status.baseAddress), iov_len: status.count)
        vector[1] = iovec(iov_base: UnsafeMutableRawPointer(mutating: fields.baseAddress), iov_len: fields.count)
        vector[2] = iovec(iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
        answers[count] = .passRetained(answer)
        count += 1
        byteCount += status.count + fields.count + bytes.count
    }

    enum Outcome {
        case sent
        /// The client takes no more for now; the rest holds its own references.
        case blocked(PendingWrite)
        case failed
    }

    /// Sends what was gathered and is empty afterwards.
    mutating func send(to connection: UnsafeMutablePointer<Connection>) -> Outcome {
        defer { clear() }
        switch connection.send(vectors, count * 3) {
        case .bytes(byteCount): return .sent
        case .bytes(let sent): return .blocked(rest(after: sent))
        case .blocked: return .blocked(rest(after: 0))
        case .failed: return .failed
        }
    }

    private func rest(after sent: Int) -> PendingWrite {
        let pending = PendingWrite()
        var skip = sent
        for index in 0..<count * 3 {
            let vector = vectors[index]
            let bytes = UnsafeRawBufferPointer(start: vector.iov_base, count: vector.iov_len)
            let kept = UnsafeRawBufferPointer(rebasing: bytes[min(skip, bytes.count)...])
            skip -= bytes.count - kept.count
            guard !kept.isEmpty else { continue }
            if index % 3 == 2 {
                pending.append(kept, of: answers[index / 3].takeUnretainedValue())
            } else {
                pending.append(copying: kept)
            }
        }
        return pending
    }

    private mutating func clear() {
        for index in 0..<count { answers[index].release() }
        count = 0
        byteCount = 0
        scratchUsed = 0
    }
}

/// Repeats a call while a signal interrupts it.
@inline(__always)
func retryingInterrupts(_ call: () -> Int) -> Int {
    while true {
        let result = call()
        if result >= 0 || errno != EINTR { return result }
    }
}
