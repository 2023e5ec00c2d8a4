import Testing

@testable import USB

/// The columns are those of an export of Data Center 6.63, and the names of the rows those that
/// exports of it show. What the rows mean follows from USB 2.0, 8.5.3.
@Suite struct `The table of Total Phase Data Center` {
  private static let heading = """
    # Total Phase Data Center(tm) v6.73
    # Level,Sp,Index,m:s.ms.us,Dur,Len,Err,Dev,Ep,Record,Summary

    """

  private func read(_ rows: String...) -> TextReading {
    TextReading(
      Self.heading + rows.map { $0 + "\n" }.joined(), TotalPhaseDecoder())
  }

  private let getStatus = setup("A1 03 00 00 00 00 06 00")
  private let clrStatus = setup("21 04 00 00 00 00 00 00")
  private let dnload = setup("21 01 02 00 00 00 40 00")
  private let statusIn = "0,FS,9,0:01.003.000,7.500 us,0 B,,05,00,IN txn,"
  private let statusOut = "0,FS,9,0:01.003.000,7.500 us,0 B,,05,00,OUT txn,"

  private static func setup(_ bytes: String) -> String {
    "0,FS,1,0:01.000.010,13.000 us,8 B,,05,00,SETUP txn,\(bytes)"
  }

  private func data(
    _ direction: String, _ length: Int, _ bytes: String, err: String = ""
  ) -> String {
    "0,FS,2,0:01.001.000,20.250 us,\(length) B,\(err),05,00,\(direction) txn,\(bytes)"
  }

  // MARK: - Transfers

