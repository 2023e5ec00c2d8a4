import Checker
import DFU
import SpecTable
import TestSupport
import Testing
import USB

/// Each deviation that an overlay declares, by an exchange that shows it.
@Suite struct DeviationTests {
  private static let library = try? SpecLibrary.shipped()
  private static let base = try? CompiledTable(Table.shipped())
  private static let profiles: [String: CompiledTable] = {
    let pairs = (library?.profiles ?? []).compactMap { profile in
      (try? library?.table(profile: profile.name)).map { (profile.name, CompiledTable($0)) }
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }()

  /// What a transcript gives under the base and under a profile, line by line.
  struct Judged {
    var remark: String
    var frame: Int
    var base: [Finding]
    var profile: [Finding]
  }

  static func judge(
    _ text: String, by profile: String
  ) throws -> (lines: [Judged], profile: Checker) {
    let transcript = try Transcript(text)
    var base = Checker(try #require(Self.base))
    var overlay = Checker(try #require(Self.profiles[profile]))
    var lines: [Judged] = []
    for (observation, remark) in zip(transcript.observations, transcript.remarks) {
      let counts = (base.findings.count, overlay.findings.count)
      base.observe(observation)
      overlay.observe(observation)
      lines.append(
        Judged(
          remark: remark, frame: observation.at.frame,
          base: base.findings[counts.0...].filter { $0.actor == .device },
          profile: overlay.findings[counts.1...].filter { $0.actor == .device }))
    }
    return (lines, overlay)
  }

  @Test(arguments: DeviationScenario.all)
  func `what the base finds the profile declares`(_ scenario: DeviationScenario) throws {
    let (lines, checker) = try Self.judge(scenario.text, by: scenario.profile)
    for line in lines {
      let place = Comment(rawValue: "\(scenario.text) at frame \(line.frame): \(line.remark)")
      let worst = line.base.map(\.verdict).max() ?? .pass
      let left = line.profile.filter { $0.verdict >= .warning }.map(\.rule)
      #expect(left.isEmpty, place)
      guard let id = line.remark.split(separator: " ").last else {
        #expect(worst < .warning, place)
        continue
      }
      let isBelow = line.remark.hasPrefix("note ") || line.remark.hasPrefix("only ")
      #expect(isBelow ? worst < .warning : worst >= .warning, place)
      #expect(!line.remark.hasPrefix("only ") || worst == .pass, place)
      let rules = line.profile.filter { $0.verdict == .declared }.map(\.rule)
      let moved = checker.declaredMoves.rule(explaining: line.frame).map { [$0] } ?? []
      let explained = rules.isEmpty ? moved : rules
      #expect(explained.contains { $0.hasPrefix("xmos/\(id)/") }, place)
    }
  }

  @Test func `every declared deviation has an exchange that shows it`() throws {
    let library = try #require(Self.library)
    let families = library.profiles.filter { $0.namespace == "xmos" }
    #expect(families.count == 6)
    for profile in families {
      let shown = Set(DeviationScenario.all.filter { $0.profile == profile.name }.map(\.id))
      let table = try library.table(profile: profile.name)
      let declared = Set(table.deviations.filter { $0.noRow == nil }.map(\.id))
      #expect(declared == shown, "\(profile.name)")
    }
  }

  /// What one generation does and another does not.
  @Test(arguments: [
    ("X02", "xmos/sc_usb_audio-6"), ("X03", "xmos/lib_xua-4"), ("X08", "xmos/lib_xua-5"),
    ("X11", "xmos/lib_dfu-2"), ("X14", "xmos/lib_xua-4"), ("X25", "xmos/lib_xua-4"),
    ("X07", "xmos/lib_xua-5"), ("X33", "xmos/lib_xua-5"), ("X32", "xmos/lib_dfu-2"),
    ("F2", "xmos/lib_dfu-2"), ("F5", "xmos/lib_xua-5"), ("X10", "xmos"), ("X05", "xmos"),
  ])
  func `the wrong profile leaves something undeclared`(_ id: String, _ profile: String) throws {
    let scenarios = DeviationScenario.all.filter { $0.id == id && $0.profile != profile }
    let scenario = try #require(scenarios.first)
    let (lines, _) = try Self.judge(scenario.text, by: profile)
    #expect(lines.flatMap(\.profile).contains { $0.verdict >= .warning })
  }

  /// What a device shows behind its return is about a request before it, whose answer came first.
  @Test(arguments: DeviationScenario.all + DeviationScenario.neighbours)
  func `no answer comes before the frame of its finding`(_ scenario: DeviationScenario) throws {
    let (lines, _) = try Self.judge(scenario.text, by: scenario.profile)
    for finding in lines.flatMap({ $0.base + $0.profile }) {
      #expect((finding.completionFrame ?? .max) >= finding.at.frame, "\(finding.rule)")
    }
  }

  @Test func `lib_dfu never skips dfuMANIFEST`() throws {
    let text = """
      attached left
      dfu dnload upload tolerant will-detach detach=250
      configured 1
      DNLOAD 0 64 -> ACK
      GETSTATUS -> OK 0 dfuDNLOAD-IDLE
      DNLOAD 1 0 -> ACK
      GETSTATUS -> OK 0 dfuIDLE
      """
    let (lines, _) = try Self.judge(text, by: "xmos/lib_dfu-2")
    #expect(lines.last?.profile.map(\.verdict) == [.violation])
    #expect(lines.last?.base.map(\.verdict) == [.note])
  }
}
