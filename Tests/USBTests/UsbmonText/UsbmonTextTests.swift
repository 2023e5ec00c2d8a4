import Testing

@testable import USB

/// The words are those of the kernel documentation, usb/usbmon, "Raw text data format".
@Suite struct `usbmon's text` {
  private func read(_ text: String) -> TextReading { TextReading(text, UsbmonTextDecoder()) }

  private let device = DeviceAddress(bus: 1, address: 5)

  @Test func `a submission and its completion are a transfer`() {
    let read = read(
      """
      ffff880146a5bb00 1000 S Ci:1:005:0 s a1 03 0000 0002 0006 6 <
      ffff880146a5bb00 1500 C Ci:1:005:0 0 6 = 00280100 0405

      """)
    #expect(
      read.transfers == [
        ControlTransfer(
          device: device,
          setup: SetupPacket(requestType: .classInterfaceIn, request: 3, index: 2, length: 6),
          outcome: .acknowledged, rawStatus: 0, actualLength: 6, data: [0, 0x28, 1, 0, 4, 5],
          submitted: Moment(frame: 1, nanoseconds: 1_000_000),
          completed: Moment(frame: 2, nanoseconds: 1_500_000))
      ])
    #expect(read.bins.used == 2 && read.bins.sum == 2)
  }

  @Test func `the form 1t has no bus`() throws {
    let read = read(
      """
      d5ea89a0 3575914555 S Ci:001:00 s a3 00 0000 0003 0004 4 <
      d5ea89a0 3575914560 C Ci:001:00 0 4 = 01050000

      """)
    let transfer = try #require(read.transfers.first)
    #expect(transfer.device == DeviceAddress(bus: 0, address: 1))
    #expect(transfer.data == [1, 5, 0, 0])
    #expect(read.limits.last == "The number of the bus is not shown: 0 stands for it.")
  }

  @Test func `other endpoints are told by the address word`() {
    let read = read(
      """
      ffff8801447998c0 3026444680 C Ii:2:002:1 0:2048 2 = 2000
      ffff8801447998c0 3026444684 S Ii:2:002:1 -115:2048 2 <
      dd65f0e8 4128379752 S Bo:1:005:2 -115 31 = 55534243 5e000000
      ee 7 S Zi:1:003:1 -115:1:0 2 -18:0:192 -18:192:192 384 <
      ee 8 C Zi:1:003:1 0:1:15:0 2 0:0:192 0:192:192 384 = 00000000
      ee 9 C Zo:1:003:1 0:1:15:0 1 0:0:192 0
      ee 9 S Co:1:003:1 s 21 01 0000 0000 0000 0

      """)
    let devices = (1...7).map { read.kinds[$0] }
    let hub = DeviceAddress(bus: 2, address: 2)
    let audio = DeviceAddress(bus: 1, address: 3)
    #expect(
      devices == [
        .other(hub), .other(hub), .other(device), .other(audio), .other(audio), .other(audio),
        .other(audio),
      ])
    #expect(read.bins.sum == 7 && read.transfers.isEmpty)
  }

  @Test func `of cut data the length is known`() throws {
    let word = " 00010203"
    let read = read(
      "a 1 S Co:1:005:0 s 21 01 0000 0000 0040 64 =" + String(repeating: word, count: 8) + "\n"
        + "a 2 C Co:1:005:0 0 64 >\n")
    let transfer = try #require(read.transfers.first)
    #expect(transfer.actualLength == 64)
    #expect(transfer.data.count == 32)
    #expect(!transfer.dataIsComplete)
  }

  @Test(arguments: [" <", " D", " L", " Z", " >", ""])
  func `a tag other than = stands where there are no data`(tag: String) throws {
    let read = read(
      "a 1 S Ci:1:005:0 s a1 03 0000 0000 0006 6 <\na 2 C Ci:1:005:0 0 6\(tag)\n")
    let transfer = try #require(read.transfers.first)
    #expect(transfer.data.isEmpty && transfer.actualLength == 6)
    #expect(transfer.outcome == .acknowledged)
  }

  @Test(arguments: [
    ("0", TransferOutcome.acknowledged), ("-32", .stalled), ("-110", .timedOut),
    ("-2", .cancelled), ("-104", .cancelled), ("-71", .wireError), ("-75", .overflowed),
    ("-108", .disconnected), ("-32:8", .stalled),
  ])
  func `the status word tells how it ended`(status: String, outcome: TransferOutcome) {
    let read = read(
      "a 1 S Co:1:005:0 s 21 04 0000 0000 0000 0\na 2 C Co:1:005:0 \(status) 0\n")
    #expect(read.summary == ["1-2 \(outcome)"])
  }

  @Test func `a submission that failed was not sent`() {
    let read = read("a 1 S Co:1:005:0 s 21 04 0000 0000 0000 0\na 2 E Co:1:005:0 -19 0\n")
    #expect(read.transfers.map(\.outcome) == [.notSent])
    #expect(read.transfers.map(\.rawStatus) == [-19])
  }

  @Test(arguments: ["D __ __ ____ ____ ____ 6 <", "-115 6 <", "__ a1 03 0000 0000 0006 6 <"])
  func `a setup packet that was not captured`(rest: String) {
    let read = read("a 1 S Ci:1:005:0 \(rest)\n")
    #expect(read.kinds[1] == .undecodable(.withoutSetup))
    #expect(read.bins.undecodable == 1 && read.bins.sum == 1)
  }

  @Test(arguments: [
    "hello", "a", "a 1", "a 1 S", "a 1 S Ci:1:005:0", "g 1 C Co:1:005:0 0 0",
    "a -1 C Co:1:005:0 0 0", "a 1 CC Co:1:005:0 0 0", "a 1 C Co:1:256:0 0 0",
    "a 1 C Xo:1:005:0 0 0", "a 1 C Co;1:005:0 0 0", "a 1 C Co:1:2:3:0 0 0", "a 1 C Co:00:0 0",
    "a 1 C Co:1::0 0 0", "a 1 C Co:70000:005:0 0 0", "a 1 C Co:1:005:0 0",
    "a 1 C Co:1:005:0 0 -1", "a 1 C Co:1:005:0 0 1 == 00", "a 1 C Ci:1:005:0 0 1 = 0",
    "a 1 C Ci:1:005:0 0 1 = 0000", "a 1 C Ci:1:005:0 0 2 = 00xx",
    "a 1 S Ci:1:005:0 s a1 03 0000 0000 0006", "a 1 S Ci:1:005:0 s 1a1 03 0000 0000 0006 6",
    "a 1 S Ci:1:005:0 s a1 03 10000 0000 0006 6", "a 1 C Ci:1:005:0 s a1 03 0000 0000 0006 6",
    "a 9999999999999999999 C Co:1:005:0 0 0", "11111111111111111 1 C Co:1:005:0 0 0",
  ])
  func `a line of another form cannot be read`(line: String) {
    let read = read(line + "\n")
    #expect(read.kinds[1] == .undecodable(.malformed))
    #expect(read.bins.undecodable == 1 && read.bins.sum == 1)
  }

  @Test func `an event of another letter cannot be read`() {
    #expect(read("a 1 X Co:1:005:0 0 0\n").kinds[1] == .undecodable(.unknownKind(0x58)))
  }

  @Test func `comments are no records, and a frame is a line`() {
    let read = read(
      "# usbmon\r\n\r\na 1 S Co:1:005:0 s 21 04 0000 0000 0000 0\r\n  # more\n"
        + "\ta  2\tC Co:1:005:0 0 0 \r\n")
    #expect(read.summary == ["3-5 acknowledged"])
    #expect(read.bins.sum == 2)
  }

  @Test func `what lacks its other half is told`() {
    let read = read(
      "a 1 C Co:1:005:0 0 0\nb 2 S Co:1:005:0 s 21 04 0000 0000 0000 0\n")
    #expect(read.lost.map(\.line) == [1] && read.lost.map(\.device) == [device])
    #expect(read.summary == ["2- unknown"])
    #expect(read.bins.unpaired == 2)
  }

  // MARK: - The clock

  private func times(_ microseconds: [Int64]) -> [Int64] {
    var clock = UsbmonTextClock()
    return microseconds.map { clock.unwrapped($0) }
  }

  @Test func `the clock starts again after 4096 s`() {
    #expect(
      times([4_095_999_999, 5, 2_000_000_000])
        == [4_095_999_999, 4_096_000_005, 6_096_000_000])
    #expect(
      times([4_095_999_999, 5, 4_000_000_000, 7])
        == [4_095_999_999, 4_096_000_005, 8_096_000_000, 8_192_000_007])
    // A step back that is no new round stays one.
    #expect(times([3_000_000_000, 1_000_000_000]) == [3_000_000_000, 1_000_000_000])
  }

  @Test func `a clock of 32 bits starts again there`() {
    #expect(times([4_294_967_290, 4]) == [4_294_967_290, 4_294_967_300])
  }

  @Test func `two processors at the end of a round are not two rounds`() {
    #expect(
      times([4_095_999_990, 10, 4_095_999_995, 20])
        == [4_095_999_990, 4_096_000_010, 4_095_999_995, 4_096_000_020])
  }

  @Test func `no number of rounds overflows`() {
    var clock = UsbmonTextClock()
    for _ in 0..<300_000 {
      _ = clock.unwrapped(4_095_999_999)
      #expect(clock.unwrapped(2_000_000) < Int64.max / 1000)
    }
    #expect(times([999_999_999_999_999_999])[0] < Int64.max / 1000)
  }

  // MARK: - Recognition

  @Test(arguments: [
    "ffff88003a5b1c00 3575914555 S Ci:1:001:0 s a3 00 0000 0003 0004 4 <\n",
    "# a comment\n\nd5ea89a0 3575914555 S Ci:001:00 s a3 00 0000 0003 0004 4 <\n",
    "4000 1 C Bo:1:004:2 0 31 >\n",
  ])
  func `is known by its first line`(text: String) {
    let isKnown = UsbmonTextDecoder.recognises(Array(text.utf8).span)
    #expect(isKnown)
  }

  @Test(arguments: [
    "", "\n", "# only a comment\n", "dear diary, S Ci:1:001:0 came to tea\n",
    "hello\n4000 1 C Bo:1:004:2 0 31 >\n", "# Level,Sp,Index,m:s.ms.us,Dev,Ep,Record,Summary\n",
  ])
  func `is not what begins otherwise`(text: String) {
    let isKnown = UsbmonTextDecoder.recognises(Array(text.utf8).span)
    #expect(!isKnown)
  }

  // MARK: - Damage

  private let sample = """
    # sample
    a 1 S Ci:1:005:0 s a1 03 0000 0000 0006 6 <
    a 2 C Ci:1:005:0 0 6 = 00280100 0405
    b 3 S Co:1:005:0 s 21 01 0000 0000 0004 4 = 01020304
    b 4 C Co:1:005:0 -32 0 >
    c 5 C Ii:2:002:1 0:2048 2 = 2000

    """

  @Test func `any byte may change, and every record has its bin`() {
    let bytes = Array(sample.utf8)
    for index in bytes.indices {
      for value in [0, 0xFF, bytes[index] ^ 1, bytes[index] ^ 0x80, 0x0A] as [UInt8] {
        var changed = bytes
        changed[index] = value
        let read = TextReading(changed, UsbmonTextDecoder())
        #expect(read.bins.sum == read.kinds.count)
      }
    }
  }
}
