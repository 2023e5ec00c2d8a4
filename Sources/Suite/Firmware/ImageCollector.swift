import DFU
import USB

/// Follows one session and keeps the blocks of its images, one image after the other.
struct ImageCollector {
  private var watch = ImageWatch()
  private var target = ImageTarget()
  /// The image that is followed; nil before the first.
  private var current: KeptImage?
  /// The address pointer of DfuSe. Without a command it is the beginning of the flash (ST AN2662,
  /// 4.4.1).
  private var pointer = Self.flashStart
  /// Whether the device took a command of DfuSe.
  private var hasSeenCommand = false
  /// The largest wLength of the image so far.
  private var longest = 0
  /// Whether a request for a block failed, and none succeeded since.
  private var hasFailed = false
  /// Whether the last block was taken, and then failed.
  private var lastBlockFailed = false

  /// All that is known of the session's transfers.
  var told: [DFU.ImageTransfer] { watch.images }

  private static let flashStart: UInt32 = 0x0800_0000

  /// Takes the next observation. Returns an image that is over.
  mutating func observe(_ observation: Observation) -> KeptImage? {
    let before = watch.latest
    watch.observe(observation)
    switch observation.event {
    case .exchange(let transfer): return exchange(transfer, before)
    case .described(let set): target.descriptors = set
    case .interfaceSet(let alternate): target.alternate = alternate
    case .configured: target.alternate = 0
    case .reset, .left, .attached:
      target.alternate = 0
      pointer = Self.flashStart
    case .gap, .end: break
    }
    return nil
  }

  /// The image that was followed last. Called at the end; `hasLoss`: records are missing, and
  /// nobody knows where.
  mutating func finish(hasLoss: Bool) -> KeptImage? {
    if hasLoss { watch.doubtHistory() }
    return close(watch.latest)
  }

  private mutating func exchange(
    _ transfer: ControlTransfer, _ before: DFU.ImageTransfer?
  ) -> KeptImage? {
    guard let after = watch.latest else { return nil }
    let isNew = before?.began != after.began
    let finished = isNew ? close(before?.turnedAway) : nil
    if isNew { begin(after, transfer.device) }
    let earlier = isNew ? DFU.ImageTransfer(after.direction, began: after.began) : before
    take(transfer, earlier ?? after, after)
    return finished
  }

  private mutating func begin(_ told: DFU.ImageTransfer, _ address: DeviceAddress) {
    target.address = address
    target.isDfuSe = watch.dialect.map { $0 == DfuSeDialect.version } ?? hasSeenCommand
    current = KeptImage(told, target)
    (hasFailed, lastBlockFailed, longest) = (false, false, 0)
  }

  private mutating func close(_ told: DFU.ImageTransfer?) -> KeptImage? {
    guard var image = current, let told else { return nil }
    current = nil
    image.told = told
    return image
  }

  // MARK: - Exchanges of the image

  /// Takes what an exchange brought to the image that is followed.
  private mutating func take(
    _ transfer: ControlTransfer, _ before: DFU.ImageTransfer, _ after: DFU.ImageTransfer
  ) {
    if after.ending == .refused, before.ending != .refused {
      hasFailed = true
      lastBlockFailed = ClassRequest(transfer.setup) != after.request
    }
    if case .givenUp = after.ending { hasFailed = true }
    guard ClassRequest(transfer.setup) == after.request else { return }
    if after.blocks > before.blocks {
      block(transfer, isConfirmed: true)
    } else if after.commands > before.commands {
      command(transfer)
    } else if after.direction == .download, after.ending == .recordingEnded || after.isWhole {
      unshown(transfer, isEnd: after.isWhole && !before.isWhole)
    } else if transfer.outcome == .unknown {
      hasFailed = true
    }
  }

  /// A DNLOAD that brought no block that was seen to be taken.
  private mutating func unshown(_ transfer: ControlTransfer, isEnd: Bool) {
    if isEnd { return noteEnd(transfer) }
    guard transfer.outcome == .unknown || transfer.outcome == .unanswered,
      transfer.setup.length > 0
    else { return }
    let isCommand = transfer.setup.value == 0 && DfuSeDialect.isCommand(transfer.data)
    if isCommand, watch.dialect ?? DfuSeDialect.version == DfuSeDialect.version {
      command(transfer)
    } else {
      block(transfer, isConfirmed: false)
      hasFailed = true
    }
  }

