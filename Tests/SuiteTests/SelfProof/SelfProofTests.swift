import DeviceModel
import Foundation
import Report
import Suite
import Testing
import Vectors

/// Tests that the shipped vectors find exactly the known deviations of every generation.
@Suite struct SelfProofTests {
  /// By model, the deviations that a sequence of requests can show.
  private static let shown: [(model: String, deviations: Set<String>)] = [
    (
      "xmos/sc_usb_audio-6",
      [
        "X01", "X03", "X04", "X05", "X06", "X08", "X11", "X13", "X19", "X22", "X25", "X28", "X37",
        "X49", "X51",
      ]
    ),
    (
      "xmos/lib_xua-4",
      [
        "X01", "X02", "X04", "X05", "X06", "X08", "X11", "X13", "X19", "X22", "X28", "X37", "X49",
        "X51",
      ]
    ),
    (
      "xmos/lib_xua-5",
      ["X01", "X02", "X04", "X05", "X06", "X10", "X19", "X22", "X37", "X49", "X51"]
    ),
    ("xmos/lib_dfu-2", ["X07", "X10", "X22", "X33", "X35", "X45", "X49", "X51", "X52"]),
    ("xmos/tinyusb", ["X06", "X10", "X30", "X31", "X32", "X46", "X47", "X48", "X51"]),
    ("dfuse", ["S01", "S02"]),
  ]

  /// The deviations that no sequence of requests can show, with the reason. The overlays have the
  /// same deviations.
  private static let hidden: [String: String] = [
    "X09": "only the STALL is demanded",
    "X12": "a device with bitWillDetach may leave when it likes",
    "X14": "dfuDNBUSY shown again is a note (AMB-05), and the dfuERROR behind it is X01",
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
    "X34": "no text names the code of an empty download",
    "X36": "no text speaks of vendor requests",
    "X38": "which image is read shows in no transfer",
    "X39": "a wrong wIndex is the host's fault",
    "X40": "standard requests are not judged",
    "X41": "a long DNLOAD is X22",
    "X42": "what is written shows in no transfer of the download",
    "X43": "dfuDNBUSY may last as long as the device likes",
    "X44": "dfuMANIFEST after dfuMANIFEST-SYNC is what the text demands",
    "X50": "only a flash that fails shows it",
  ]

  /// Runs all shipped vectors, including the vectors that were made for other devices.
  private static func run(_ model: String) throws -> [Report.Capture] {
    try ShippedVectors.run(ShippedVectors.files, on: model, profile: model)
  }

  @Test(arguments: shown.map(\.model))
  func `the vectors find the deviations of a generation, and no other`(_ model: String) throws {
    let expected = try #require(Self.shown.first { $0.model == model }).deviations
    let findings = ShippedVectors.deviceFindings(try Self.run(model))
    let rules = findings.compactMap(\.profileRule).map { $0.split(separator: "/") }
    let declared = Set(
      rules.filter { $0.count > 1 && ["X", "S"].contains($0[1].prefix(1)) }.map { String($0[1]) })
    #expect(declared == expected)
    #expect(declared.isDisjoint(with: Self.hidden.keys))
  }

  @Test(arguments: shown.map(\.model))
  func `under its own profile nothing of a generation is left undeclared`(_ model: String) throws {
    let left = ShippedVectors.deviceFindings(try Self.run(model))
      .filter { $0.profileVerdict >= .warning }
    #expect(left.isEmpty, "\(left.map { "\($0.frame ?? 0) \($0.rule) \($0.words.observed)" })")
  }

  @Test func `every generation and every deviation is spoken of`() throws {
    #expect(Self.shown.map(\.model) == ShippedVectors.generations + ["dfuse"])
    let all = Set(Self.shown.flatMap(\.deviations)).union(Self.hidden.keys)
    for (letter, count) in [("X", 52), ("S", 2)] {
      let numbers = all.filter { $0.hasPrefix(letter) }.compactMap { Int($0.dropFirst()) }
      #expect(numbers.sorted() == Array(1...count))
    }
  }

  @Test(arguments: ["dfu-1.1", "xmos"])
  func `a device by the book is found nothing wrong with`(_ model: String) throws {
    let captures = try ShippedVectors.run(
      ShippedVectors.files, on: model, profile: model == "xmos" ? model : nil)
    let findings = captures.flatMap(\.sessions).flatMap { session in
      session.findings.filter { $0.actor == .device && $0.profileVerdict >= .warning }
        .map { "\(session.vector ?? "") \($0.rule)" }
    }
    #expect(findings.isEmpty, "\(findings.prefix(10))")
    #expect(captures.map(\.sessions.count).reduce(0, +) > 30)
  }

  @Test func `a device by the book that is broken is found out`() throws {
    let vectors = try ShippedVectors.vectors("dfu-1.1.json").map { vector in
      var vector = vector
      vector.config["lost_upload"] = .number(0)
      return vector
    }
    let bench = try VectorBench(judge: Judge(CheckOptions()), model: "dfu-1.1", config: [])
    let findings = ShippedVectors.deviceFindings([bench.run(vectors, named: "v.json")])
    #expect(findings.contains { $0.rule == "dfu/A.2.3/dfuIDLE.UPLOAD.block" })
  }

  @Test func `what is shipped is as the format writes it, and small`() throws {
    var size = 0
    var names: [String] = []
    for file in ShippedVectors.files {
      let vectors = try ShippedVectors.vectors(file)
      let written = try Data(contentsOf: URL(filePath: ShippedVectors.path(file)))
      #expect(Data(VectorFile(vectors).json) == written)
      names += vectors.map { $0.name(number: 0) }
      size += written.count
    }
    #expect(Set(names).count == names.count)
    #expect(size < 380_000)
  }

  @Test func `every model of XMOS's firmware has vectors of its own`() {
    let models = Personality.all.map(\.name).filter { $0.hasPrefix("xmos/") }
    #expect(
      Set(models) == Set(ShippedVectors.generations),
      "CONTRIBUTING.md, Add a personality, has the steps")
  }
}
