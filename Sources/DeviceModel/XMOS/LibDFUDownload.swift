import DFU

/// A download of lib_dfu into the flash: one page in RAM, and the sub-steps (lib_dfu 2.x,
/// lib_dfu/src/dfu_sub_sm.xc).
///
/// Each GETSTATUS does one sub-step.
struct LibDFUDownload: Hashable, Sendable {
  /// What one GETSTATUS does with the flash.
  enum Step: Hashable, Sendable, CaseIterable {
    /// Connects to the flash and makes the first erase call.
    case entry
    case erase, firstWrite, write, manifest
  }

  /// The first step for the next whole page.
  private var next = Step.entry
  private var page: [UInt8] = []
  private var isFinalised = false

  /// Adds a block to the page. Returns false if the page has no room for it.
  mutating func append(_ block: [UInt8]) -> Bool {
    guard page.count + block.count <= Flash.pageSize else { return false }
    page += block
    return true
  }

  /// Ends the download. An incomplete page is padded with FFh.
  mutating func end() {
    guard !page.isEmpty else { return }
    page += [UInt8](repeating: 0xFF, count: Flash.pageSize - page.count)
  }

  /// The step for the next GETSTATUS; nil if the host must send more data first.
  func step(isManifest: Bool) -> Step? {
    if page.count == Flash.pageSize { return next }
    return isManifest && !isFinalised ? .manifest : nil
  }

  /// Does one step. A failure returns its bStatus.
  mutating func perform(
    _ step: Step, _ memory: inout FlashInterface
  ) -> (failure: Status?, spent: VirtualTime) {
    switch step {
    case .entry:
      return memory.open() ? erase(&memory) : (.errWRITE, .zero)
    case .erase:
      return erase(&memory)
    case .firstWrite, .write:
      let (isWritten, spent) = memory.flash.writePage(page)
      page = []
      next = .write
      return (isWritten ? nil : .errWRITE, spent)
    case .manifest:
      _ = memory.flash.endWrite()
      memory.findUpgrade()
      isFinalised = true
      return (nil, .zero)
    }
  }

  /// Makes one erase call. It replaces an existing upgrade image.
  private mutating func erase(
    _ memory: inout FlashInterface
  ) -> (failure: Status?, spent: VirtualTime) {
    let call = memory.flash.startAdd()
    memory.findUpgrade()
    switch call.result {
    case .failed: return (.errERASE, call.spent)
    case .moreToErase: next = .erase
    case .ready: next = .firstWrite
    }
    return (nil, call.spent)
  }
}

/// bwPollTimeout in milliseconds for each action of GETSTATUS (lib_xua 1724fcd2,
/// lib_xua/src/dfu_conf.h; lib_dfu 2.x, dfu_default_conf.h).
enum LibDFUPollTimeouts: Hashable, Sendable {
  /// The USB code runs on the flash's tile, and the reply waits until the action is finished.
  case inBand
  case standard

  func time(of step: LibDFUDownload.Step) -> UInt32 {
    guard self == .standard else { return 0 }
    return switch step {
    case .entry: 150
    case .erase: 8
    case .firstWrite: 100
    case .write: 2
    case .manifest: 3
    }
  }
}
