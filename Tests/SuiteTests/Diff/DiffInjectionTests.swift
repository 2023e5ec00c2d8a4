import DFU
import Report
import Suite
import TestSupport
import Testing
import USB

/// One change of a conversation gives exactly one difference, of the side that did it.
@Suite struct DiffInjectionTests {
  private typealias Field = DiffReport.Field

  /// A change of the story, and what `diff` must tell of it.
  struct Injection: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let side: DiffReport.Actor
    let kind: DiffReport.Kind
    let fields: [DiffReport.Field]
    let change: @Sendable (inout DiffStory) -> Void

    init(
      _ name: String, _ side: DiffReport.Actor, _ kind: DiffReport.Kind,
      _ fields: [DiffReport.Field], _ change: @escaping @Sendable (inout DiffStory) -> Void
    ) {
      testDescription = name
      (self.side, self.kind, self.fields, self.change) = (side, kind, fields, change)
    }
  }

  private static func field(_ name: String, _ a: String, _ b: String) -> DiffReport.Field {
    DiffReport.Field(name: name, a: a, b: b)
  }

  private static let story = DiffStory.update()

  private static let requests = [
    Injection("another wTimeout", .host, .request, [field("wTimeout", "1000", "500")]) {
      $0.steps[$0.places(of: .detach)[0]] = DiffStory.request(.detach, value: 500)
    },
    Injection("another wBlockNum", .host, .request, [field("wBlockNum", "2", "9")]) {
      $0.edit(.dnload, 2) { setup, _, _, _ in setup.value = 9 }
    },
    Injection("another wBlockNum at the end", .host, .request, [field("wBlockNum", "4", "0")]) {
      $0.edit(.dnload, 4) { setup, _, _, _ in setup.value = 0 }
    },
    Injection("another interface", .host, .request, [field("wIndex", "0", "9")]) {
      $0.edit(.dnload, 1) { setup, _, _, _ in setup.index = 9 }
    },
    Injection("another wLength", .host, .request, [field("wLength", "6", "64")]) {
      $0.edit(.getStatus, 1) { setup, _, _, _ in setup.length = 64 }
    },
    Injection(
      "a poll that comes too early", .host, .request,
      [field("wait", "at least bwPollTimeout", "less than bwPollTimeout")]
    ) {
      $0.edit(.getStatus, 3) { _, _, _, wait in wait = 2 }
    },
    Injection("an additional request", .host, .steps, []) {
      $0.steps.insert(DiffStory.request(.abort), at: $0.places(of: .upload)[0])
    },
    Injection("a block that is left out", .host, .steps, []) {
      let place = $0.places(of: .dnload)[2]
      $0.steps.removeSubrange(place..<place + 3)
    },
    Injection("a block that is sent twice", .host, .steps, []) {
      $0.steps.insert(contentsOf: DiffStory.round(2), at: $0.places(of: .dnload)[3])
    },
    Injection("another alternate setting", .host, .event, [field("alternate setting", "0", "1")]) {
      $0.steps[4] = .setInterface(alternate: 1)
    },
    Injection("no bus reset at the end", .host, .steps, []) {
      $0.steps.removeLast(2)
      $0.steps.append(DiffStory.poll(.dfuIDLE))
    },
  ]

  private static let images = [
    Injection(
      "another byte in an image", .host, .image,
      [field("byte 130", "14h (wBlockNum 2)", "AAh (wBlockNum 2)")]
    ) {
      $0.edit(.dnload, 2) { _, data, _, _ in data[2] = 0xAA }
    },
    Injection(
      "another image", .host, .image, [field("byte 0", "00h (wBlockNum 0)", "05h (wBlockNum 0)")]
    ) {
      for place in 0..<4 {
        $0.edit(.dnload, place) { _, data, _, _ in data = data.map { $0 &+ 5 } }
      }
    },
    Injection(
      "a longer image", .host, .image,
      [field("length", "256 bytes, blocks: 4", "384 bytes, blocks: 6")]
    ) {
      let end = $0.places(of: .dnload)[4]
      $0.steps.insert(contentsOf: DiffStory.round(4) + DiffStory.round(5), at: end)
      $0.edit(.dnload, 6) { setup, _, _, _ in setup.value = 6 }
    },
    Injection(
      "a shorter last block", .host, .image,
      [field("length", "256 bytes, blocks: 4", "202 bytes, blocks: 4")]
    ) {
      $0.edit(.dnload, 3) { setup, data, _, _ in
        setup.length = 10
        data = Array(data.prefix(10))
      }
    },
    Injection(
      "another byte is read back", .device, .image,
      [field("byte 70", "19h (wBlockNum 1)", "77h (wBlockNum 1)")]
    ) {
      $0.edit(.upload, 1) { _, data, _, _ in data[6] = 0x77 }
    },
    Injection(
      "less is read back", .device, .image,
      [field("length", "256 bytes, blocks: 5", "212 bytes, blocks: 5")]
    ) {
      $0.edit(.upload, 3) { _, data, _, _ in data = Array(data.prefix(20)) }
    },
    Injection(
      "an upload that the device ends early", .device, .image,
      [field("length", "256 bytes, blocks: 5", "148 bytes, blocks: 3")]
    ) {
      $0.edit(.upload, 2) { _, data, _, _ in data = Array(data.prefix(20)) }
      let places = $0.places(of: .upload)
      $0.steps.removeSubrange(places[3]...places[4])
    },
    Injection("an upload that the host leaves off", .host, .steps, []) {
      let places = $0.places(of: .upload)
      $0.steps.removeSubrange(places[3]...places[4])
    },
  ]

  private static let answers = [
    Injection("another status", .device, .answer, [field("bStatus", "OK", "errWRITE")]) {
      $0.edit(.getStatus, 3) { _, data, _, _ in data[0] = Status.errWRITE.rawValue }
    },
    Injection(
      "another state", .device, .answer, [field("bState", "dfuDNLOAD-IDLE", "dfuERROR")]
    ) {
      $0.edit(.getStatus, 3) { _, data, _, _ in data[4] = State.dfuERROR.rawValue }
    },
    Injection(
      "a state that is not defined", .device, .answer,
      [field("bState", "dfuDNLOAD-IDLE", "77 (no such state)")]
    ) {
      $0.edit(.getStatus, 3) { _, data, _, _ in data[4] = 77 }
    },
    Injection("another bwPollTimeout", .device, .answer, [field("bwPollTimeout", "5 ms", "4 ms")]) {
      $0.edit(.getStatus, 2) { _, data, _, _ in data[1] = 4 }
    },
    Injection("another iString", .device, .answer, [field("iString", "0", "2")]) {
      $0.edit(.getStatus, 2) { _, data, _, _ in data[5] = 2 }
    },
    Injection("a STALL", .device, .answer, [field("answer", "ACK", "STALL")]) {
      $0.edit(.dnload, 1) { _, _, status, _ in status = LinuxStatus.stalled }
    },
    Injection("no answer", .device, .answer, [field("answer", "data", "no answer")]) {
      $0.edit(.upload, 4) { _, _, status, _ in status = LinuxStatus.timedOut }
    },
    Injection(
      "a shorter answer", .device, .answer, [field("length of the answer", "6 bytes", "5 bytes")]
    ) {
      $0.edit(.getStatus, 1) { _, data, _, _ in data = Array(data.prefix(5)) }
    },
    Injection(
      "a state on the way that one device does not show", .device, .steps,
      [field("bState", "dfuDNBUSY", "dfuDNLOAD-IDLE"), field("bwPollTimeout", "5 ms", "0 ms")]
    ) {
      $0.steps.remove(at: $0.places(of: .getStatus)[2])
    },
    Injection(
      "a device that leaves by itself", .device, .event,
      [field("bus reset", "yes", "no"), field("leaves the bus", "no", "yes")]
    ) {
      $0.steps[3] = .enumeration(DiffStory.Shown(isRunTime: false, isReset: false))
      $0.steps.insert(.departure, at: 3)
    },
  ]

  private static let descriptors = [
    Injection(
      "another bcdDevice", .device, .descriptor,
      [field("bcdDevice", "0101h (1.01)", "0102h (1.02)")]
    ) { $0.show { $0.version = 2 } },
    Injection(
      "another serial number", .device, .descriptor,
      [field("iSerialNumber", "3 (\"A1\")", "3 (\"B2\")")]
    ) { $0.show { $0.serial = "B2" } },
    Injection(
      "another bmAttributes", .device, .descriptor,
      [field("bmAttributes", "07h", "03h"), field("bitManifestationTolerant", "1", "0")]
    ) { $0.show { $0.attributes = 3 } },
    Injection(
      "another wTransferSize", .device, .descriptor,
      [field("wTransferSize", "64 (64 bytes)", "32 (32 bytes)")]
    ) { $0.show { $0.transferSize = 32 } },
  ]

  @Test(arguments: requests + images + answers + descriptors)
  func `gives exactly that difference`(_ injection: Injection) throws {
    var changed = Self.story
    injection.change(&changed)
    let report = try DiffStory.compare(Self.story.bytes(), changed.bytes())
    #expect(report.exitStatus == .violation)
    let found = report.differences
    #expect(found.count == 1, "\(report.text(showsAll: true))")
    let difference = try #require(found.first)
    #expect(difference.side == injection.side)
    #expect(difference.kind == injection.kind)
    #expect(difference.fields == injection.fields)
    #expect(!difference.follows)
    #expect(!difference.isDoubtful)
  }

  @Test(arguments: requests + images + answers + descriptors)
  func `gives one difference from the other side too`(_ injection: Injection) throws {
    var changed = Self.story
    injection.change(&changed)
    let report = try DiffStory.compare(changed.bytes(), Self.story.bytes())
    #expect(report.differences.count == 1, "\(report.text(showsAll: true))")
    let difference = try #require(report.differences.first)
    #expect(difference.side == injection.side)
    let mirrored = injection.fields.map { DiffReport.Field(name: $0.name, a: $0.b, b: $0.a) }
    #expect(difference.fields == mirrored)
  }

  @Test func `the frames lead to the first difference on both sides`() throws {
    var changed = Self.story
    changed.edit(.getStatus, 3) { _, data, _, _ in data[4] = State.dfuERROR.rawValue }
    let report = try DiffStory.compare(
      Self.story.bytes(), changed.bytes(DiffStory.Recording(hasNeighbour: true)))
    let session = try #require(report.sessions.first)
    let difference = try #require(session.conversation.first)
    let around = try #require(session.first)
    #expect(around.a.first?.frame == difference.frameA)
    #expect(around.b.first?.frame == difference.frameB)
    #expect(difference.frameA != difference.frameB)
    #expect(around.a.first?.reply.hasSuffix("bState dfuDNLOAD-IDLE") == true)
    #expect(around.b.first?.reply.hasSuffix("bState dfuERROR") == true)
    #expect(around.before.map(\.a.request) == around.before.map(\.b.request))
    #expect(around.before.last?.a.reply.hasSuffix("bState dfuDNBUSY") == true)
  }

  @Test func `what stands before the first difference is the same on both sides`() throws {
    var changed = Self.story
    for place in changed.places(of: .upload)[1..<4].reversed() { changed.steps.remove(at: place) }
    let report = try DiffStory.compare(Self.story.bytes(), changed.bytes())
    let around = try #require(report.sessions.first?.first)
    #expect(around.before.count == 4)
    #expect(around.before.map(\.a.request) == around.before.map(\.b.request))
    #expect(around.before.map(\.a.reply) == around.before.map(\.b.reply))
  }

  @Test func `what comes after the host's difference may follow from it`() throws {
    var changed = Self.story
    changed.edit(.dnload, 1) { setup, _, _, _ in setup.value = 9 }
    changed.edit(.getStatus, 5) { _, data, _, _ in data[4] = State.dfuERROR.rawValue }
    let found = try DiffStory.compare(Self.story.bytes(), changed.bytes()).differences
    #expect(found.map(\.side) == [.host, .device])
    #expect(found.map(\.follows) == [false, true])
  }

  @Test func `what the host does after the device's difference may follow from it`() throws {
    var changed = Self.story
    let place = changed.places(of: .getStatus)[3]
    changed.steps[place] = DiffStory.poll(.dfuERROR, status: .errVERIFY, wait: 6)
    changed.steps.insert(
      contentsOf: [DiffStory.request(.clrStatus), DiffStory.poll(.dfuIDLE)] + DiffStory.round(0),
      at: place + 1)
    let found = try DiffStory.compare(Self.story.bytes(), changed.bytes()).differences
    #expect(found.first?.side == .device)
    #expect(found.first?.fields.map(\.name).contains("bState") == true)
    #expect(found.dropFirst().allSatisfy { $0.follows || $0.side == .device })
  }

  @Test func `the same difference in many places is told once`() throws {
    var changed = Self.story
    for place in [2, 4, 6, 8] { changed.edit(.getStatus, place) { _, data, _, _ in data[1] = 4 } }
    let report = try DiffStory.compare(Self.story.bytes(), changed.bytes())
    #expect(report.differences.map(\.count) == [4])
    #expect(report.sessions.first?.places.device == 4)
  }

  @Test func `another size of blocks makes no other image`() throws {
    var changed = Self.story
    let places = changed.places(of: .dnload).dropLast()
    changed.steps.removeSubrange(places[0]..<changed.places(of: .dnload)[4])
    let image = (0..<4).flatMap { DiffStory.content(DiffStory.block($0)) }
    for number in (0..<8).reversed() {
      var round = DiffStory.round(UInt16(number))
      if case .transfer(var setup, _, let status, let wait) = round[0] {
        setup.length = 32
        round[0] = .transfer(
          setup, data: Array(image[32 * number..<32 * number + 32]), status: status, wait: wait)
      }
      changed.steps.insert(contentsOf: round, at: places[0])
    }
    changed.edit(.dnload, 8) { setup, _, _, _ in setup.value = 8 }
    let found = try DiffStory.compare(Self.story.bytes(), changed.bytes()).differences
    #expect(!found.contains { $0.kind == .image })
    #expect(found.first?.fields == [Self.field("wLength", "64", "32")])
  }

  @Test func `a descriptor that only one device has is named`() throws {
    var changed = Self.story
    changed.show { $0.hasOtherInterface = true }
    let found = try DiffStory.compare(Self.story.bytes(), changed.bytes()).differences
    #expect(
      found.map(\.subject) == ["DFU mode, CONFIGURATION", "DFU mode, INTERFACE in CONFIGURATION"])
    #expect(found.last?.fields == [Self.field("descriptor", "not there", "there")])
    #expect(found.last?.frameA == nil)
  }

  @Test func `where records are missing the recording may be the cause`() throws {
    var changed = Self.story
    let place = changed.places(of: .dnload)[2]
    changed.steps.replaceSubrange(place..<place + 3, with: [.loss])
    let form = DiffStory.Recording(container: .pcapng)
    let report = try DiffStory.compare(Self.story.bytes(), changed.bytes(form))
    #expect(report.differences.map(\.isDoubtful) == [true])
    #expect(report.text().contains("records are missing here"))
  }

  // MARK: - What is ignored, and what has no counterpart

  @Test(arguments: [
    (DiffIgnored.payload, "another image"), (.payload, "a longer image"),
    (.payload, "a shorter last block"), (.payload, "less is read back"),
    (.serial, "another serial number"), (.version, "another bcdDevice"),
    (.times, "another bwPollTimeout"), (.times, "a poll that comes too early"),
  ])
  func `what is ignored is no difference`(_ ignored: DiffIgnored, _ name: String) throws {
    let all = Self.requests + Self.images + Self.answers + Self.descriptors
    let injection = try #require(all.first { $0.testDescription == name })
    var changed = Self.story
    injection.change(&changed)
    let (a, b) = (Self.story.bytes(), changed.bytes())
    #expect(try DiffStory.compare(a, b, ignored: [ignored]).exitStatus == .conformant)
    let others = Set(DiffIgnored.allCases).subtracting([ignored])
    #expect(try DiffStory.compare(a, b, ignored: others).exitStatus == .violation)
  }

  @Test func `a session without counterpart is a difference`() throws {
    var other = Self.story
    other.show { $0.vendor = 10 }
    var both = Self.story
    both.steps += [.departure] + other.steps
    let report = try DiffStory.compare(Self.story.bytes(), both.bytes())
    #expect(report.exitStatus == .violation)
    #expect(report.sessions.contains { $0.a == nil } || !report.differences.isEmpty)
  }
}

extension DiffStory {
  /// Changes a transfer: the one with this number, from 0, among those of a request.
  mutating func edit(
    _ request: ClassRequest, _ number: Int,
    _ change: (inout SetupPacket, inout [UInt8], inout Int32, inout Double) -> Void
  ) {
    let place = places(of: request)[number]
    guard case .transfer(var setup, var data, var status, var wait) = steps[place] else { return }
    change(&setup, &data, &status, &wait)
    steps[place] = .transfer(setup, data: data, status: status, wait: wait)
  }

  /// Changes what the device shows in DFU mode.
  mutating func show(_ change: (inout Shown) -> Void) {
    for place in steps.indices {
      guard case .enumeration(var shown) = steps[place], !shown.isRunTime else { continue }
      change(&shown)
      steps[place] = .enumeration(shown)
    }
  }

  /// The data of a transfer.
  static func content(_ step: Step) -> [UInt8] {
    if case .transfer(_, let data, _, _) = step { data } else { [] }
  }
}
