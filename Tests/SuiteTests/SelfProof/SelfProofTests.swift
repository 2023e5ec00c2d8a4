import Foundation
import Report
import Suite
import Testing
import Vectors

/// The shipped vectors find in every generation what it is known to do wrong, and nothing else.
@Suite struct SelfProofTests {
  /// By model, the deviations that a sequence of requests can show.
  private static let shown: [(model: String, deviations: Set<String>)] = [
    (
      "xmos/sc_usb_audio-6",
      ["X01", "X03", "X04", "X05", "X06", "X08", "X11", "X13", "X19", "X22", "X25", "X28"]
    ),
    (
      "xmos/lib_xua-4",
      ["X01", "X02", "X04", "X05", "X06", "X08", "X11", "X13", "X19", "X22", "X28", "X37"]
    ),
    (
      "xmos/lib_xua-5",
      ["X01", "X02", "X04", "X05", "X06", "X10", "X14", "X19", "X22", "X36", "X37"]
    ),
    ("xmos/tinyusb", ["X06", "X10", "X30", "X31", "X32", "X46", "X47"]),
  ]

  /// The deviations that no sequence of requests shows, and why; the overlays have the same.
  private static let hidden: [String: String] = [
    "X09": "only the STALL is demanded",
    "X12": "a device with bitWillDetach may leave when it likes",
    "X15": "bwPollTimeout is 0, so that dfuDNBUSY has ended",
    "X16": "no text bounds bwPollTimeout from below",
    "X17": "the time of an answer is bounded by 5 s only",
    "X18": "that an image is not verified shows in no transfer",
    "X20": "the length of the image shows in no transfer",
    "X21": "an empty upload is a note",
    "X23": "what is written shows in no transfer of the download",
    "X24": "appIDLE is what the text demands",
    "X26": "the step that breaks the text is X05 or X06",
    "X27": "audio is no control transfer",
    "X29": "no rule of DFU speaks of power",
    "X38": "which image is read shows in no transfer",
    "X39": "a wrong wIndex is the host's fault",
    "X40": "standard requests are not judged",
    "X41": "a long DNLOAD is X22",
    "X42": "what is written shows in no transfer of the download",
    "X43": "dfuDNBUSY may last as long as the device likes",
  ]

  @Test(arguments: shown.map(\.model))
  func `the vectors find the deviations of a generation, and no other`(_ model: String) throws {
    let expected = try #require(Self.shown.first { $0.model == model }).deviations
    let captures = try ShippedVectors.run(on: model, profile: model)
    let findings = ShippedVectors.deviceFindings(captures)
    let declared = Set(
      findings.compactMap {
        $0.profileRule?.split(separator: "/").dropFirst().first.map(String.init)
      }
      .filter { $0.hasPrefix("X") })
    #expect(declared == expected)
    #expect(declared.isDisjoint(with: Self.hidden.keys))
  }

  @Test(arguments: shown.map(\.model))
  func `under its own profile nothing of a generation is left undeclared`(_ model: String) throws {
    let captures = try ShippedVectors.run(on: model, profile: model)
    let left = ShippedVectors.deviceFindings(captures).filter { $0.profileVerdict >= .warning }
    #expect(left.isEmpty, "\(Set(left.map(\.rule)).sorted())")
  }

  @Test(arguments: ["dfu-1.1", "xmos"])
  func `a device by the book is found nothing wrong with`(_ model: String) throws {
    let captures = try ShippedVectors.run(on: model)
    let findings = captures.flatMap(\.sessions).flatMap { session in
      session.findings.filter { $0.actor == .device && $0.verdict >= .warning }
        .map { "\(session.vector ?? "") \($0.rule)" }
    }
    #expect(findings.isEmpty, "\(findings.prefix(10))")
    #expect(captures.map(\.sessions.count).reduce(0, +) > 30)
  }

  @Test func `what is shipped is as the format writes it, and small`() throws {
    var size = 0
    for file in ShippedVectors.files {
      let vectors = try ShippedVectors.vectors(file)
      let written = try Data(contentsOf: URL(filePath: ShippedVectors.path(file)))
      #expect(Data(VectorFile(vectors).json) == written)
      #expect(Set(vectors.map { $0.name(number: 0) }).count == vectors.count)
      size += written.count
    }
    #expect(size < 400_000)
  }
}
