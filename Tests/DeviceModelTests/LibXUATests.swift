import DFU
import DeviceModel
import Testing
import USB

@Suite struct LibXUATests {
  static let both = ["xmos/lib_xua-4", "xmos/lib_xua-5"]

  /// A device in DFU mode, more than one second after its boot.
  private func inDFUMode(_ name: String, _ more: [String: ParameterValue] = [:]) throws -> Bench {
    let given: [String: ParameterValue] = [
      "max_upgrade": .number(65_536), "sector_ms": .number(60), "page_ms": .number(2),
      "boot_wait_ms": .number(2000),
    ]
    var bench = try Bench(name, given.merging(more) { $1 })
    bench.enterDFUMode()
    return bench
  }

  @Test func `lib_xua 4 erases within the first DNLOAD`() throws {
    var bench = try inDFUMode("xmos/lib_xua-4")
    #expect(bench.download(0).delay == .milliseconds(960))
    #expect(bench.status().delay == .zero)
  }

  @Test func `lib_xua 5 erases within GETSTATUS, 400 ms and a sector at a time`() throws {
    var bench = try inDFUMode("xmos/lib_xua-5")
    #expect(bench.download(0).delay == .milliseconds(60))
    let replies = (0..<3).map { _ in bench.status() }
    #expect(replies.map(\.reportedState) == [4, 4, 5])
    #expect(replies.map(\.delay.milliseconds) == [420, 420, 60])
  }

  @Test(arguments: both) func `every fourth block programs a page`(name: String) throws {
    var bench = try inDFUMode(name, ["max_upgrade": .number(4096)])
    var delays: [Int] = []
    for block in 0..<8 {
      delays.append(bench.download(UInt16(block)).delay.milliseconds)
      bench.status()
    }
    #expect(delays == [60, 0, 0, 2, 0, 0, 0, 2])
  }

  @Test(arguments: both) func `an image is uploaded after a reboot only, padded to its page`(
    name: String
  ) throws {
    var bench = try inDFUMode(name)
    bench.downloadImage(blocks: 5, byte: 7)
    #expect(bench.upload() == [])
    bench.enterDFUMode()
    let expected = [UInt8](repeating: 7, count: 320) + [UInt8](repeating: 0, count: 192)
    #expect(bench.upload() == expected)
  }

  @Test(arguments: both) func `REVERTFACTORY takes a sector an image and 250 ms`(
    name: String
  ) throws {
    var bench = try inDFUMode(name, ["upgrade_images": .numbers([300, 500])])
    #expect(bench.send(0xF1, type: 0x21).delay == .milliseconds(370))
    #expect(bench.upload() == [])
    bench.enterDFUMode()
    #expect(bench.upload() == [])
  }

  @Test(arguments: both) func `a flash that cannot be opened leaves DNLOAD unanswered`(
    name: String
  ) throws {
    for fault in ["fail_connect", "fail_factory"] {
      var bench = try inDFUMode(name, [fault: .number(1), "upgrade_images": .numbers([300])])
      #expect(bench.download(0).answer == .noAnswer)
      #expect(bench.device.state == .dfuIDLE)
      #expect(bench.send(.upload, length: 64).answer == .data([]))
    }
  }

  @Test func `a start-add call that fails is a never-ending erase for lib_xua 5 only`() throws {
    var bench = try inDFUMode("xmos/lib_xua-5", ["fail_start_add": .number(1)])
    bench.download(0)
    for _ in 0..<5 {
      let reply = bench.status()
      #expect(reply.reportedState == 4)
      #expect(reply.delay == .milliseconds(400))
    }
    bench = try inDFUMode("xmos/lib_xua-4", ["fail_start_add": .number(1)])
    bench.download(0)
    #expect(bench.status().reportedState == 5)
  }

  @Test(arguments: both) func `write errors and invalid images are not told, and do not boot`(
    name: String
  ) throws {
    for (more, byte) in [(["fail_write": ParameterValue.number(1)], UInt8(1)), ([:], 0xFF)] {
      var bench = try inDFUMode(name, more)
      bench.downloadImage(blocks: 4, byte: byte)
      #expect(bench.device.state == .dfuIDLE)
      bench.enterDFUMode()
      #expect(bench.upload() == [])
    }
  }

  @Test(arguments: both, [[1], [0, 1, 2, 3, 5]]) func `a count that wraps makes the end endless`(
    name: String, blocks: [Int]
  ) throws {
    var bench = try inDFUMode(name, ["max_upgrade": .number(4096)])
    for block in blocks {
      bench.download(UInt16(block))
      bench.status()
    }
    #expect(bench.send(.dnload).answer == .noAnswer)
    #expect(bench.device.condition == .stuck)
    bench.device.resetBus()
    bench.device.advance(by: .milliseconds(100_000))
    #expect(bench.status().answer == .noAnswer)
    bench.device.powerCycle()
    #expect(bench.status().reportedState == 0)
  }

  @Test func `a first block out of place leaves the old image to lib_xua 5 only`() throws {
    for (name, kept) in [("xmos/lib_xua-4", 0), ("xmos/lib_xua-5", 256)] {
      var bench = try inDFUMode(name, ["upgrade_images": .numbers([256])])
      bench.download(1)
      bench.enterDFUMode()
      #expect(bench.upload().count == kept)
    }
  }

  @Test(arguments: both) func `endpoint 0 dies of a packet too many, until a bus reset`(
    name: String
  ) throws {
    var bench = try inDFUMode(name, ["upgrade_images": .numbers([256])])
    #expect(bench.send(.upload, length: 65).answer == .noAnswer)
    #expect(bench.device.condition == .endpoint0Dead)
    #expect(bench.status().answer == .noAnswer)
    bench.device.resetBus()
    bench = try inDFUMode(name)
    #expect(bench.download(0, count: 65).answer == .noAnswer)
    #expect(bench.device.state == .dfuDNLOADSYNC)
    #expect(bench.device.condition == .endpoint0Dead)
    bench = try inDFUMode(name)
    #expect(bench.send(.getStatus, length: 2).letters == "o6")
  }

  @Test(arguments: both) func `a short block keeps what the stack holds behind it`(
    name: String
  ) throws {
    var bench = try inDFUMode(name)
    bench.download(0, byte: 1, count: 10)
    repeat { bench.status() } while bench.device.state == .dfuDNBUSY
    bench.send(.dnload)
    bench.enterDFUMode()
    let expected = [UInt8](repeating: 1, count: 10) + [UInt8](repeating: 0xA5, count: 54)
    #expect(bench.upload().prefix(64) == expected[...])
  }

  @Test func `an interface number below 3 turns no answer into a STALL in run-time mode`() throws {
    for number in 0...3 {
      var bench = try Bench(
        "xmos/lib_xua-5", ["dfu_if": .number(number)], interface: UInt16(number))
      #expect(bench.download(0).answer == (number < 3 ? .stalled : .noAnswer))
    }
  }

  @Test func `without DFU there is no DFU interface`() throws {
    for name in Self.both {
      var bench = try Bench(name, ["dfu_en": .number(0)])
      #expect(bench.status().answer == .stalled)
      #expect(bench.send(0xF2, type: 0x21).answer == .stalled)
    }
  }
}
