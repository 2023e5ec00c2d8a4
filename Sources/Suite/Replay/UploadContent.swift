import DFU
import DeviceModel
import USB

/// Tells which bytes of an upload can be compared with the model's bytes.
///
/// These are the bytes that a download in the same capture wrote. If the operator gave the
/// content of the flash, they are all bytes.
struct UploadContent {
  /// The device's wTransferSize, in bytes.
  var blockSize = 64
  private var isKnown: Bool
  private var written = 0
  private var read = 0
  /// The bytes that a short block leaves undefined, because the device stores whole blocks.
  private var undefined: [Range<Int>] = []
  /// The most short blocks of a download; with more, only the length of an upload is compared.
  private static let mostGaps = 1_000
  /// The number of uploaded bytes that were not compared; only their length was.
  private(set) var uncomparedBytes = 0

  /// The parameters by which an operator gives the content of the flash.
  private static let contentParameters = ["upgrade_images", "firmware_size", "upload_size"]

  init(config: [String: ParameterValue]) {
    isKnown = Self.contentParameters.contains { config[$0] != nil }
  }

  /// Notes what a request writes to the flash, and where an upload starts. `state`: the model's
  /// state before the request.
  mutating func note(_ transfer: ControlTransfer, in state: State) {
    switch ClassRequest(transfer.setup) {
    case .dnload? where transfer.outcome == .acknowledged && !transfer.payload.isEmpty:
      if state == .dfuIDLE { (written, undefined, isKnown) = (0, [], true) }
      let count = transfer.payload.count
      if count < blockSize, undefined.count <= Self.mostGaps {
        undefined.append(written + count..<written + blockSize)
      }
      if !transfer.dataIsComplete || undefined.count > Self.mostGaps { isKnown = false }
      written += max(count, blockSize)
    case .upload? where state != .dfuUPLOADIDLE: read = 0
    case nil where transfer.setup.request == XMOSRequest.revertFactory.rawValue: isKnown = false
    case .dnload?, .upload?, .detach?, .getStatus?, .clrStatus?, .getState?, .abort?, nil: break
    }
  }

  /// Whether byte `index` of this transfer's data can be compared.
  func isDefined(_ index: Int, in transfer: ControlTransfer) -> Bool {
    guard ClassRequest(transfer.setup) == .upload else { return true }
    return isKnown && !undefined.contains { $0.contains(read + index) }
  }

  /// Moves the read position behind the block of an upload.
  mutating func finish(_ transfer: ControlTransfer) {
    guard ClassRequest(transfer.setup) == .upload else { return }
    let block = read..<read + transfer.data.count
    let gaps = undefined.reduce(0) { $0 + $1.clamped(to: block).count }
    uncomparedBytes += isKnown ? gaps : block.count
    read = block.upperBound
  }
}
