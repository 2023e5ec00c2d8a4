import DFU
import DeviceModel
import Testing
import USB

/// TinyUSB's DFU class driver, compared with literals.
@Suite struct TinyUSBTests {
  private func bench(_ parameters: [String: ParameterValue] = [:]) throws -> Bench {
    try Bench("xmos/tinyusb", parameters, interface: 0)
  }

  @Test func `a download goes through dfuDNBUSY and is programmed after the status stage`() throws {
    var bench = try bench(["dn_timeout": .number(258), "man_timeout": .number(3)])
    #expect(bench.download(0).answer == .acknowledged)
    #expect(bench.device.state == .dfuDNLOADSYNC)
    #expect(bench.status().answer == .data([0, 2, 1, 0, 4, 0]))
    #expect(bench.device.state == .dfuDNLOADSYNC)
    #expect(bench.status().answer == .data([0, 0, 0, 0, 5, 0]))
    #expect(bench.device.state == .dfuDNLOADIDLE)
    #expect(bench.send(.dnload).answer == .acknowledged)
    #expect(bench.device.state == .dfuMANIFESTSYNC)
    #expect(bench.status().answer == .data([0, 3, 0, 0, 7, 0]))
    #expect(bench.device.state == .dfuMANIFESTSYNC)
    #expect(bench.status().answer == .data([0, 0, 0, 0, 2, 0]))
    #expect(bench.device.state == .dfuIDLE)
  }

  @Test func `an application in the background reports by itself`() throws {
    var bench = try bench(["async": .number(1), "flash_ms": .number(20)])
    bench.download(0)
    #expect(bench.status().reportedState == 4)
    #expect(bench.device.state == .dfuDNBUSY)
    bench.device.advance(by: .milliseconds(19))
    #expect(bench.status().answer == .data([0, 0, 0, 0, 4, 0]))
    bench.device.advance(by: .milliseconds(1))
    #expect(bench.device.state == .dfuDNLOADSYNC)
    #expect(bench.status().reportedState == 5)
  }

  @Test func `an end that an ABORT did not wait for ends the next block`() throws {
    var bench = try bench(["async": .number(1), "flash_ms": .number(20)])
    bench.download(0)
    bench.status()
    #expect(bench.send(.abort).answer == .acknowledged)
    bench.device.advance(by: .milliseconds(10))
    bench.download(1)
    bench.device.advance(by: .milliseconds(10))
    #expect(bench.device.state == .dfuDNLOADSYNC)
    #expect(bench.status().reportedState == 5)
  }

  @Test func `a failure that comes late leads to dfuERROR from dfuIDLE`() throws {
    var bench = try bench([
      "async": .number(1), "flash_ms": .number(20), "dn_status": .number(8),
    ])
    bench.download(0)
    bench.status()
    bench.device.resetBus()
    #expect(bench.device.state == .dfuIDLE)
    bench.device.advance(by: .milliseconds(20))
    #expect(bench.device.state == .dfuERROR)
  }

  @Test func `the block that fails is known by its number`() throws {
    for (given, status) in [
      (["fail_block": ParameterValue.number(1), "dn_status": .number(8)], UInt8(8)),
      (["fail_block": .number(1)], 3),
    ] {
      var bench = try bench(given)
      bench.download(0)
      bench.status()
      #expect(bench.status().reportedState == 5)
      bench.download(1)
      #expect(bench.status().answer == .data([0, 10, 0, 0, 4, 0]))
      #expect(bench.status().answer == .data([status, 0, 0, 0, 10, 0]))
      #expect(bench.download(2).answer == .stalled)
      #expect(bench.send(.clrStatus).answer == .acknowledged)
      #expect(bench.status().answer == .data([0, 0, 0, 0, 2, 0]))
    }
    var bench = try bench(["fail_block": .number(-1), "dn_status": .number(4)])
    bench.download(9)
    bench.status()
    #expect(bench.status().answer == .data([4, 0, 0, 0, 10, 0]))
  }

