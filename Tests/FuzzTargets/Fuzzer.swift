import Foundation
import Report
import SpecTable
import Suite
import TestSupport
import USB
import Vectors

/// Runs inputs, by files in a folder of its own.
package struct Fuzzer: ~Copyable {
  private let judge: Judge
  /// What gates mark.
  private let reports: [Report.Document]
  private let folder: TemporaryFolder

  /// What the program said of the bytes against its own word.
  package struct Contradiction: Error, CustomStringConvertible {
    /// What does not fit.
    package var description: String

    init(_ description: String) { self.description = description }

    init(records: Int, counted: Int) {
      description = "\(records) records, \(counted) in the bins"
    }
  }

  /// Makes the folder and loads the tables.
  package init() throws {
    let judge = try Judge(CheckOptions())
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/\(Self.library)/overlays", withIntermediateDirectories: true)
    _ = try folder.write(Array(SmallTable.text.utf8), as: "\(Self.library)/table.yaml")
    self.init(judge, folder)
  }

  private init(_ judge: Judge, _ folder: consuming TemporaryFolder) {
    self.judge = judge
    self.folder = folder
    reports = ReportSeeds.documents()
  }

  /// Reads bytes as a target does. An error of the operator is no failure.
  package func run(_ bytes: [UInt8], as target: FuzzTarget) throws(Contradiction) {
    switch target {
    case .capture: try judge(bytes)
    case .copy: try copy(bytes)
    case .usbmon: try DecoderRun.records(bytes, UsbmonDecoder(.long))
    case .usbpcap: try DecoderRun.records(bytes, USBPcapDecoder())
    case .darwin: try DecoderRun.records(bytes, ControlAssembler(DarwinURBs()))
    case .freebsd: try DecoderRun.records(bytes, ControlAssembler(FreeBSDURBs()))
    case .wire: try DecoderRun.records(bytes, WireDecoder(.unknown))
    case .usbmonText: try DecoderRun.lines(bytes, UsbmonTextDecoder())
    case .totalPhase: try DecoderRun.lines(bytes, TotalPhaseDecoder())
    case .vectors: _ = try? VectorFile(reading: bytes)
    case .table: load(bytes, as: "table.yaml")
    case .overlay: load(bytes, as: "overlays/overlay.yaml", of: Self.library)
    case .report: try ReportRun.compare(bytes)
    case .baseline: try gate(bytes) { GateRequest(baseline: $0, today: Self.today) }
    case .shards: try ReportRun.merge(bytes)
    case .waivers: try gate(bytes) { GateRequest(waivers: $0, today: Self.today) }
    }
  }

  private static let today = "2026-11-29"
  /// The folder with the small table that overlays stand beside.
  private static let library = "library"

  private func load(_ bytes: [UInt8], as name: String, of library: String = ".") {
    let library = "\(folder.path)/\(library)"
    guard (try? Data(bytes).write(to: URL(filePath: "\(library)/\(name)"))) != nil else { return }
    _ = try? SpecLibrary.load(directory: library) { _ in "" }
  }

  private func gate(
    _ bytes: [UInt8], _ request: (String) -> GateRequest
  ) throws(Contradiction) {
    guard let path = try? folder.write(bytes, as: "gate"), let gate = try? judge.gate(request(path))
    else { return }
    for report in reports { try ReportRun.mark(report, by: gate) }
  }

  private func copy(_ bytes: [UInt8]) throws(Contradiction) {
    guard let path = try? folder.write(bytes, as: "capture") else { return }
    try CopyRun.copy(path, judge, in: folder)
  }

  private func judge(_ bytes: [UInt8]) throws(Contradiction) {
    guard let path = try? folder.write(bytes, as: "capture"),
      let records = try? judge.check(path).capture.records
    else { return }
    guard records.sum == records.total else {
      throw Contradiction(records: records.total, counted: records.sum)
    }
  }
}
