import DFU
import DeviceModel
import USB

/// Tells which bytes of an upload can be compared with the model's: those that the capture's own
/// download wrote, or all bytes where the operator gave the content of the flash.
struct UploadContent {
  /// wTransferSize.
  var blockSize = 64
  private var isKnown: Bool
  private var written = 0
  private var read = 0
  /// What a short block leaves undefined where the device stores whole blocks.
  private var undefined: [Range<Int>] = []
  /// A download with more short blocks than this is compared in length only.
  private static let mostGaps = 1_000
  /// How many bytes of uploads were compared in length only.
  private(set) var uncomparedBytes = 0

  /// Parameters that give the content of the flash.
  private static let contentParameters = ["upgrade_images", "firmware_size", "upload_size"]

  init(config: [String: ParameterValue]) {
    isKnown = Self.contentParameters.contains { config[$0] != nil }
  }

  /// Takes note of what a request does to the flash, and where an upload is; `state` is the
  /// model's before it.
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

  /// Whether byte `index` of this reply can be compared.
  func isDefined(_ index: Int, in transfer: ControlTransfer) -> Bool {
    guard ClassRequest(transfer.setup) == .upload else { return true }
    return isKnown && !undefined.contains { $0.contains(read + index) }
  }

  /// Goes past an upload's block.
  mutating func finish(_ transfer: ControlTransfer) {
    guard ClassRequest(transfer.setup) == .upload else { return }
    let block = read..<read + transfer.data.count
    let gaps = undefined.reduce(0) { $0 + $1.clamped(to: block).count }
    uncomparedBytes += isKnown ? gaps : block.count
    read = block.upperBound
  }
}