  @Test func `a request that is ended at once waits for ever for the data it announces`() throws {
    for request in [ClassRequest.clrStatus, .abort] {
      var bench = try bench(["dn_status": .number(4)])
      bench.download(0)
      bench.status()
      #expect(bench.device.state == .dfuERROR)
      #expect(bench.send(request, length: 2, data: [1, 2]).answer == .noAnswer)
      #expect(bench.device.state == .dfuIDLE)
      #expect(bench.send(request).answer == .acknowledged)
    }
    var bench = try bench()
    let reply = bench.send(.detach, length: 1, data: [0])
    #expect(reply.answer == .noAnswer && reply.reboot != nil)
  }

  @Test func `a fault plan counts blocks, and the manifestation has a status of its own`() throws {
    var bench = try bench(["fault_block": .number(1), "fault": .text("verify")])
    for number in [7, 8] as [UInt16] {
      bench.download(number)
      bench.status()
      bench.status()
    }
    #expect(bench.status().answer == .data([7, 0, 0, 0, 10, 0]))
    bench = try self.bench(["man_status": .number(10)])
    bench.send(.dnload)
    #expect(bench.status().answer == .data([0, 0, 0, 0, 7, 0]))
    #expect(bench.status().answer == .data([10, 0, 0, 0, 10, 0]))
  }

  @Test func `without bitManifestationTolerant the device waits for a reset`() throws {
    var bench = try bench(["attrs": .number(3)])
    bench.send(.dnload)
    bench.status()
    #expect(bench.device.state == .dfuMANIFESTWAITRESET)
    #expect(bench.status().reportedState == 8)
    #expect(bench.download(0).answer == .stalled)
  }

  @Test func `bmAttributes and the buffer's size are checked, and a STALL is no error`() throws {
    for (attributes, letters) in [(0, "sss"), (1, "ssa"), (2, "d1ss"), (3, "d1sa")] {
      var bench = try bench(["attrs": .number(attributes), "xfer_size": .number(64)])
      let upload = bench.send(.upload, length: 1).letters + bench.send(.upload, length: 65).letters
      #expect(bench.download(0, count: 65).answer == .stalled)
      #expect(bench.device.state == .dfuIDLE)
      #expect(upload + bench.download(0, count: 64).letters == letters)
    }
  }

  @Test func `DNLOAD has two states, UPLOAD has all and changes none`() throws {
    for raw in 2...10 as ClosedRange<UInt8> {
      var bench = try bench()
      bench.send(5, type: 0x21, length: 1, data: [raw])
      #expect(bench.send(.upload, length: 3).answer == .data([3, 10, 17]))
      #expect(bench.device.state.rawValue == raw)
      let isTaken = raw == 2 || raw == 5
      #expect(bench.download(0).answer == (isTaken ? .acknowledged : .stalled))
      #expect(bench.device.state.rawValue == (isTaken ? 3 : raw))
    }
  }

  @Test func `an upload ends with its bytes, which tell the alternate setting`() throws {
    var bench = try bench(["upload_size": .number(5)])
    bench.send(11, type: 0x01, value: 2)
    #expect(bench.send(.upload, value: 1, length: 4).answer == .data([33]))
    #expect(bench.send(.upload, value: 2, length: 4).answer == .data([]))
    #expect(bench.send(.upload, length: 0).answer == .acknowledged)
  }

  @Test func `wLength cuts GETSTATUS and GETSTATE short`() throws {
    var bench = try bench()
    bench.download(0)
    #expect(bench.send(.getStatus, length: 2).answer == .data([0, 10]))
    #expect(bench.send(.getStatus, length: 100).answer == .data([0, 0, 0, 0, 5, 0]))
    #expect(bench.send(.getState, length: 9).answer == .data([5]))
    #expect(bench.send(.getState).answer == .acknowledged)
  }

  @Test func `GETSTATE towards the device writes the state, whatever the byte`() throws {
    var bench = try bench()
    #expect(bench.send(5, type: 0x21, length: 1, data: [0x55]).answer == .acknowledged)
    #expect(bench.send(.getState, length: 1).answer == .data([0x55]))
    #expect(bench.status().answer == .data([0, 0, 0, 0, 0x55, 0]))
    #expect(bench.device.state == .dfuERROR)
    bench.send(5, type: 0x21)
    #expect(bench.status().reportedState == 0x55)
  }

