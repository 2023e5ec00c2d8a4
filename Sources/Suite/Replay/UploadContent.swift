import DFU
import DeviceModel
import USB

/// What is known of the bytes that an upload returns, and which of them can be compared.
///
/// The memory of the device before the recording is unknown. Until the model itself has written, it
/// holds an image of bytes without meaning, as long as the uploads of the capture need it; the
/// bytes that one upload has shown are expected in the next. A model that knows its memory byte by
/// byte learns from each upload what it does not know.
struct UploadContent {
  /// The device's wTransferSize, in bytes.
  var blockSize = 64
  /// Whether the operator gave the content.
  private let isGiven: Bool
  /// Whether the model knows its memory byte by byte.
  private var isLearnt = false
  /// Whether the model has written the content itself.
  private var isOwn = false
  /// Whether the host has changed the memory since the last upload, as far as requests tell.
  private var isChanged = false
  /// Whether the model has not written what the device has.
  private var isSpoiled = false
  /// The first bytes of the memory, as uploads have shown them.
  private var shown: [UInt8] = []
  /// Whether an upload has shown the end of the memory.
  private var isWhole = false
  /// The image without meaning that the model holds.
  private var held: [UInt8] = []

  private var written = 0
  private var read = 0
  /// The position of the present UPLOAD.
  private var offset = 0
  /// The bytes that a short block leaves undefined, because the device stores whole blocks.
  private var undefined: [Range<Int>] = []
  /// Whether the capture does not show all bytes of the download.
  private var isCut = false
  /// The number of uploaded bytes that were not compared; only their length was.
  private(set) var uncomparedBytes = 0

  /// The parameters by which an operator gives the content of the flash.
  private static let contentParameters = ["upgrade_images", "firmware_size", "upload_size"]
  /// The most short blocks of a download; with more, only the length of an upload is compared.
  private static let mostGaps = 1_000
  /// The most bytes of a memory whose content is unknown, 64 MiB.
  private static let mostBytes = 64 * 1024 * 1024

  init(config: [String: ParameterValue]) {
    isGiven = Self.contentParameters.contains { config[$0] != nil }
  }

  /// Forgets what uploads have shown: any memory is possible again.
  mutating func forget(_ device: inout any DeviceModel) {
    guard !isGiven else { return }
    (isOwn, isChanged, isSpoiled, isWhole, shown) = (false, false, false, false, [])
    isLearnt = device.forgetMemory()
    if !isLearnt { hold(1, &device) }
  }

  /// Notes that the model has not taken a block as the device has, or has taken one of its own.
  mutating func spoil() { isSpoiled = true }

  /// Stores in `made` what `device` has stored, and powers it.
  mutating func move(from device: any DeviceModel, to made: inout any DeviceModel) {
    guard !isLearnt else { return forget(&made) }
    let wasHeld = device.uploadContent == held
    if let image = device.image { made.install(image) }
    guard !isGiven, wasHeld else { return }
    made.uploadContent = held
    held = made.uploadContent
  }

  /// Notes what a request writes to the flash, and where an upload starts. Makes the model ready
  /// for an upload of unknown content.
  mutating func note(_ transfer: ControlTransfer, _ device: inout any DeviceModel) {
    guard !isLearnt else { return learn(transfer, &device) }
    switch ClassRequest(transfer.setup) {
    case .dnload? where transfer.outcome == .acknowledged && !transfer.payload.isEmpty:
      noteBlock(transfer, isFirst: device.state == .dfuIDLE)
    case .upload?:
      offset = device.uploadOffset(of: transfer.setup, after: read)
      if !isGiven, transfer.outcome == .acknowledged { prepare(transfer, &device) }
    case nil where transfer.setup.request == XMOSRequest.revertFactory.rawValue: isChanged = true
    case .dnload?, .detach?, .getStatus?, .clrStatus?, .getState?, .abort?, nil: break
    }
  }

  /// Lets the model learn the bytes of an upload. After a block that it has not stored as the
  /// device has, anything may be there.
  private mutating func learn(_ transfer: ControlTransfer, _ device: inout any DeviceModel) {
    guard ClassRequest(transfer.setup) == .upload, transfer.outcome == .acknowledged else { return }
    if isSpoiled { forget(&device) }
    uncomparedBytes += device.learn(transfer.data, sentFor: transfer.setup)
  }

  private mutating func noteBlock(_ transfer: ControlTransfer, isFirst: Bool) {
    if isFirst { (written, undefined, isCut, isSpoiled) = (0, [], false, false) }
    isChanged = true
    let count = transfer.payload.count
    if count < blockSize, undefined.count <= Self.mostGaps {
      undefined.append(written + count..<written + blockSize)
    }
    if !transfer.dataIsComplete || undefined.count > Self.mostGaps { isCut = true }
    written += max(count, blockSize)
  }

  /// Gives the model as many bytes as the device is about to send, and more unless it sends the
  /// last.
  ///
  /// After a download that the model has not stored, or not as the device has, anything may be
  /// there.
  private mutating func prepare(_ transfer: ControlTransfer, _ device: inout any DeviceModel) {
    isOwn = device.uploadContent != held && !isSpoiled
    guard !isOwn else { return }
    if isChanged || isSpoiled { forget(&device) }
    guard !isWhole else { return }
    let wanted = Int(transfer.setup.length)
    let end = offset + transfer.length
    isWhole = transfer.length < wanted
    if isWhole {
      hold(end, &device)
    } else if held.count <= end {
      hold(2 * end + wanted, &device)
    }
  }

  private mutating func hold(_ count: Int, _ device: inout any DeviceModel) {
    device.uploadContent = [UInt8](repeating: 0xA5, count: min(count, Self.mostBytes))
    held = device.uploadContent
  }

  /// The model's reply, with the bytes that the capture shows or has shown in the place of bytes
  /// without meaning.
  func predicted(_ reply: ModelReply, for transfer: ControlTransfer) -> ModelReply {
    guard ClassRequest(transfer.setup) == .upload, !isGiven, !isOwn, !isLearnt,
      case .data(var bytes) = reply.answer
    else { return reply }
    for (index, byte) in transfer.data.prefix(bytes.count).enumerated() {
      let place = offset + index
      bytes[index] = place < shown.count ? shown[place] : byte
    }
    var reply = reply
    reply.answer = .data(bytes)
    return reply
  }

  /// Whether byte `index` of this transfer's data can be compared.
  func isDefined(_ index: Int, in transfer: ControlTransfer) -> Bool {
    guard ClassRequest(transfer.setup) == .upload, !isGiven, isOwn else { return true }
    return !isCut && !undefined.contains { $0.contains(offset + index) }
  }

  /// Learns the bytes of an upload, and moves the read position behind its block.
  mutating func finish(_ transfer: ControlTransfer) {
    guard ClassRequest(transfer.setup) == .upload, !isLearnt else { return }
    let block = offset..<offset + transfer.data.count
    read = offset + transfer.length
    guard !isGiven, transfer.outcome == .acknowledged else { return }
    if isOwn {
      let gaps = undefined.reduce(0) { $0 + $1.clamped(to: block).count }
      uncomparedBytes += isCut ? block.count : gaps
    } else {
      uncomparedBytes += max(0, block.upperBound - max(block.lowerBound, shown.count))
      if block.contains(shown.count) { shown += transfer.data.dropFirst(shown.count - offset) }
    }
  }
}

extension ControlTransfer {
  /// The number of bytes of the data stage, also of those that the capture leaves out.
  fileprivate var length: Int { min(actualLength ?? data.count, Int(setup.length)) }
}
