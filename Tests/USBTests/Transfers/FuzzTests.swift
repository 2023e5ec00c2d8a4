import TestSupport
import Testing
import USB

@Suite struct `Any records at all` {
  /// Traffic of several devices, with as many pending transfers as may wait. The transfers of each
  /// device end in order.
  private func traffic(seed: UInt64, transfers: Int) -> Records {
    var random = SeededRandom(seed)
    return Records { writer in
      var waiting: [[UInt64]] = Array(repeating: [], count: 8)
      var left = transfers
      while left > 0 || waiting.contains(where: { !$0.isEmpty }) {
        let device = Int.random(in: 0..<8, using: &random)
        writer.device.address = UInt8(device + 1)
        writer.wait(milliseconds: 1)
        if left > 0, waiting[device].count < 8, Bool.random(using: &random) {
          writer.submit(.getState, id: UInt64.random(in: 1...(.max), using: &random))
          waiting[device].append(writer.id)
          left -= 1
        } else if !waiting[device].isEmpty {
          writer.complete(.getState, data: [2], id: waiting[device].removeFirst())
        }
      }
    }
  }

  @Test(arguments: 1...20)
  func `whole traffic is paired wholly, whatever its ids`(seed: UInt64) {
    let records = traffic(seed: seed, transfers: 1_000)
    let transfers = Assembly(records).transfers
    #expect(transfers.count == 1_000)
    #expect(transfers.allSatisfy { $0.outcome == .acknowledged })
    for transfer in transfers {
      let submission = records.all[transfer.submitted.frame - 1].bytes
      let completion = records.all[(transfer.completed?.frame ?? 1) - 1].bytes
      #expect(submission[0..<8] == completion[0..<8])
      #expect(submission[11] == completion[11])
    }
  }

  /// The records with some of them damaged, left out, or written twice.
  private func damaged(_ records: Records, seed: UInt64) -> Records {
    var random = SeededRandom(seed)
    return records.mapBytes { bytes in
      var bytes = bytes
      switch Int.random(in: 0..<12, using: &random) {
      case 0: return []
      case 1: return [bytes, bytes]
      case 2: return [Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))]
      case 3, 4:
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          let offset = Int.random(in: 0..<bytes.count, using: &random)
          bytes[offset] = UInt8.random(in: 0...255, using: &random)
        }
        return [bytes]
      case 5: return [bytes.map { _ in UInt8.random(in: 0...255, using: &random) }]
      default: return [bytes]
      }
    }
  }

  @Test(arguments: 1...60)
  func `damaged traffic is booked once a record, and in order`(seed: UInt64) {
    let records = damaged(traffic(seed: seed, transfers: 300), seed: seed)
    let assembly = Assembly(records)
    let totals = assembly.ledger.totals(sessionAddresses: [])
    #expect(totals.sum == records.all.count)

    var frames: [Int] = []
    var latest: [DeviceAddress: Int] = [:]
    for output in assembly.outputs {
      switch output {
      case .lostSubmission(_, let moment): frames.append(moment.frame)
      case .transfer(let transfer):
        frames += [transfer.submitted.frame] + (transfer.completed.map { [$0.frame] } ?? [])
        #expect(transfer.submitted.frame > latest[transfer.device, default: 0])
        latest[transfer.device] = transfer.submitted.frame
        #expect(transfer.completed.map { $0 > transfer.submitted } ?? true)
        #expect((transfer.completed == nil) == (transfer.outcome == .unknown))
      }
    }
    let control = records.all.filter {
      UsbmonURBs(records.form).kind(of: $0.bytes.span) == .control
    }
    #expect(Set(frames).count == frames.count)
    #expect(Set(frames).isSubset(of: control.map(\.moment.frame)))
    #expect(frames.count + totals.copies == control.count)
  }

  @Test(arguments: UsbmonHeader.allCases)
  func `random bytes are decoded or refused, never more`(header: UsbmonHeader) throws {
    var random = SeededRandom(7)
    var undecodable = 0
    for _ in 0..<20_000 {
      let length = Int.random(in: 0..<100, using: &random)
      var bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      if length > 10, Bool.random(using: &random) {
        bytes[8] = [0x53, 0x43, 0x45].randomElement(using: &random) ?? 0
        bytes[9] = 2
        bytes[10] = 0x80
      }
      switch UsbmonURBs(header).kind(of: bytes.span) {
      case .control:
        let event = UsbmonURBs(header).event(in: bytes.span)
        let payload = try #require(event).payload
        #expect(payload.upperBound <= length && payload.lowerBound == header.length)
      case .other: #expect(length >= header.length)
      case .bus: Issue.record("usbmon records no traffic of the bus alone")
      case .undecodable: undecodable += 1
      }
    }
    #expect((10_000..<20_000).contains(undecodable))
  }
}