  @Test func `SET_INTERFACE starts anew, and GET_INTERFACE tells it`() throws {
    var bench = try bench()
    bench.download(0)
    #expect(bench.send(11, type: 0x01, value: 0x105).answer == .acknowledged)
    #expect(bench.device.state == .dfuIDLE)
    #expect(bench.send(10, type: 0x81, length: 1).answer == .data([5]))
    bench.device.resetBus()
    #expect(bench.send(10, type: 0x81, length: 1).answer == .stalled)
    bench.send(9, type: 0x00, value: 1)
    #expect(bench.send(10, type: 0x81, length: 1).answer == .data([0]))
  }

  @Test func `after a bus reset the interface waits for SET_CONFIGURATION`() throws {
    var bench = try bench()
    bench.download(0)
    bench.device.resetBus()
    #expect(bench.device.state == .dfuIDLE)
    #expect(bench.status().answer == .stalled)
    #expect(bench.send(8, type: 0x80, length: 1).answer == .data([0]))
    #expect(bench.send(9, type: 0x00, value: 1).answer == .acknowledged)
    #expect(bench.status().reportedState == 2)
    bench.download(0)
    bench.send(9, type: 0x00, value: 1)
    #expect(bench.device.state == .dfuDNLOADSYNC)
    bench.send(9, type: 0x00, value: 2)
    #expect(bench.device.state == .dfuIDLE)
  }

  @Test func `DETACH is acknowledged in every state, and the device boots again`() throws {
    var bench = try bench()
    bench.download(0)
    #expect(bench.send(.detach).reboot == Reboot(into: .dfuMode))
    #expect(bench.device.state == .dfuDNLOADSYNC)
    #expect(bench.device.condition == .absent)
    #expect(bench.status().reportedState == 2)
  }

  @Test func `other requests and other interfaces are stalled`() throws {
    var bench = try bench()
    for (type, request) in [
      (0x21, 7), (0x21, 0xF0), (0x20, 1), (0x22, 1), (0x41, 1), (0x61, 1), (0x81, 0), (0x80, 0x30),
    ] as [(UInt8, UInt8)] {
      #expect(bench.send(request, type: type, length: 1).answer == .stalled)
    }
    for (index, letters) in [(0, "d1"), (0x100, "d1"), (1, "s")] as [(UInt16, String)] {
      let setup = ClassRequest.getState.setup(interface: index, length: 1)
      #expect(bench.device.handle(setup, payload: []).letters == letters)
    }
  }

  @Test func `the one set has an alternate setting for each part of the flash`() throws {
    var bench = try bench()
    let configuration: [UInt8] = [
      9, 2, 45, 0, 1, 1, 0, 0x80, 250, 9, 4, 0, 0, 0, 0xFE, 1, 2, 4, 9, 4, 0, 1, 0, 0xFE, 1, 2, 5,
      9, 4, 0, 2, 0, 0xFE, 1, 2, 6, 9, 0x21, 15, 0xE8, 3, 0, 16, 1, 1,
    ]
    #expect(bench.send(6, type: 0x80, value: 0x200, length: 255).answer == .data(configuration))
    #expect(bench.send(0x20, type: 0xC0, length: 255).answer == .stalled)
    bench = try self.bench(["nalt": .number(1), "dfu_if": .number(3)])
    #expect(bench.send(6, type: 0x80, value: 0x200, length: 5).answer == .data([9, 2, 71, 0, 4]))
  }

  @Test func `the host lets the device wake it, until a bus reset`() throws {
    var bench = try bench()
    #expect(bench.send(3, type: 0x00, value: 1).answer == .acknowledged)
    #expect(bench.send(0, type: 0x80, length: 2).answer == .data([2, 0]))
    #expect(bench.send(3, type: 0x00, value: 2).answer == .stalled)
    bench.device.resetBus()
    #expect(bench.send(0, type: 0x80, length: 2).answer == .data([0, 0]))
  }
}
