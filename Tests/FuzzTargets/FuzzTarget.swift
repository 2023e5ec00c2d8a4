// What is fuzzed: the ways by which bytes of others come into the program.
//
// `make fuzz` runs each of them under libFuzzer with the address sanitizer (Tests/Fuzz);
// `FuzzTests` runs every file of `Tests/FuzzTests/Corpus` once. A run may fail with an error of
// the operator. It must not crash, and what it counts must add up.

import Report
import TestSupport

/// A way by which bytes come into the program.
package enum FuzzTarget: String, CaseIterable, Sendable {
  /// A capture file: containers, compression, dialects, and all that judges them.
  case capture
  /// A capture file of which copies are made.
  case copy
  /// Records for one decoder: each has two bytes of length, and its bytes.
  case usbmon, usbpcap, darwin, freebsd, wire
  /// Lines for one decoder.
  case usbmonText, totalPhase
  /// A file of vectors.
  case vectors
  /// A table of rules, and an overlay beside a small table.
  case table, overlay
  /// A report as `compare` reads it, and as a baseline.
  case report, baseline
  /// Reports of shards, with a zero between them.
  case shards
  /// A file of waivers.
  case waivers
}

extension FuzzTarget {
  /// Generated inputs to begin with.
  package var seeds: [[UInt8]] {
    switch self {
    case .capture, .copy:
      WrittenDialect.all.flatMap { dialect in stories.map { dialect.file(of: $0) } }
    case .usbmonText, .totalPhase: dialects.flatMap { dialect in stories.map(dialect.file) }
    case .usbmon, .usbpcap, .darwin, .freebsd, .wire:
      dialects.flatMap { dialect in stories.map { Self.framed(dialect.records(of: $0)) } }
    case .vectors, .overlay: []
    case .table: [Array(SmallTable.text.utf8)]
    case .report, .baseline: ReportSeeds.documents().map { Array($0.json.utf8) }
    case .shards: [ReportSeeds.shards(of: ReportSeeds.documents())]
    case .waivers: ReportSeeds.waivers
    }
  }

  private var stories: [BusStory] { DFUStory.allCases.map { $0.told() } }

  private var dialects: [WrittenDialect] { WrittenDialect.all.filter { $0.target == self } }

  private static func framed(_ records: [WrittenRecord]) -> [UInt8] {
    records.flatMap { record in
      [UInt8(record.bytes.count & 0xFF), UInt8(record.bytes.count >> 8 & 0x0F)] + record.bytes
    }
  }
}

extension WrittenDialect {
  /// The decoder that reads it.
  fileprivate var target: FuzzTarget {
    switch self {
    case .usbmon: .usbmon
    case .usbpcap: .usbpcap
    case .darwin: .darwin
    case .freeBSD: .freebsd
    case .wire: .wire
    case .usbmonText: .usbmonText
    case .totalPhase: .totalPhase
    }
  }
}
