import Report
import TestSupport
import Testing

@testable import Suite

/// One session in every dialect: the conversation and the verdicts are those of usbmon, and what
/// differs is what the dialect does not carry.
@Suite struct `One session in every dialect` {
  /// A story that was judged in one dialect.
  private struct Judged {
    var capture: Report.Capture
    var lines: [ShowLine]

    var exchanges: [(line: ShowLine, exchange: ShowLine.Exchange)] {
      lines.compactMap { line in
        if case .exchange(let exchange) = line.content { (line, exchange) } else { nil }
      }
    }

    var events: [String] {
      lines.compactMap { if case .event(let text) = $0.content { text } else { nil } }
    }

    /// The findings of this verdict, as side and rule.
    func findings(_ verdict: Report.Verdict) -> Set<String> {
      Set(
        capture.sessions.flatMap(\.findings).filter { $0.verdict == verdict }
          .map { "\($0.actor) \($0.rule)" })
    }
  }

  /// `size`: the largest packet of the device; nil for that of the dialect.
  private static func judged(
    _ story: DFUStory, _ dialect: WrittenDialect, size: UInt8? = nil
  ) throws -> Judged {
    let folder = try TemporaryFolder()
    let told = story.told(maxPacketSize: size ?? dialect.maxPacketSize)
    let path = try folder.write(dialect.file(of: told), as: "recording")
    let judge = try Judge(CheckOptions())
    var lines: [ShowLine] = []
    do throws(CheckFailure) {
      try judge.show(path) { lines.append($0) }
    } catch {
      // Without answers nothing proves that a request is DFU's.
      #expect(error.status == .noInput && !DialectCarriage(dialect).completions)
    }
    return Judged(capture: try judge.check(path).capture, lines: lines)
  }

  private static let others = WrittenDialect.all.filter { $0 != .reference }
  private static let answered = others.filter { DialectCarriage($0).completions }

