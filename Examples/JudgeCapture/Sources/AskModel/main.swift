// Downloads two blocks to a model of a device, and prints each answer and the state after it.

import DFUTrace
import Glibc

/// The requests of a download, from run-time mode to the first answer of the manifestation.
let blocks = [[UInt8](repeating: 1, count: 64), [UInt8](repeating: 2, count: 64), []]
let status = ClassRequest.getStatus.setup(length: 6)

func ask(_ device: inout ModelDevice, _ setup: SetupPacket, _ payload: [UInt8] = []) {
  let transfer = device.send(setup, payload: payload)
  let request = ClassRequest(setup)?.name ?? "request \(setup.request)"
  let polled = StatusReport(transfer.data).map {
    ", bwPollTimeout \($0.pollTimeoutMilliseconds) ms"
  }
  print("\(request): \(transfer.outcome)\(polled ?? ""); \(device.state.name)")
  device.wait(milliseconds: Int(StatusReport(transfer.data)?.pollTimeoutMilliseconds ?? 0))
}

do throws(CheckFailure) {
  var device = try ModelDevice("dfu-1.1", config: ["block_ms=20"])
  ask(&device, ClassRequest.detach.setup(value: 1000))
  device.resetBus()
  for (number, block) in blocks.enumerated() {
    let length = UInt16(block.count)
    ask(&device, ClassRequest.dnload.setup(value: UInt16(number), length: length), block)
    for _ in 1...2 { ask(&device, status) }
  }
  print("It boots an image of \(device.image?.count ?? 0) bytes.")
} catch {
  print(error.text)
  exit(error.status.rawValue)
}