  @Test func `three stages are a transfer, from the SETUP to the end of the status`() {
    let read = read(getStatus, data("IN", 6, "00 28 01 00 04 05"), statusOut)
    #expect(
      read.transfers == [
        ControlTransfer(
          device: DeviceAddress(bus: 0, address: 5),
          setup: SetupPacket(requestType: .classInterfaceIn, request: 3, length: 6),
          outcome: .acknowledged, rawStatus: nil, actualLength: 6, data: [0, 0x28, 1, 0, 4, 5],
          submitted: Moment(frame: 3, nanoseconds: 1_000_010_000),
          completed: Moment(frame: 5, nanoseconds: 1_003_007_500))
      ])
    #expect(read.bins.used == 3 && read.bins.sum == 3)
  }

  @Test func `without a data stage the status is IN`() {
    #expect(read(clrStatus, statusIn).summary == ["3-4 acknowledged"])
    // An OUT there is no stage of this transfer (USB 2.0, 8.5.3).
    #expect(read(clrStatus, statusOut, statusIn).summary == ["3-5 acknowledged"])
  }

  @Test func `data of several transactions are put together`() throws {
    let first = data("OUT", 32, String(repeating: "11 ", count: 32))
    let second = data("OUT", 32, String(repeating: "22 ", count: 32))
    let transfer = try #require(read(dnload, first, second, statusIn).transfers.first)
    #expect(
      transfer.data == [UInt8](repeating: 0x11, count: 32) + [UInt8](repeating: 0x22, count: 32))
    #expect(transfer.actualLength == 64 && transfer.dataIsComplete)
  }

  @Test(arguments: ["…", "...", " …"])
  func `data that the table cuts have a length, and no more bytes`(mark: String) throws {
    let cut = data("OUT", 32, String(repeating: "11 ", count: 23) + "11" + mark)
    let second = data("OUT", 32, String(repeating: "22 ", count: 32))
    let transfer = try #require(read(dnload, cut, second, statusIn).transfers.first)
    #expect(transfer.data == [UInt8](repeating: 0x11, count: 24))
    #expect(transfer.actualLength == 64 && !transfer.dataIsComplete)
    #expect(transfer.outcome == .acknowledged)
  }

  @Test(arguments: [
    ("IN txn (STALL)", true), ("OUT txn (STALL)", false),
  ])
  func `a STALL ends the transfer`(record: String, isIn: Bool) {
    let stall = "0,FS,2,0:01.001.000,4.500 us,,,05,00,\(record),"
    #expect(read(isIn ? getStatus : dnload, stall).summary == ["3-4 stalled"])
  }

  @Test func `a STALL of the status stage ends it too`() throws {
    let whole = data("OUT", 64, String(repeating: "11 ", count: 64))
    let stall = "0,FS,9,0:01.003.000,4.500 us,,,05,00,IN txn (STALL),"
    let transfer = try #require(read(dnload, whole, stall).transfers.first)
    #expect(transfer.outcome == .stalled && transfer.actualLength == 64)
  }

  @Test(arguments: [
    "0,FS,2,0:01.000.500,900.000 us,,,05,00,[63 IN-NAK],[Periodic Timeout]",
    "0,FS,2,0:01.000.500,900.000 us,,,05,00,OUT txn (NAK),",
    "0,HS,2,0:01.000.500,900.000 us,,,05,00,[4 PING-NAK],",
  ])
  func `NAK says only that the host asked`(row: String) {
    #expect(read(clrStatus, row, statusIn).summary == ["3-5 acknowledged"])
    // The host gave up: it asked, got nothing, and began something else.
    let given = read(clrStatus, row, clrStatus, statusIn)
    #expect(given.summary == ["3-4 cancelled", "5-6 acknowledged"])
    #expect(given.transfers[0].completed?.nanoseconds == 1_001_400_000)
  }

  @Test func `an answer after NAK is as late as its row ends`() {
    let late = "0,FS,2,0:01.000.500,288.090.895 ms,6 B,,05,00,IN txn   [9 POLL],00 00 00 00 05 00"
    let read = read(getStatus, late, statusOut)
    #expect(read.times[4] == 1_288_590_895)
    #expect(read.transfers.map(\.actualLength) == [6])
  }

  @Test func `an end that no row shows is unknown`() {
    #expect(read(clrStatus, clrStatus, statusIn).summary == ["3- unknown", "4-5 acknowledged"])
    #expect(read(clrStatus).summary == ["3- unknown"])
    #expect(read(clrStatus).bins.unpaired == 1)
  }

  @Test func `a row without its SETUP is told`() {
    let read = read(statusIn, "0,FS,2,0:01.000.500,1.000 us,,,05,00,[2 IN-NAK],")
    #expect(read.lost.map(\.line) == [3, 4] && read.transfers.isEmpty)
    #expect(read.bins.unpaired == 2)
  }

  @Test func `more than was asked for is an overflow`() {
    let long = data("IN", 8, "00 28 01 00 04 05 06 07")
    #expect(read(getStatus, long, statusOut).transfers.map(\.outcome) == [.overflowed])
    #expect(read(clrStatus, data("IN", 1, "00")).transfers.map(\.outcome) == [.overflowed])
  }

  @Test func `two devices do not mix`() {
    let other = clrStatus.replacing(",05,00,", with: ",06,00,")
    let end = statusIn.replacing(",05,00,", with: ",06,00,")
    let read = read(clrStatus, other, end, statusIn)
    #expect(read.summary == ["4-5 acknowledged", "3-6 acknowledged"])
    #expect(read.transfers.map(\.device.address) == [6, 5])
  }

  // MARK: - Errors that the analyser marked

  @Test func `after an error it is not sure what moved`() throws {
    let bad = data("IN", 6, "00 28 01 00 04 05", err: "C")
    let good = data("IN", 6, "00 28 01 00 04 05")
    let transfer = try #require(read(getStatus, bad, good, statusOut).transfers.first)
    #expect(transfer.outcome == .acknowledged && transfer.actualLength == nil)
    #expect(transfer.data == [0, 0x28, 1, 0, 4, 5])
    #expect(read(getStatus, bad, clrStatus, statusIn).summary.first == "3- unknown")
  }

  @Test func `a SETUP that the device did not take is sent again`() {
    let bad = clrStatus.replacing(",8 B,,", with: ",8 B,T,")
    let read = read(bad, bad, clrStatus, statusIn)
    #expect(read.summary == ["5-6 acknowledged"])
    #expect(read.bins.used == 4)
    #expect(self.read(bad, getStatus).summary == ["3- unknown", "4- unknown"])
  }

  // MARK: - The tree

  @Test func `packets and titles repeat their transactions`() {
    let read = read(
      "0,FS,1,0:01.000.010,80.000 us,6 B,,05,00,Control Transfer,00 28 01 00 04 05",
      getStatus.replacing("0,FS", with: "1,FS"),
      "2,FS,2,0:01.000.010,2.000 us,3 B,,05,00,SETUP packet,2D 05 00",
      "2,FS,3,0:01.000.012,8.000 us,11 B,,05,00,DATA0 packet,C3 A1 03 00 00 00 00 06 00 00 00",
      "2,FS,4,0:01.000.021,1.000 us,1 B,,05,00,ACK packet,D2",
      data("IN", 6, "00 28 01 00 04 05").replacing("0,FS", with: "1,FS"),
      statusOut.replacing("0,FS", with: "1,FS"),
      "2,FS,9,0:01.003.005,1.000 us,1 B,,05,00,ACK packet,D2")
    #expect(read.summary == ["4-9 acknowledged"])
    #expect(read.bins.used == 3 && read.bins.copies == 5 && read.bins.sum == 8)
    #expect(read.lost.isEmpty)
  }

  @Test func `titles without their transactions are missing transfers`() {
    let title = "0,FS,1,0:01.000.010,80.000 us,18 B,,05,00,Get Device Descriptor,Index=0 Length=18"
    let read = read(title, title, clrStatus, statusIn)
    #expect(read.lost.map(\.line) == [4, 5])
    #expect(read.summary == ["5-6 acknowledged"])
    #expect(read.bins.unpaired == 2 && read.bins.sum == 4)
    let last = self.read(clrStatus, statusIn, title)
    #expect(last.bins.unpaired == 1 && last.bins.sum == 3)
    let before = self.read(title, statusIn)
    #expect(before.bins.unpaired == 2 && before.bins.sum == 2)
  }

  /// The rows of a transaction's packets.
  private func packets(_ bytes: String...) -> String {
    bytes.map { bytes in
      let length = bytes.split(separator: " ").count
      return "1,FS,2,0:01.000.010,2.000 us,\(length) B,,05,00,   X packet,\(bytes)"
    }.joined(separator: "\n")
  }

  @Test func `packets alone are put together as those on the wire`() {
    let setup = packets("2D 05 D0", "C3 A1 03 00 00 00 00 06 00 44 E0", "D2")
    let answer = packets("69 05 D0", "4B 00 28 01 00 04 05 5C DD", "D2")
    let status = packets("E1 05 D0", "4B 00 00", "D2")
    let read = read(setup, answer, status)
    #expect(
      read.transfers.map(\.setup) == [
        SetupPacket(requestType: .classInterfaceIn, request: 3, length: 6)
      ])
    #expect(read.transfers.map(\.data) == [[0, 0x28, 1, 0, 4, 5]])
    #expect(read.summary == ["4-11 acknowledged"])
    #expect(read.bins.used == 9 && read.bins.sum == 9)
    #expect(read.limits.contains { $0.hasPrefix("Without transactions, a packet") })
    // What is shown of the answer has no end.
    let cut = self.read(setup, answer.replacing("05 5C DD", with: "05…"), status)
    #expect(cut.summary == ["4- unknown"] && cut.bins.undecodable == 1 && cut.bins.sum == 9)
    let stall = self.read(setup, packets("69 05 D0", "1E"))
    #expect(stall.summary == ["4-7 stalled"])
  }

  @Test func `packets without their bytes cannot be read`() {
    let read = read("0,FS,2,0:01.000.010,2.000 us,3 B,,05,00,SETUP packet,")
    #expect(read.kinds[3] == .undecodable(.packetAlone))
  }

  @Test func `other endpoints and the bus have their bins`() {
    let read = read(
      "0,,0,0:00.000.000,,,,,,Capture started (Aggregate),[Fri 03 Jun 2016 12:00:01 BST]",
      "0,,7,0:10.127.444,31.007.125 ms,,,,,[32 SOF],[Frames: 1881 - 1912] ",
      "0,,8,0:10.600.509,50.312 us,64 B,,01,02,OUT txn,05 00 16 01 00 04 00 00 00 00 00 00 0…",
      "0,,9,0:10.646.519,192.077.562 ms,64 B,,01,02,IN txn   [6 POLL],0C 00 16 07",
      "0,,10,0:10.870.550,1.984.280.041 s,,,01,02,[63 IN-NAK],[Periodic Timeout]")
    #expect(read.bins.bus == 2 && read.bins.otherDevice == 3 && read.bins.sum == 5)
    #expect(read.times[7] == 12_854_830_041)
  }

  // MARK: - States of the bus

  @Test(arguments: ["<Reset>", "<Reset> / <Chirp K> / <Tiny K>", "<Reset> / <Chirp J> / <Tiny J>"])
  func `a reset is told where it can be nothing else`(record: String) {
    let read = read("0,,1,0:09.565.223,,,,,,\(record),", "0,,2,0:09.600.223,,,,,,<High-speed>,")
    #expect(read.events == [RecordedEvent(.reset, bus: 0)])
    #expect(!read.hidesResets)
  }

  @Test(arguments: [
    "<Reset> / <Target disconnected>", "<Reset> / <Keep-alive> / <Target disconnected>",
    "<Reset> / <Keep-alive> / <Chirp K> / <Tiny K>",
  ])
  func `what may be a reset is none, and is said`(record: String) {
    let read = read("0,,1,0:09.565.223,,,,,,\(record),", "0,,2,0:09.6.0,,,,,,<Unreset>,")
    #expect(read.events.isEmpty && read.hidesResets)
    #expect(
      read.limits.last == "Whether the bus was reset or the device left is not shown in some rows.")
  }

  @Test func `without a state of the bus a reset can be hidden`() {
    let read = read(clrStatus, statusIn)
    #expect(read.hidesResets)
    #expect(read.limits.last == "No row shows a state of the bus: a reset can be hidden.")
    #expect(!self.read("0,,1,0:09.565.223,,,,,,<Suspend>,").hidesResets)
  }

  // MARK: - Columns

  /// The same transfer under other headings.
  @Test(arguments: [
    """
    Index,m:s.ms.us,Dev,Ep,Record,Data,Summary
    1,0:01.000.010,5,0,SETUP txn,21 04 00 00 00 00 00 00,[x]
    2,0:01.003.000,5,0,IN txn,,[y]

    """,
    """
    \u{FEFF}# Record;m:s.ms.us;Dur;Dev;Ep;Summary
    SETUP txn;0:01,000,010;13,000 us;05;00;21 04 00 00 00 00 00 00
    IN txn;0:01,003,000;7,500 us;05;00;

    """,
    """
    "Level","m:s.ms.us","Dev","Ep","Record","Summary"
    "0","0:01.000.010","05","00","SETUP txn","21 04 00 00 00 00 00 00"\r
    "0","0:01.003.000","05","00","IN txn","a, b"\r

    """,
    "Level\tm:s.ms.us.ns\tDev\tEp\tRecord\tSummary\n"
      + "0\t0:01.000.010.000\t05\t00\tSETUP txn\t21 04 00 00 00 00 00 00\n"
      + "0\t0:01.003.000.500\t05\t00\t   IN txn\t\n",
  ])
  func `the heading tells where the columns are`(text: String) {
    let isKnown = TotalPhaseDecoder.recognises(Array(text.utf8).span)
    #expect(isKnown)
    let read = TextReading(text, TotalPhaseDecoder())
    #expect(read.summary.first?.hasSuffix("acknowledged") == true)
    #expect(read.transfers.first?.submitted.nanoseconds == 1_000_010_000)
    #expect(read.bins.used == 2 && read.bins.sum == 2)
  }

  @Test func `a heading without a needed column leaves all rows unread`() {
    let text = "# Total Phase Data Center(tm) v6.63\n# Level,Sp,Index,Record\n0,FS,1,SETUP txn\n"
    let isKnown = TotalPhaseDecoder.recognises(Array(text.utf8).span)
    #expect(isKnown)
    let read = TextReading(text, TotalPhaseDecoder())
    #expect(read.kinds == [3: .undecodable(.malformed)])
    #expect(
      read.limits.last
        == "No row can be read: export m:s.ms.us, Dev, Ep, Record and Data or Summary.")
  }

  @Test(arguments: ["", "a,b\n", "m:s.ms.us,Record\n", "# CSV\nLevel,Sp\n", "a 1 S Ci:1:001:0 0\n"])
  func `is not what has no such heading`(text: String) {
    let isKnown = TotalPhaseDecoder.recognises(Array(text.utf8).span)
    #expect(!isKnown)
  }

  // MARK: - Damage

  @Test(arguments: [
    "hello", ",,,,,,,,,,", "0,FS,1,0:01.000,1.000 us,0 B,,05,00,IN txn,",
    "0,FS,1,01.000.010,1.000 us,0 B,,05,00,IN txn,",
    "0,FS,1,0:01.000.010,1.000 us,0 B,,128,00,IN txn,",
    "0,FS,1,0:01.000.010,1.000 us,0 B,,05,16,IN txn,",
    "0,FS,1,0:01.000.010,1.000 us,0 B,,05,,IN txn,",
    "0,FS,1,0:01.000.010,1.000 us,x B,,05,00,IN txn,",
    "0,FS,1,0:01.000.010,1.000 us,1 B,,05,00,IN txn,00 00",
    "0,FS,1,0:01.000.010,1.000 us,8 B,,05,00,SETUP txn,21 04 00",
    "0,FS,1,0:01.000.010,,0 B,,05,00,IN txn (STA",
    "0,FS,1,0:01.000.010,,0 B,,05,00,SETUP txn (x),21 04 00 00 00 00 00 00",
    "0,FS,1,99999999:01.000.010,,0 B,,05,00,IN txn,", "0,FS,1,0:01.000.010,,70000 B,,05,00,IN txn,",
  ])
  func `a row of another form cannot be read`(row: String) {
    let read = read(row)
    #expect(read.kinds[3] == .undecodable(.malformed))
    #expect(read.bins.undecodable == 1 && read.bins.sum == 1)
  }

  @Test func `any byte may change, and every record has its bin`() {
    let rows = [getStatus, data("IN", 6, "00 28 01 00 04 05"), statusOut, clrStatus, statusIn]
    let bytes = Array((Self.heading + rows.map { $0 + "\n" }.joined()).utf8)
    for index in bytes.indices {
      for value in [0, 0xFF, bytes[index] ^ 1, bytes[index] ^ 0x80, 0x0A] as [UInt8] {
        var changed = bytes
        changed[index] = value
        let read = TextReading(changed, TotalPhaseDecoder())
        #expect(read.bins.sum == read.kinds.count)
      }
    }
  }

  @Test func `data without end are kept up to what wLength can tell`() {
    let block = data("OUT", 64, String(repeating: "11 ", count: 64))
    let rows = [dnload] + [String](repeating: block, count: 2000) + [statusIn]
    let text = Self.heading + rows.map { $0 + "\n" }.joined()
    let transfer = TextReading(text, TotalPhaseDecoder()).transfers.first
    #expect(transfer?.data.count == 65_535)
  }
}
