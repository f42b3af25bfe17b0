import Catalog
import Hashing
import JSON
import Testing

@Suite struct SHA256Tests {
    // FIPS 180-4 examples.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func `a digest is that of the standard`(text: String, hex: String) {
        let digest = SHA256(hashing: Array(text.utf8))
        #expect(digest.hex == hex)
        #expect(digest.bytes.count == 32)
        #expect(digest == SHA256(hashing: text.utf8.map { [$0] }))
    }

    @Test func `a digest is read from its hex digits in any letter case, and from nothing else`() {
        let digest = SHA256(hashing: [1, 2, 3])
        #expect(SHA256(hex: digest.hex.utf8) == digest)
        #expect(SHA256(hex: digest.hex.uppercased().utf8) == digest)
        for bad in [
            "", String(digest.hex.dropLast()), digest.hex + "0", "g" + digest.hex.dropFirst(),
            "é" + digest.hex.dropFirst(2),
        ] {
            #expect(SHA256(hex: bad.utf8) == nil)
        }
    }

    @Test func `digests differ in nothing only where they are equal`() {
        let digest = SHA256(hashing: [7])
        #expect(digest.difference(from: digest) == 0)
        for place in 0..<64 {
            var digits = Array(digest.hex.utf8)
            digits[place] = digits[place] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
            #expect(SHA256(hex: digits)?.difference(from: digest) != 0)
        }
    }

    @Test func `digests are ordered as their hex digits`() {
        let digests = (0..<100).map { SHA256(hashing: [UInt8($0)]) }
        #expect(digests.sorted().map(\.hex) == digests.map(\.hex).sorted())
    }
}

@Suite struct SOCTests {
    @Test(arguments: ["43-4121.00", "00-0000.00", "99-9999.99"])
    func `the canonical form is read and written`(text: String) throws {
        #expect(try #require(SOC(text)).description == text)
    }

    @Test(arguments: [
        "", "43-4121", "43-4121.0", "43-4121.000", "434121.00", "43/4121.00", " 43-4121.00", "43-4121.00\n",
        "4３-4121.00",
        "43-4121-00", "4a-4121.00",
    ])
    func `any other form is refused`(text: String) {
        #expect(SOC(text) == nil)
    }

    @Test func `codes are ordered as their texts and know their major group`() throws {
        let texts = ["11-1011.00", "11-1011.03", "43-4121.00", "51-0000.00"]
        #expect(texts.reversed().compactMap { SOC($0) }.sorted().map(\.description) == texts)
        #expect(try #require(SOC("43-4121.00")).major == 43)
    }
}

@Suite struct FrameworkVersionTests {
    @Test(arguments: ["v.26.05", "1", "A", "2026-05+b_1", String(repeating: "a", count: 64)])
    func `a version of the grammar is kept as it is`(text: String) throws {
        #expect(try #require(FrameworkVersion(text)).text == text)
    }

    @Test(arguments: ["", "latest", ".1", "-1", "a b", "a/b", "../x", "é", String(repeating: "a", count: 65)])
    func `any other version is refused`(text: String) {
        #expect(FrameworkVersion(text) == nil)
    }

    @Test func `versions are ordered by their bytes`() {
        let texts = ["10", "9", "V1", "v.25.11", "v.26.05", "v1"]
        #expect(texts.reversed().compactMap { FrameworkVersion($0) }.sorted().map(\.text) == texts)
    }
}

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.001Z", 1), ("1969-12-31T23:59:59Z", -1000),
        ("2026-05-15T12:39:06.711Z", 1_778_848_746_711), ("2026-05-15t12:39:06.7119999z", 1_778_848_746_711),
        ("2026-05-15T14:39:06.711+02:00", 1_778_848_746_711), ("2026-05-15T12:39:06.7-00:00", 1_778_848_746_700),
        ("2000-02-29T00:00:00Z", 951_782_400_000), ("0000-01-01T00:00:00Z", -62_167_219_200_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ])
    func `a date and time is an instant`(text: String, milliseconds: Int64) throws {
        let (timestamp, remarks) = try #require(Timestamp.parse(Text(text)))
        #expect(timestamp.milliseconds == milliseconds)
        #expect(timestamp.text.string == text)
        #expect(remarks == [])
    }

    @Test(arguments: [
        ("2026-05-15", "2026-05-15T00:00:00Z", Timestamp.Remarks.noTime),
        ("2026-05-15T12:39:06.5", "2026-05-15T12:39:06.5Z", .noZone),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", .leapSecond),
        ("2016-12-31T15:59:60-08:00", "2017-01-01T00:00:00Z", .leapSecond),
    ])
    func `what is open is taken as said and remarked`(text: String, same: String, remarks: Timestamp.Remarks) throws {
        let parsed = try #require(Timestamp.parse(Text(text)))
        #expect(parsed.timestamp.milliseconds == Timestamp.parse(Text(same))?.timestamp.milliseconds)
        #expect(parsed.remarks == remarks)
    }

    @Test(arguments: [
        "", "05/15/2026", "2026-5-15", "2026-02-30", "2025-02-29", "1900-02-29", "2026-13-01", "2026-00-01",
        "2026-01-00",
        "2026-05-15T", "2026-05-15T12:39", "2026-05-15 12:39:06Z", "2026-05-15T24:00:00Z", "2026-05-15T12:60:00Z",
        "2026-05-15T12:39:61Z", "2026-05-15T12:39:60Z", "2026-05-15T12:39:06.Z", "2026-05-15T12:39:06,7Z",
        "2026-05-15T12:39:06+24:00", "2026-05-15T12:39:06+0200", "2026-05-15T12:39:06ZZ", "2026-05-15Z",
        "２026-05-15T12:39:06Z", "+2026-05-15",
    ])
    func `anything else is refused`(text: String) {
        #expect(Timestamp.parse(Text(text)) == nil)
    }

    /// Leap days of every kind are in these years; the first day of each is known from elsewhere.
    @Test(arguments: [
        (0...4, -62_167_219_200_000), (1899...2001, -2_240_524_800_000), (2096...2104, 3_976_214_400_000),
    ])
    func `every day follows the one before`(years: ClosedRange<Int>, start: Int64) throws {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: width - digits.count) + digits
        }
        var expected = start
        for year in years {
            for month in 1...12 {
                for day in 1...31 {
                    let text = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
                    guard let parsed = Timestamp.parse(Text(text)) else {
                        #expect(day > 28)
                        continue
                    }
                    try #require(parsed.timestamp.milliseconds == expected, "\(text)")
                    expected += 86_400_000
                }
            }
        }
    }
}
