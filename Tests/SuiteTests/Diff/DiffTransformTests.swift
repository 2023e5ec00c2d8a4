import Report
import Suite
import TestSupport
import Testing

/// What `diff` must not see: the same conversation, recorded otherwise.
@Suite struct DiffTransformTests {
  private typealias Recording = DiffStory.Recording

  private static let story = DiffStory.update()

  /// A change of the recording that changes nothing of the conversation.
  struct Change: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let form: @Sendable (inout DiffStory.Recording) -> Void
  }

  private static let changes = [
    Change(testDescription: "another bus") { $0.bus = 7 },
    Change(testDescription: "other addresses") { $0.firstAddress = 60 },
    Change(testDescription: "another day") { $0.nanoseconds += 86_400_000_000_000 },
    Change(testDescription: "pcapng") { $0.container = .pcapng },
    Change(testDescription: "big-endian") { $0.container = .pcapBigEndian },
    Change(testDescription: "three polls for one") { $0.polls = 3 },
    Change(testDescription: "a keyboard on the bus") { $0.hasNeighbour = true },
    Change(testDescription: "a slower host") { $0.delay = 4 },
    Change(testDescription: "all of it") {
      $0 = DiffStory.Recording(
        bus: 3, firstAddress: 30, nanoseconds: 5_000_000_000, container: .pcapng, polls: 4,
        hasNeighbour: true, delay: 2)
    },
  ]

  @Test(arguments: changes)
  func `nothing differs, from either side`(_ change: Change) throws {
    var form = DiffStory.Recording()
    change.form(&form)
    let (plain, changed) = (Self.story.bytes(), Self.story.bytes(form))
    #expect(plain != changed)
    for pair in [(plain, changed), (changed, plain)] {
      let report = try DiffStory.compare(pair.0, pair.1)
      #expect(report.exitStatus == .conformant, "\(report.text())")
      #expect(report.differences.isEmpty)
      #expect(report.sessions.count == 1)
      #expect(report.sessions.allSatisfy { $0.compared >= 25 })
    }
  }

  @Test func `a recording that begins after the enumeration is compared all the same`() throws {
    var form = DiffStory.Recording()
    form.late = 1
    let report = try DiffStory.compare(Self.story.bytes(), Self.story.bytes(form))
    #expect(report.differences.isEmpty, "\(report.text())")
  }

  @Test(arguments: ShippedCapture.all.filter { $0.name != "qemu-one-sided" })
  func `a shipped capture does not differ from itself`(_ capture: ShippedCapture) throws {
    let report = try Differ(DiffOptions()).compare(capture.file, capture.file)
    #expect(report.exitStatus == .conformant)
  }

  /// Dialects that carry all that is compared: answers, STALLs and whole descriptors.
  private static let dialects = WrittenDialect.all.filter {
    let carriage = DialectCarriage($0)
    return $0 != .reference && carriage.completions && carriage.stalls
      && carriage.showsDescriptors
  }

  @Test(arguments: dialects, DFUStory.allCases)
  func `a session does not differ in another dialect`(
    _ dialect: WrittenDialect, _ story: DFUStory
  ) throws {
    let told = story.told(maxPacketSize: dialect.maxPacketSize)
    let report = try DiffStory.compare(
      WrittenDialect.reference.file(of: told), dialect.file(of: told))
    #expect(report.exitStatus == .conformant, "\(report.text(showsAll: true))")
  }

  /// Dialects with all but the difference between a STALL and an empty answer.
  private static let withoutStalls = WrittenDialect.all.filter {
    let carriage = DialectCarriage($0)
    return carriage.completions && !carriage.stalls && carriage.showsDescriptors
  }

  @Test(arguments: withoutStalls)
  func `a dialect that cannot tell a STALL from an answer is believed`(
    _ dialect: WrittenDialect
  ) throws {
    let told = DFUStory.refused.told()
    let report = try DiffStory.compare(
      WrittenDialect.reference.file(of: told), dialect.file(of: told))
    #expect(report.exitStatus == .conformant, "\(report.text(showsAll: true))")
  }
}