  /// The zero-length DNLOAD. Its number follows that of the last block; some hosts send 0.
  private mutating func noteEnd(_ transfer: ControlTransfer) {
    guard current?.target.isDfuSe == false, transfer.setup.value != 0 else { return }
    let missing = current?.order.missing(before: transfer.setup.value) ?? 0
    guard missing > 0 else { return }
    current?.notes.fault(
      "the end has wBlockNum \(transfer.setup.value): \(counted(missing, "block")) may be "
        + "missing before it", at: transfer.submitted.frame)
  }

  private mutating func command(_ transfer: ControlTransfer) {
    hasSeenCommand = true
    current?.target.isDfuSe = true
    guard let command = DfuSeDialect.Command(transfer.data) else {
      return noteUnknownCommand(transfer)
    }
    if case .setAddress(let address) = command { pointer = address }
    current?.commands.note(command, at: transfer.submitted.frame)
  }

  /// A DNLOAD of block 0 that is no command: another vendor's, or the 65 537th block of one address
  /// pointer. The answer to an UPLOAD of block 0 is a list of commands.
  private mutating func noteUnknownCommand(_ transfer: ControlTransfer) {
    guard ClassRequest(transfer.setup) == .dnload else { return }
    current?.notes.fault(
      "wBlockNum 0 with \(counted(Int(transfer.setup.length), "byte")) holds no known command of "
        + "DfuSe: what the device did with it is not known", at: transfer.submitted.frame)
  }

  private mutating func block(_ transfer: ControlTransfer, isConfirmed: Bool) {
    let frame = transfer.submitted.frame
    let number = transfer.setup.value
    let wasRefused = lastBlockFailed
    let position =
      current?.target.isDfuSe == true ? address(transfer) : place(transfer, wasRefused: wasRefused)
    let length = transfer.blockLength
    guard let position, isWithin32Bits(position, length) else {
      let reason =
        number < DfuSeDialect.firstBlock
        ? "has no address in DfuSe" : "lies beyond FFFFFFFFh, the last address of DfuSe"
      current?.notes.fault("wBlockNum \(number) \(reason): the block is left out", at: frame)
      return
    }
    current?.add(
      KeptBlock(
        position: position, number: number, length: length, frame: frame,
        isConfirmed: isConfirmed, isAfterFailure: hasFailed),
      Array(transfer.data.prefix(length)))
    (hasFailed, lastBlockFailed) = (false, false)
  }

  /// The address of a block of DfuSe. Where the capture does not show wTransferSize, the largest
  /// wLength stands for it.
  private mutating func address(_ transfer: ControlTransfer) -> Int? {
    longest = max(longest, Int(transfer.setup.length))
    let size = target.transferSize ?? longest
    return DfuSeDialect.address(
      ofBlock: transfer.setup.value, transferSize: size, pointer: pointer
    ).map(Int.init)
  }

  /// Whether the block ends at the last address of DfuSe at the latest. Numbers have no such end.
  private func isWithin32Bits(_ position: Int, _ length: Int) -> Bool {
    current?.target.isDfuSe != true || position + length <= 1 << 32
  }

  /// The place of a block by its number; notes what is odd about the number.
  private mutating func place(_ transfer: ControlTransfer, wasRefused: Bool) -> Int? {
    guard current != nil else { return nil }
    let (number, frame) = (transfer.setup.value, transfer.submitted.frame)
    let isUpload = ClassRequest(transfer.setup) == .upload
    let taken = current?.order.take(number, isUpload: isUpload)
    switch taken?.place {
    case .restart?:
      current?.notes.remark(
        "the host began again with wBlockNum \(number): what came before does not count", at: frame)
      current?.startAgain()
    case .back?:
      current?.notes.remark("the host went back to wBlockNum \(number)", at: frame)
    case .next?, .ahead?:
      if wasRefused {
        current?.notes.fault(
          "the block before wBlockNum \(number) was refused, and not sent again", at: frame)
      }
    case .restOfZeros?:
      current?.gatherZeros()
    case .first?, .again?, nil: break
    }
    return taken?.position
  }
}

extension ControlTransfer {
  /// How many bytes of a block crossed the bus. Where the capture does not tell it, all that the
  /// host sent, or all that the capture holds of an answer.
  fileprivate var blockLength: Int {
    let isOut = setup.requestType.direction == .hostToDevice
    return min(actualLength ?? (isOut ? Int(setup.length) : data.count), Int(setup.length))
  }
}

extension DFU.ImageTransfer {
  /// The request that moves its blocks.
  fileprivate var request: ClassRequest { direction == .download ? .dnload : .upload }

  /// The transfer as it ended when another began.
  fileprivate var turnedAway: DFU.ImageTransfer {
    guard ending == .recordingEnded else { return self }
    var image = self
    image.ending = .neverEnded
    return image
  }
}
