import DFU

/// A download of lib_dfu into the flash: one page in RAM, and the sub-steps (humphrey-xmos/lib_dfu
/// 22139ff0, lib_dfu/src/dfu_sub_sm.xc; for 2.1 the later one with the timed erase).
///
/// Each GETSTATUS does one sub-step. The answer tells the time that the sub-step before it set.
struct LibDFUDownload: Hashable, Sendable {
  /// What the next sub-step does with the flash.
  private enum Step: Hashable, Sendable {
    /// Connects to the flash and makes the first erase call.
    case entry
    /// Erases on. The call that ends the erase also writes the first page.
    case erase
    case write
  }

  /// What bwPollTimeout is told for.
  enum Moment: Hashable, Sendable, CaseIterable {
    case entry, erase, firstWrite, write, manifest
  }

  /// How long lib_dfu 2.1 repeats the erase call in one sub-step; nil for lib_dfu 2.0, which makes
  /// one call.
  let eraseTime: VirtualTime?
  private var step = Step.entry
  private var page: [UInt8] = []
  private var isFinalised = false
  /// The time to tell in the next answer. The end of an image leaves it for the next download.
  private(set) var told = Moment.entry

  init(eraseTime: VirtualTime?) { self.eraseTime = eraseTime }

  /// Begins a download with an empty page.
  mutating func begin() { page = [] }

  /// Begins anew at CLRSTATUS.
  mutating func clear() { (step, told) = (.entry, .entry) }

  /// Adds a block to the page. Returns false if the page has no room for it.
  mutating func append(_ block: [UInt8]) -> Bool {
    guard page.count + block.count <= Flash.pageSize else { return false }
    page += block
    return true
  }

  /// Whether a sub-step is due; if not, the host sends more data, or the image is finished.
  func isBusy(inManifest: Bool) -> Bool {
    inManifest ? !(isFinalised && page.isEmpty) : page.count >= Flash.pageSize
  }

  /// Ends the report of a finished image.
  mutating func finish() { isFinalised = false }
}

// MARK: Sub-steps

extension LibDFUDownload {
  /// The bStatus of a failure, and the time that was needed.
  typealias Outcome = (failure: Status?, spent: VirtualTime)

  /// Does one sub-step. While nothing is erased yet, the manifestation erases too.
  mutating func perform(inManifest: Bool, _ memory: inout FlashInterface) -> Outcome {
    switch step {
    case .entry: return enter(&memory)
    case .erase: return erase(&memory)
    case .write where inManifest: return end(&memory)
    case .write:
      told = .write
      return write(&memory)
    }
  }

  private mutating func enter(_ memory: inout FlashInterface) -> Outcome {
    told = .entry
    guard memory.open() else { return (.errWRITE, .zero) }
    let call = Self.eraseCall(&memory)
    guard call.result != .failed else { return (.errERASE, call.spent) }
    if eraseTime != nil { told = .erase }
    step = .erase
    return (nil, call.spent)
  }

  /// Makes an erase call; lib_dfu 2.1 repeats it for a while.
  private mutating func erase(_ memory: inout FlashInterface) -> Outcome {
    told = .erase
    var spent = VirtualTime.zero
    var result = Flash.StartAdd.moreToErase
    repeat {
      let call = Self.eraseCall(&memory)
      result = call.result
      spent += call.spent
    } while result == .moreToErase && spent < eraseTime ?? .zero
    switch result {
    case .failed: return (.errERASE, spent)
    case .moreToErase: return (nil, spent)
    case .ready: break
    }
    (step, told) = (.write, .firstWrite)
    let written = write(&memory)
    return (written.failure, spent + written.spent)
  }

  /// Makes one erase call. It replaces an existing upgrade image.
  private static func eraseCall(
    _ memory: inout FlashInterface
  ) -> (result: Flash.StartAdd, spent: VirtualTime) {
    let call = memory.flash.startAdd()
    memory.findUpgrade()
    return call
  }

  /// Writes the page. An incomplete one is padded with FFh.
  private mutating func write(_ memory: inout FlashInterface) -> Outcome {
    let missing = Flash.pageSize - page.count
    let written = memory.flash.writePage(page + [UInt8](repeating: 0xFF, count: missing))
    page = []
    return (written.isWritten ? nil : .errWRITE, written.spent)
  }

  /// Writes the last part of a page and ends the image. Only the end decides: an image that is not
  /// valid gives errPROG.
  private mutating func end(_ memory: inout FlashInterface) -> Outcome {
    (step, told) = (.entry, .manifest)
    let spent = page.isEmpty ? .zero : write(&memory).spent
    isFinalised = memory.flash.endWrite()
    memory.findUpgrade()
    return (isFinalised ? nil : .errPROG, spent)
  }
}

/// bwPollTimeout in milliseconds (lib_xua 1724fcd2, lib_xua/src/dfu_conf.h; lib_dfu 2.x,
/// dfu_default_conf.h).
enum LibDFUPollTimeouts: Hashable, Sendable {
  /// The USB code runs on the flash's tile, and the reply waits until the action is finished.
  case inBand
  case standard

  func time(of moment: LibDFUDownload.Moment) -> UInt32 {
    guard self == .standard else { return 0 }
    return switch moment {
    case .entry: 150
    case .erase: 8
    case .firstWrite: 100
    case .write: 2
    case .manifest: 3
    }
  }
}
