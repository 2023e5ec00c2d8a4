import CaptureIO
import DFU
import TestSupport
import Testing
import USB

@testable import Suite

/// Most records of streams are passed over and counted. What is told is what a decoder tells that
/// reads every record.
@Suite struct `Streams that are passed over` {
  /// Reads usbmon, and every record of it.
  private struct ReadingDecoder: TransferDecoder {
    private var decoder = UsbmonDecoder(.long)

    var name: String? { decoder.name }
    var limits: [String] { decoder.limits }
    mutating func kind(of record: Span<UInt8>) -> RecordKind { decoder.kind(of: record) }
    mutating func accept(
      _ record: Span<UInt8>, at moment: Moment, emit: TransferEmit
    ) -> DeviceAddress? {
      decoder.accept(record, at: moment, emit: emit)
    }
    mutating func finish(emit: TransferEmit) { decoder.finish(emit: emit) }
    var isOvertaken: Bool { decoder.isOvertaken }
    func waiting(at device: DeviceAddress, before moment: Moment) -> Moment? {
      decoder.waiting(at: device, before: moment)
    }
    var copies: Int { decoder.copies }
  }

  private static let reading = DialectRegistry([
    DialectRegistry.Entry(.usbLinuxMmapped) { ReadingDecoder() },
    DialectRegistry.Entry(.usbLinux) { UsbmonDecoder(.short) },
  ])
  private static let passing = DialectRegistry.shipped.only([.usbLinuxMmapped, .usbLinux])

  /// All that a pass over a capture tells.
  private struct Told: Hashable {
    var observations: [Observation] = []
    var facts: [SourceFact] = []
    var progress: [Int] = []
    var sessions: [SessionSummary] = []
    var bins: RecordLedger.Totals?
    var file: FileFacts?
    var count = 0
    var start: Int64 = 0

    init(_ path: String, _ dialects: DialectRegistry) throws {
      let result = try CapturePass.run(
        path, dialects: dialects, forcedAddresses: [], start: { start = $0 },
        tell: { facts.append($0) }, progress: { progress.append($0.bytes) },
        observe: { observations.append($1) },
        exchange: { observations.append(Observation(exchange: $1)) })
      (bins, file, count) = (result.bins, result.file, result.recordCount)
      sessions = result.sessions
    }
  }

  /// The records of a shipped capture among those of streams, some of which are damaged. Some times
  /// go back, and some records are of another link type.
  private func capture(
    _ container: CaptureWriter.Container, streams: Int, _ random: inout SeededRandom
  ) throws -> [UInt8] {
    let shipped = try #require(ShippedCapture.all.first { $0.name == "vhci-download-upload" })
    var file = try CaptureFile(path: shipped.file, linkTypes: LinkType.ofUsbmon)
    var writer = CaptureWriter(container)
    if container == .pcapng { writer.appendInterface(linkType: 189) }
    _ = file.forEach { bytes, info in
      writer.nanoseconds = info.nanoseconds
      writer.append(raw: bytes.indices.map { bytes[$0] })
      for _ in 0..<Int.random(in: 0...streams, using: &random) {
        writer.nanoseconds += random.once(in: 30) ? -2_000_000 : 1_000
        let isShort = container == .pcapng && random.once(in: 40)
        writer.append(raw: stream(&random), interface: isShort ? 1 : 0)
      }
      return .proceed
    }
    return writer.bytes
  }

  private func stream(_ random: inout SeededRandom) -> [UInt8] {
    var record = [UInt8](repeating: 0, count: random.once(in: 40) ? 30 : 64)
    let kind = random.once(in: 30) ? 0x45 : random.pick([0x53, 0x43] as [UInt8]) ?? 0
    record[8] = random.once(in: 60) ? 0x55 : kind
    record[9] = random.once(in: 40) ? 5 : random.once(in: 30) ? 3 : 0
    record[10] = random.pick([0x01, 0x82] as [UInt8]) ?? 0
    // Now and then of the device that the session is about.
    (record[11], record[12]) = random.once(in: 20) ? (2, 1) : (4, 3)
    return record
  }

  @Test(arguments: [CaptureWriter.Container.pcap, .pcapng], 0..<4 as Range<UInt64>)
  func `change nothing of what is told`(container: CaptureWriter.Container, seed: UInt64) throws {
    var random = SeededRandom(seed)
    let folder = try TemporaryFolder()
    let path = try folder.write(try capture(container, streams: 30, &random))
    let told = try Told(path, Self.passing)
    #expect(told == (try Told(path, Self.reading)))
    let bins = try #require(told.bins)
    #expect(
      bins.used > 100 && bins.undecodable > 20 && bins.otherDevice > 1_000
        && bins.otherEndpoint > 20)
    #expect(told.count == bins.sum)
    #expect(told.file?.clockSteps.count ?? 0 > 20)
  }

  @Test(arguments: [CaptureWriter.Container.pcap, .pcapng])
  func `change nothing of when progress is told`(container: CaptureWriter.Container) throws {
    var random = SeededRandom(9)
    let folder = try TemporaryFolder()
    let path = try folder.write(try capture(container, streams: 600, &random))
    let told = try Told(path, Self.passing)
    #expect(!told.progress.isEmpty)
    #expect(told == (try Told(path, Self.reading)))
  }
}
