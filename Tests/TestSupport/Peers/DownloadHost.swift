package import DFU
package import USB

/// A host that enumerates a device and moves firmware. `send` makes its transfers.
package struct DownloadHost {
  /// Makes a transfer; nil when the device is gone.
  package typealias Send = (SetupPacket, [UInt8]) -> (status: Int32, data: [UInt8])?

  private let interface: UInt16
  private let send: Send

  package init(interface: UInt16 = 0, send: @escaping Send) {
    self.interface = interface
    self.send = send
  }

  /// Sends GET_DESCRIPTOR for the device and the configuration, then SET_CONFIGURATION. Returns
  /// both descriptors.
  package func enumerate() -> [[UInt8]]? {
    let device = read(descriptor: 1, length: 18)
    let configuration = read(descriptor: 2, length: 255)
    let setup = SetupPacket(requestType: RequestType(rawValue: 0), request: 9, value: 1)
    guard let device, let configuration, send(setup, [])?.status == 0 else { return nil }
    return [device, configuration]
  }

  private func read(descriptor: UInt16, length: UInt16) -> [UInt8]? {
    send(
      SetupPacket(
        requestType: RequestType(rawValue: 0x80), request: 6, value: descriptor << 8,
        length: length), [])?.data
  }

  /// Sends a class request to the DFU interface; nil when it was refused, or the device is gone.
  package func request(
    _ request: ClassRequest, value: UInt16 = 0, length: UInt16 = 0, data: [UInt8] = []
  ) -> [UInt8]? {
    let sent = data.isEmpty ? length : UInt16(data.count)
    let setup = request.setup(value: value, interface: interface, length: sent)
    guard let reply = send(setup, data), reply.status == 0 else { return nil }
    return reply.data
  }

  /// Polls until the device is not busy, and returns bState. There is no wait between the polls:
  /// bwPollTimeout is 0.
  package func settledState() -> State? {
    while let report = request(.getStatus, length: 6).flatMap(StatusReport.init) {
      if report.state != .dfuDNBUSY, report.state != .dfuDNLOADSYNC, report.state != .dfuMANIFEST {
        return report.state
      }
    }
    return nil
  }

  /// Downloads an image in blocks of 64 bytes and waits for the end of the manifestation.
  package func download(_ image: [UInt8]) -> State? {
    var block: UInt16 = 0
    for start in stride(from: 0, to: image.count, by: 64) {
      let piece = Array(image[start..<min(start + 64, image.count)])
      guard request(.dnload, value: block, data: piece) != nil,
        settledState() == .dfuDNLOADIDLE
      else { return nil }
      block += 1
    }
    guard request(.dnload, value: block) != nil else { return nil }
    return settledState()
  }

  /// Uploads until a short block.
  package func upload() -> [UInt8]? {
    var image: [UInt8] = []
    var block: UInt16 = 0
    while let piece = request(.upload, value: block, length: 64) {
      image += piece
      if piece.count < 64 { return image }
      block += 1
    }
    return nil
  }
}
