import DFU

/// A download of lib_dfu on its way into the flash: a page in RAM, and the sub-steps that
/// GETSTATUS does one at a time (lib_dfu 2.x, lib_dfu/src/dfu_sub_sm.xc).
struct LibDFUDownload: Hashable, Sendable {
  /// What one GETSTATUS does to the flash.
  enum Step: Hashable, Sendable, CaseIterable {
    /// Connects to the flash, and makes the first erase call.
    case entry
    case erase, firstWrite, write, manifest
  }

  /// What the next whole page needs first.
  private var next = Step.entry
  private var page: [UInt8] = []
  private var isFinalised = false

  /// Adds a block to the page; false when the page has no room for it.
  mutating func append(_ block: [UInt8]) -> Bool {
    guard page.count + block.count <= Flash.pageSize else { return false }
    page += block
    return true
  }

  /// The host sends no more: an open page is completed with FFh.
  mutating func end() {
    guard !page.isEmpty else { return }
    page += [UInt8](repeating: 0xFF, count: Flash.pageSize - page.count)
  }

  /// What the next GETSTATUS has to do; nil until the host sends more.
  func step(isManifest: Bool) -> Step? {
    if page.count == Flash.pageSize { return next }
    return isManifest && !isFinalised ? .manifest : nil
  }

  /// Does one step; a failure gives its bStatus.
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

  /// One call; an upgrade image that is there is replaced.
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

/// bwPollTimeout by what GETSTATUS does, in milliseconds (lib_xua 1724fcd2,
/// lib_xua/src/dfu_conf.h; lib_dfu 2.x, dfu_default_conf.h).
enum LibDFUPollTimeouts: Hashable, Sendable {
  /// The USB code runs on the tile of the flash, and the reply waits for it.
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
