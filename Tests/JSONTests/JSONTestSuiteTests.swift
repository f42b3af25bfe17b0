import JSON
import Testing

/// The texts of JSONTestSuite: `y_` must be accepted, `n_` refused, `i_` is left to the parser.
enum JSONTestSuite {
    static let folder = Folder(variable: "RUNGS_TEST_JSONTESTSUITE")

    static func names(_ prefix: String) -> [String] {
        (folder?.names() ?? []).filter { $0.hasPrefix(prefix) }
    }

    static func accepts(_ name: String) throws -> Bool {
        let bytes = try #require(folder).bytes(of: name)
        return (try? Document(parsing: bytes)) != nil
    }

    struct Verdict {
        let isAccepted: Bool
        let reason: String

        static let numberKept = Verdict(isAccepted: true, reason: "numbers are kept as written, whatever their size")
        static let loneSurrogate = Verdict(
            isAccepted: false, reason: "half a surrogate pair cannot be written as UTF-8")
        static let invalidUTF8 = Verdict(
            isAccepted: false, reason: "section 8.1 wants UTF-8; nothing is replaced silently")
        static let otherEncoding = Verdict(isAccepted: false, reason: "section 8.1 wants UTF-8, not UTF-16")
    }

    static let verdicts: [String: Verdict] = [
        "i_number_double_huge_neg_exp.json": .numberKept,
        "i_number_huge_exp.json": .numberKept,
        "i_number_neg_int_huge_exp.json": .numberKept,
        "i_number_pos_double_huge_exp.json": .numberKept,
        "i_number_real_neg_overflow.json": .numberKept,
        "i_number_real_pos_overflow.json": .numberKept,
        "i_number_real_underflow.json": .numberKept,
        "i_number_too_big_neg_int.json": .numberKept,
        "i_number_too_big_pos_int.json": .numberKept,
        "i_number_very_big_negative_int.json": .numberKept,
        "i_object_key_lone_2nd_surrogate.json": .loneSurrogate,
        "i_string_1st_surrogate_but_2nd_missing.json": .loneSurrogate,
        "i_string_1st_valid_surrogate_2nd_invalid.json": .loneSurrogate,
        "i_string_UTF-16LE_with_BOM.json": .otherEncoding,
        "i_string_UTF-8_invalid_sequence.json": .invalidUTF8,
        "i_string_UTF8_surrogate_U+D800.json": .invalidUTF8,
        "i_string_incomplete_surrogate_and_escape_valid.json": .loneSurrogate,
        "i_string_incomplete_surrogate_pair.json": .loneSurrogate,
        "i_string_incomplete_surrogates_escape_valid.json": .loneSurrogate,
        "i_string_invalid_lonely_surrogate.json": .loneSurrogate,
        "i_string_invalid_surrogate.json": .loneSurrogate,
        "i_string_invalid_utf-8.json": .invalidUTF8,
        "i_string_inverted_surrogates_U+1D11E.json": .loneSurrogate,
        "i_string_iso_latin_1.json": .invalidUTF8,
        "i_string_lone_second_surrogate.json": .loneSurrogate,
        "i_string_lone_utf8_continuation_byte.json": .invalidUTF8,
        "i_string_not_in_unicode_range.json": .invalidUTF8,
        "i_string_overlong_sequence_2_bytes.json": .invalidUTF8,
        "i_string_overlong_sequence_6_bytes.json": .invalidUTF8,
        "i_string_overlong_sequence_6_bytes_null.json": .invalidUTF8,
        "i_string_truncated-utf-8.json": .invalidUTF8,
        "i_string_utf16BE_no_BOM.json": .otherEncoding,
        "i_string_utf16LE_no_BOM.json": .otherEncoding,
        "i_structure_500_nested_arrays.json": Verdict(isAccepted: false, reason: "deeper than 64"),
        "i_structure_UTF-8_BOM_empty_object.json": Verdict(
            isAccepted: true, reason: "section 8.1 lets a parser ignore the mark; it is flagged"),
    ]
}

@Suite(.enabled(if: JSONTestSuite.folder != nil, "RUNGS_TEST_JSONTESTSUITE names no folder"))
struct JSONTestSuiteTests {
    @Test func `the corpus has all three kinds of texts`() {
        for prefix in ["y_", "n_", "i_"] {
            #expect(!JSONTestSuite.names(prefix).isEmpty, "\(prefix)")
        }
    }

    @Test(arguments: JSONTestSuite.names("y_"))
    func `every text of RFC 8259 is accepted`(name: String) throws {
        #expect(try JSONTestSuite.accepts(name))
    }

    @Test(arguments: JSONTestSuite.names("n_"))
    func `every text that is no JSON is refused`(name: String) throws {
        #expect(try !JSONTestSuite.accepts(name))
    }

    @Test(arguments: JSONTestSuite.names("i_"))
    func `every text that RFC 8259 leaves open has a verdict of ours`(name: String) throws {
        let verdict = try #require(JSONTestSuite.verdicts[name], "decide it, and say why")
        #expect(try JSONTestSuite.accepts(name) == verdict.isAccepted, "\(verdict.reason)")
    }
}