  @Test func `the stories are what they say`() throws {
    let clean = try Self.judged(.clean, .reference)
    #expect(clean.capture.sessions.map(\.verdict) == [.init(device: .pass, host: .pass)])
    #expect(clean.capture.sessions.map(\.images.count) == [2])
    let refused = try Self.judged(.refused, .reference)
    #expect(refused.findings(.violation) == ["host dfu/host/H06.upload"])
    let faulty = try Self.judged(.faulty, .reference)
    #expect(
      faulty.findings(.violation) == [
        "host dfu/time/T1", "host dfu/host/H08", "device dfu/A.2.3/dfuIDLE.GETSTATUS",
      ])
  }

  @Test(arguments: answered, DFUStory.allCases)
  func `has the same requests and answers`(dialect: WrittenDialect, story: DFUStory) throws {
    let carriage = DialectCarriage(dialect)
    let reference = try Self.judged(story, .reference, size: dialect.maxPacketSize).exchanges
    let found = try Self.judged(story, dialect).exchanges
    #expect(found.map(\.exchange.request) == reference.map(\.exchange.request))
    for (here, there) in zip(found, reference) {
      #expect(here.exchange.pollTimeoutMilliseconds == there.exchange.pollTimeoutMilliseconds)
      let isBare = ["ACK", "STALL", "0 bytes"].contains(there.exchange.reply)
      if carriage.stalls || !isBare {
        #expect(here.exchange.reply == there.exchange.reply)
      } else {
        #expect(here.exchange.reply.hasPrefix("ACK or STALL"))
      }
      let states = Set(here.exchange.states)
      #expect(states.isSuperset(of: there.exchange.states))
      let isSure = carriage.stalls && carriage.showsDescriptors
      #expect(!isSure || states.count == there.exchange.states.count)
      #expect(address(here.line) == address(there.line))
    }
    guard let first = found.first, let origin = reference.first else { return }
    for (here, there) in zip(found, reference) {
      let elapsed = here.line.nanoseconds - first.line.nanoseconds
      let expected = there.line.nanoseconds - origin.line.nanoseconds
      #expect(abs(elapsed - expected) <= carriage.timeError)
    }
  }

  private func address(_ line: ShowLine) -> Substring? { line.device.split(separator: ".").last }

  @Test(arguments: others)
  func `has the number of the bus where the dialect has it`(dialect: WrittenDialect) throws {
    let buses = Set(
      try Self.judged(.clean, dialect).capture.sessions.flatMap(\.devices).map(\.bus))
    switch DialectCarriage(dialect).bus {
    case .number: #expect(buses == [1])
    case .none: #expect(buses.isSubset(of: [0]))
    }
  }

  @Test(arguments: answered)
  func `has resets and enumerations where the dialect has them`(dialect: WrittenDialect) throws {
    let carriage = DialectCarriage(dialect)
    let events = try Self.judged(.clean, dialect).events
    let resets = events.count { $0 == "bus reset" }
    switch carriage.reset {
    case .requests: #expect(resets == 2)
    case .nothing: #expect(resets == 0)
    }
    guard carriage.showsDescriptors else { return }
    let arrivals = events.count { $0 == "enumerated again" }
    switch carriage.arrival {
    case .addressing: #expect(arrivals == 3)
    case .newAddress: #expect(arrivals == 2)
    }
    let descriptors = [
      "run-time descriptors, interface 0", "DFU-mode descriptors, interface 0",
      "run-time descriptors, interface 0",
    ]
    #expect(events.filter { $0.contains("descriptors") } == descriptors)
  }

  @Test(arguments: others, DFUStory.allCases)
  func `blames nobody for what the dialect does not carry`(
    dialect: WrittenDialect, story: DFUStory
  ) throws {
    let carriage = DialectCarriage(dialect)
    let reference = try Self.judged(story, .reference).findings(.violation)
    let found = try Self.judged(story, dialect)
    let violations = found.findings(.violation)
    #expect(violations.isSubset(of: reference), "\(violations)")
    let mayHide = !carriage.stalls || !carriage.completions || carriage.reset == .nothing
    let undecided = found.findings(.inconclusive)
    for missing in reference.subtracting(violations) {
      #expect(mayHide || !carriage.showsDescriptors, "\(missing)")
      let isSure = carriage.completions && carriage.stalls && carriage.showsDescriptors
      #expect(!isSure || undecided.contains(missing), "\(missing)")
    }
  }

  @Test(arguments: others)
  func `counts every record, and says what the dialect does not show`(
    dialect: WrittenDialect
  ) throws {
    let carriage = DialectCarriage(dialect)
    let capture = try Self.judged(.clean, dialect).capture
    let told = DFUStory.clean.told(maxPacketSize: dialect.maxPacketSize)
    let written = dialect.records(of: told).count
    #expect(written == 0 || capture.records.total == written)
    #expect(capture.records.undecodable == 0)
    let lacks =
      !carriage.stalls || !carriage.completions || carriage.reset == .nothing
      || carriage.bus == .none || carriage.mostData != nil
    #expect(capture.limits.isEmpty == !lacks, "\(capture.limits)")
  }

  @Test(arguments: WrittenContainer.all)
  func `is the same in every container`(container: WrittenContainer) throws {
    let story = DFUStory.faulty.told()
    let folder = try TemporaryFolder()
    let judge = try Judge(CheckOptions())
    let plain = try judge.check(folder.write(WrittenDialect.reference.file(of: story))).capture
    let dialect: WrittenDialect = container.isBigEndian ? .bigEndianReference : .reference
    let records = dialect.records(of: story)
    let path = try folder.write(container.file(records, linkType: 220), as: "boxed")
    let boxed = try judge.check(path).capture
    #expect(boxed.sessions.map(\.verdict) == plain.sessions.map(\.verdict))
    #expect(Self.findings(boxed) == Self.findings(plain))
    #expect(boxed.integrity == .complete)
  }

  /// The findings with their times. Records of other interfaces count as frames too.
  private static func findings(_ capture: Report.Capture) -> [String] {
    capture.sessions.flatMap(\.findings).map {
      "\($0.actor) \($0.rule) \($0.verdict) \($0.nanoseconds ?? -1)"
    }
  }
}
