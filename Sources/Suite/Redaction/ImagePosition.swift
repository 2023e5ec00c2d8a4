import DFU
import USB

/// How far a device's present download or upload has come, as the requests alone show it.
struct ImagePosition {
  private enum Direction { case none, download, upload }

  private var direction = Direction.none
  /// The place of the present block in the image, in bytes.
  private var start = 0
  private var wanted = 0
  /// How many bytes of the present block have come.
  private var came = 0
  /// The address that the last DfuSe command has set.
  private var pointer: UInt32 = 0
  /// The present request.
  private var setup: SetupPacket?

  /// A request begins.
  mutating func begin(_ setup: SetupPacket) {
    self.setup = setup
    switch ClassRequest(setup) {
    case .dnload? where setup.length > 0:
      start = direction == .download ? start + wanted : 0
      enter(.download, setup)
    case .upload?:
      start = direction == .upload && came >= wanted ? start + came : 0
      enter(.upload, setup)
    case .getStatus?, .getState?: break
    case .dnload?, .abort?, .clrStatus?, .detach?: direction = .none
    case nil: if Self.ends(setup) { direction = .none }
    }
  }

  private mutating func enter(_ next: Direction, _ setup: SetupPacket) {
    direction = next
    wanted = Int(setup.length)
    came = 0
  }

  /// SET_CONFIGURATION and SET_INTERFACE begin anew.
  private static func ends(_ setup: SetupPacket) -> Bool {
    setup.requestType.kind == .standard
      && [StandardRequest.setConfiguration, StandardRequest.setInterface].contains(setup.request)
  }

  /// The place in the image of a byte of the present block. Of a DfuSe device it is its address.
  mutating func place(of offset: Int, count: Int, dfuSe transferSize: Int?) -> Int {
    came = max(came, offset + count)
    guard let transferSize, let setup,
      let address = DfuSeDialect.address(
        ofBlock: setup.value, transferSize: transferSize, pointer: pointer)
    else { return start + offset }
    return Int(address) + offset
  }

  /// A DfuSe command came.
  mutating func take(command: [UInt8]) {
    if case .setAddress(let address) = DfuSeDialect.Command(command) { pointer = address }
  }
}
