import Report
import TestSupport
import Testing

import enum Report.ExitStatus

/// Reports of shards are joined.
@Suite struct MergeTests {
  /// A run of inputs, of which some become a capture, some a failure, and some both.
  private func run(_ count: Int, _ random: inout SeededRandom) -> [(Report.Capture?, CheckFailure?)]
  {
    (0..<count).map { number in
      let name = "c/\(number)\"\u{1B}é.pcap"
      let failure = CheckFailure(file: name, status: .noInput, message: "m\(number)")
      let sessions = [
        [], [Sample.session], [Sample.profiled(.detected)],
        [Report.Session(devices: [], findings: [Sample.undecided])],
      ][Int.random(in: 0..<4, using: &random)]
      let capture = Report.Capture(
        file: name, dialect: "usbmon",
        gaps: random.once(in: 5) ? [.init(frame: 1, reason: "cut")] : [], sessions: sessions)
      if random.once(in: 6) { return (nil, failure) }
      return (capture, sessions.isEmpty ? failure : nil)
    }
  }

  private func report(
    _ inputs: [(Report.Capture?, CheckFailure?)], _ numbers: [Int], shard: Report.Shard?
  ) -> Report.Document {
    var report = Report.Document(tables: Sample.report.tables)
    report.shard = shard
    for number in numbers {
      if let capture = inputs[number].0 { report.captures.append(capture) }
      if let failure = inputs[number].1 { report.failures.append(failure) }
      report.shard?.note(
        input: number, captures: report.captures.count, failures: report.failures.count)
    }
    return report
  }

  /// Reports of all shards of a run, as JSON, by random.
  private func shards(
    _ inputs: [(Report.Capture?, CheckFailure?)], _ count: Int, _ random: inout SeededRandom,
    run: String = "r"
  ) -> [String] {
    let owners = inputs.map { _ in Int.random(in: 1...count, using: &random) }
    return (1...count).map { index in
      let shard = Report.Shard(run: run, count: count, inputs: inputs.count, shards: [index])
      return report(inputs, inputs.indices.filter { owners[$0] == index }, shard: shard).json
    }
  }

  /// The merged text, and the status.
  private func merge(
    _ texts: [String], isPartial: Bool = false, strict: Bool = false
  ) throws -> (text: String, status: ExitStatus) {
    let files = try texts.enumerated().map {
      try ShardFile(StoredText(Array($1.utf8)), file: "\($0)")
    }
    let merge = try Merge(files, isPartial: isPartial)
    var bytes: [UInt8] = []
    merge.write(read: { $2 += Array(texts[Int($0) ?? 0].utf8)[$1] }, to: { bytes += $0 })
    return (String(decoding: bytes, as: UTF8.self), merge.exitStatus(strict: strict))
  }

  @Test func `any shards in any order give the report of the whole run, and its status`() throws {
    var random = SeededRandom(15)
    for _ in 0..<60 {
      let inputs = run(Int.random(in: 0...12, using: &random), &random)
      let whole = report(inputs, Array(inputs.indices), shard: nil)
      let count = Int.random(in: 1...5, using: &random)
      let texts = shards(inputs, count, &random).shuffled(using: &random)
      for strict in [false, true] {
        let merged = try merge(texts, strict: strict)
        #expect(merged.text == whole.json)
        #expect(merged.status == ExitStatus.of(whole, strict: strict))
      }
    }
  }

  @Test func `some shards can be merged first, in any grouping`() throws {
    var random = SeededRandom(16)
    for _ in 0..<40 {
      let inputs = run(Int.random(in: 1...10, using: &random), &random)
      let whole = report(inputs, Array(inputs.indices), shard: nil).json
      var texts = shards(inputs, Int.random(in: 2...6, using: &random), &random)
      while texts.count > 1 {
        texts.shuffle(using: &random)
        let taken = Int.random(in: 2...texts.count, using: &random)
        let some = Array(texts[..<taken])
        let joined = try merge(some, isPartial: true).text
        let turned = try merge(some.reversed(), isPartial: true).text
        #expect(joined == turned)
        texts = [joined] + texts[taken...]
      }
      #expect(texts == [whole])
    }
  }

  /// A report that was changed, with the seal that fits it.
  private func sealed(_ text: String) -> String {
    let seal = Seal()
    let body = Array(text.utf8.dropLast(SealedText.ending(seal).count))
    seal.add(body)
    return String(decoding: body + SealedText.ending(seal), as: UTF8.self)
  }

  private func refusal(_ texts: [String], isPartial: Bool = false) -> CheckFailure? {
    do {
      _ = try merge(texts, isPartial: isPartial)
      return nil
    } catch let failure as CheckFailure {
      return failure
    } catch {
      return nil
    }
  }

  @Test func `a shard that is missing, doubled or of another run is named`() throws {
    var random = SeededRandom(17)
    let inputs = run(8, &random)
    let texts = shards(inputs, 3, &random)
    let missing = refusal([texts[0], texts[2]])
    #expect(missing?.status == .unreadable)
    #expect(missing?.message.contains("Of 3 shards, these are missing: 2.") == true)
    let doubled = refusal(texts + [texts[1]])
    #expect(doubled?.file == "3")
    #expect(doubled?.message.contains("holds shard 2, which 1 holds too") == true)
    #expect(refusal([texts[0], texts[0]], isPartial: true)?.status == .unreadable)
    let other = shards(inputs, 3, &random, run: "other")
    let foreign = refusal([texts[0], texts[1], other[2]])
    #expect(foreign?.file == "2")
    #expect(foreign?.message.contains("is of another run than 0") == true)
    let older = texts[2].replacing("\"version\": \"", with: "\"version\": \"9")
    #expect(refusal([texts[0], texts[1], older])?.file == "2")
  }

