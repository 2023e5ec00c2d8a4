import Foundation
import TestSupport
import Testing

/// `check --annotate` of large captures, whose copy is made while they are judged. A copy that goes
/// into a pipe is made afterwards: it tells what the other one has to be.
@Suite struct LargeAnnotateTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private static let captures = ["xua-5.3.0-vhci-xmosdfu", "will-detach"]

  private func line(_ text: String) throws -> Program {
    try Program.line(
      """
      root='\(Program.root.path)'; mkfifo p
      # Both copies of a capture, as a and b, with these further options.
      both() {
        $dfutrace check "$@" --annotate a > one; cat p > b &
        $dfutrace check "$@" --annotate p > other; wait
        cmp one other && cmp a b && echo same
      }
      \(text)
      """, folder: scratch.url)
  }

  /// Writes a capture in which a shipped one comes three times, with so much of another device
  /// between that its copy is begun early. Gives its bytes.
  @discardableResult
  private func writeLarge(_ capture: String, to name: String) throws -> [UInt8] {
    let shipped = Array(
      try Data(
        contentsOf: Program.root.appending(path: "captures/\(capture)/capture.pcap")))
    var file = Array(shipped.prefix(24))
    for hour: UInt32 in 0..<3 {
      let records = Self.records(in: shipped, later: hour * 3_600)
      file += records.joined()
      guard hour < 2, let last = records.last else { continue }
      let stream = last.prefix(8) + Self.bulkRecord
      for _ in 0..<14_000 { file += stream }
    }
    _ = try scratch.file(name, file)
    return file
  }

  private static func number(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  private static func word(_ bytes: some Collection<UInt8>) -> UInt32 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The records of a little-endian pcap with their heads, so many seconds later.
  private static func records(in file: [UInt8], later: UInt32) -> [[UInt8]] {
    var (place, found) = (24, [[UInt8]]())
    while place + 16 <= file.count {
      let next = place + 16 + Int(word(file[place + 8..<place + 12]))
      let seconds = word(file[place..<place + 4]) + later
      found.append(number(seconds) + file[place + 4..<next])
      place = next
    }
    return found
  }

  /// A completion of a bulk endpoint behind its time (kernel documentation, usb/usbmon).
  private static let bulkRecord: [UInt8] = {
    let count: UInt32 = 2_048
    let header =
      [UInt8](repeating: 9, count: 8) + [0x43, 3, 0x81, 120, 1, 0, 0x2D, 0]
      + [UInt8](repeating: 0, count: 16) + number(count) + number(count)
      + [UInt8](repeating: 0, count: 24)
    let record = header + [UInt8](repeating: 0x5A, count: Int(count))
    return number(UInt32(record.count)) + number(UInt32(record.count)) + record
  }()

  // MARK: - Both ways

  @Test(arguments: captures)
  func `both ways give the same copy, also of a copy`(_ capture: String) throws {
    try writeLarge(capture, to: "c")
    let run = try line("both c; mv a c.pcapng; both c.pcapng; both c.pcapng --rules dfu/A.2; ls")
    #expect(run.output == "same\nsame\nsame\na\nb\nc\nc.pcapng\none\nother\np\n")
  }

  @Test func `both ways give the same copy of a damaged capture`() throws {
    var file = try writeLarge("will-detach", to: "c")
    for place in [3_000, 20_000_000, file.count - 2_000] {
      file.replaceSubrange(place..<place + 40, with: [UInt8](repeating: 0xA5, count: 40))
    }
    _ = try scratch.file("c", file.dropLast(5))
    #expect(try line("both c 2>/dev/null").output == "same\n")
  }

  @Test func `both ways give the same copy with what a baseline holds`() throws {
    try writeLarge("xua-5.3.0-vhci-xmosdfu", to: "c")
    let run = try line(
      """
      $dfutrace check c --format json -o r.json; both c --baseline r.json
      grep -a -q '(known)' a && echo known
      """)
    #expect(run.output == "same\nknown\n")
  }

  // MARK: - What others read

  @Test(.enabled(if: AnnotateTests.hasTshark), arguments: captures)
  func `tshark reads the same packets, and the comments of a small capture`(
    _ capture: String
  ) throws {
    try writeLarge(capture, to: "c")
    let run = try line(
      """
      $dfutrace check c --annotate a > /dev/null
      $dfutrace check "$root/captures/\(capture)/capture.pcap" --annotate b > /dev/null
      for f in c a; do tshark -n -r $f -T fields -e frame.number -e frame.time_epoch \
        -e frame.cap_len -e usb.urb_id > $f.packets 2>/dev/null; done
      cmp c.packets a.packets && echo same
      for f in a b; do tshark -n -r $f -T fields -e frame.number -e frame.comment \
        -Y frame.comment > $f.comments 2>/dev/null; done
      grep -c . a.packets
      head -n $(grep -c . b.comments) a.comments | cmp - b.comments && echo same
      capinfos -k a | grep -c 'dfutrace session 1'
      """)
    let packets = 28_000 + 3 * (try Self.count(capture))
    #expect(run.output == "same\n\(packets)\nsame\n1\n", "\(run.complaint)")
  }

  private static func count(_ capture: String) throws -> Int {
    records(
      in: Array(
        try Data(
          contentsOf: Program.root.appending(path: "captures/\(capture)/capture.pcap"))),
      later: 0
    ).count
  }

  // MARK: - No copy

  @Test func `a copy that cannot be written leaves no file, and is told`() throws {
    try writeLarge("will-detach", to: "c")
    let run = try line(
      """
      trap '' XFSZ; (ulimit -f 8000; $dfutrace check c --annotate a > /dev/null; echo $?)
      $dfutrace check c --annotate none/a > /dev/null; echo $?
      $dfutrace check c --annotate ./c > /dev/null; echo $?; ls
      """)
    #expect(run.output == "74\n74\n64\nc\np\n")
    #expect(run.complaint.contains("a: ") && run.complaint.contains("none/a"))
  }

  @Test func `a capture that cannot be judged leaves no copy`() throws {
    var file = try writeLarge("will-detach", to: "c")
    file[20] = 1
    _ = try scratch.file("c", file)
    let run = try line("$dfutrace check c --annotate a > /dev/null; echo $?; ls")
    #expect(run.output == "65\nc\np\n")
  }

  @Test func `a signal leaves nothing of the copy`() throws {
    try writeLarge("will-detach", to: "c")
    // A run that ends before the signal comes is tried again.
    let run = try line(
      """
      for try in $(seq 30); do
        rm -f a
        \(UnfinishedFileTests.unblocked) $dfutrace check c --annotate a > /dev/null & pid=$!
        for turn in $(seq 2000); do [ -e a ] || ls | grep -q '[.]new$' && break; sleep 0.01; done
        kill -TERM $pid 2> /dev/null; wait $pid; status=$?
        [ $status -ne 143 ] || break
      done
      echo $status; ls
      """)
    // bash adds 128 to the number of the signal.
    #expect(run.output == "143\nc\np\n")
  }
}