  @Test func `of many missing shards the first are named`() {
    func part(_ count: String) -> String {
      let text = report([], [], shard: Report.Shard(run: "r", count: 7, inputs: 0, shards: [2]))
        .json
      return sealed(text.replacing("\"count\": 7", with: "\"count\": \(count)"))
    }
    #expect(refusal([part("4")])?.message.contains("are missing: 1, 3, 4. ") == true)
    let many = refusal([part("1099511627776")])?.message
    #expect(many?.contains("missing: 1, 3, 4, 5, ") == true)
    #expect(many?.contains(", 20, 21 and 1099511627755 more. ") == true)
    for count in ["0", "1", "-1"] { #expect(refusal([part(count)]) != nil) }
  }

  @Test func `shards that judged another list leave a hole or an overlap`() throws {
    var random = SeededRandom(18)
    let inputs = run(8, &random)
    func part(_ index: Int, _ numbers: [Int]) -> String {
      report(
        inputs, numbers,
        shard: Report.Shard(run: "r", count: 2, inputs: 8, shards: [index])
      ).json
    }
    #expect(refusal([part(1, [0, 1, 2, 3]), part(2, [4, 5, 6, 7])]) == nil)
    let hole = refusal([part(1, [0, 1, 2]), part(2, [4, 5, 6, 7])])
    #expect(hole?.message.contains("hold 7 of 8 inputs") == true)
    let overlap = refusal([part(1, [0, 1, 2, 3, 4]), part(2, [4, 5, 6, 7])])
    #expect(overlap?.message.contains("another shard holds too") == true)
  }

  @Test(arguments: [
    (#""violation": true"#, #""violation": false"#), (#""violation": true,"#, ""),
    (#""undecided": "#, #""settled": "#), (#""file": "a.pcap","#, ""),
  ])
  func `a shard that was changed by hand is refused`(old: String, new: String) throws {
    let capture = Report.Capture(file: "a.pcap", dialect: "usbmon", sessions: [Sample.session])
    let shard = Report.Shard(run: "r", count: 1, inputs: 1, shards: [1])
    let text = report([(capture, nil)], [0], shard: shard).json
    #expect(refusal([text]) == nil)
    let changed = text.replacing(old, with: new)
    #expect(changed != text)
    #expect(refusal([changed])?.status == .unreadable)
  }

  @Test func `a shard of which any byte was changed is refused`() throws {
    var random = SeededRandom(21)
    let text = shards(run(4, &random), 1, &random)[0]
    #expect(sealed(text) == text)
    let bytes = Array(text.utf8)
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &random)
      #expect(throws: CheckFailure.self) { try ShardFile(StoredText(changed), file: "x") }
    }
  }

  @Test(arguments: [
    ("\"lengths\": [", "\"lengths\": [1"), ("\"lengths\": [", "\"lengths\": [7, "),
    ("\"lengths\": ", "\"long\": "), ("\"captures\": [0]", "\"captures\": []"),
    ("\"captures\": [0]", "\"captures\": [9]"), ("      \"file\": ", "      \"path\": "),
    ("\"failures\": [", "\"failures\": [1, "), ("\"shards\": [1]", "\"shards\": [2]"),
    ("\n  \"captures\": ", "\n  \"capture\": "), ("\n  \"shard\": ", "\n  \"part\": "),
    ("\"status\": 66", "\"status\": 3"),
  ])
  func `a shard whose lists do not fit is refused, whatever its seal`(
    old: String, new: String
  ) throws {
    let capture = Report.Capture(file: "a.pcap", dialect: "usbmon", sessions: [Sample.session])
    let failure = CheckFailure(file: "a.pcap", status: .noInput, message: "m")
    let shard = Report.Shard(run: "r", count: 1, inputs: 1, shards: [1])
    let text = report([(capture, failure)], [0], shard: shard).json
    #expect(refusal([sealed(text)]) == nil)
    let changed = text.replacing(old, with: new)
    #expect(changed != text)
    #expect(refusal([sealed(changed)])?.status == .unreadable)
  }

  @Test func `a capture that two shards hold is named`() throws {
    let capture = Report.Capture(file: "a\u{1B}.pcap", dialect: "usbmon")
    func part(_ index: Int) -> String {
      let shard = Report.Shard(run: "r", count: 2, inputs: 2, shards: [index])
      return report([(capture, nil), (capture, nil)], [index - 1], shard: shard).json
    }
    let failure = refusal([part(1), part(2)])
    #expect(failure?.status == .unreadable && failure?.file == "1")
    #expect(failure?.message.hasPrefix("The capture a\\u{1B}.pcap is there twice") == true)
  }

  @Test func `a whole report, another document and a cut one are refused`() throws {
    var random = SeededRandom(19)
    let text = shards(run(3, &random), 1, &random)[0]
    #expect(refusal([Sample.report.json])?.message.contains("is of a whole run") == true)
    #expect(refusal(["{}"])?.message.hasPrefix("This is no JSON report of dfutrace") == true)
    let bytes = Array(text.utf8)
    for length in stride(from: 0, to: bytes.count - 1, by: 13) {
      let cut = StoredText(Array(bytes[..<length]))
      #expect(throws: CheckFailure.self) { try ShardFile(cut, file: "x") }
    }
    let fewer = text.replacing("\"captures\": [0,", with: "\"captures\": [")
    if fewer != text { #expect(refusal([fewer])?.message.contains("is damaged") == true) }
  }

  @Test func `a shard follows the published schema, and is no baseline`() throws {
    var random = SeededRandom(20)
    let text = shards(run(6, &random), 2, &random)[0]
    #expect(try PublishedSchema().complaints(about: Document(text)) == [])
    #expect(throws: CheckFailure.self) { try ReadReport(Array(text.utf8), file: "x") }
  }
}
