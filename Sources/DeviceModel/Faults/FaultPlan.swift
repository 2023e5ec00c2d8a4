/// What goes wrong with a device, and when; everything is counted from 0.
package struct FaultPlan: Hashable, Sendable {
  /// How a block fails.
  package enum BlockFault: Hashable, Sendable, CaseIterable {
    /// Its memory cannot be erased.
    case erase
    /// It cannot be written.
    case write
    /// It is written, and is not what was sent.
    case verify
  }

  /// A block of the device's life that fails, and how.
  package struct FailingBlock: Hashable, Sendable {
    /// Which DNLOAD with data it is.
    package var number: Int
    /// How it fails.
    package var fault: BlockFault

    /// A block that fails.
    package init(number: Int, fault: BlockFault) {
      self.number = number
      self.fault = fault
    }
  }

  /// The block that fails.
  package var failingBlock: FailingBlock?
  /// The image that was downloaded is corrupt when the device boots.
  package var corruptsImage = false
  /// How many times longer an erase takes, 1...1000.
  package var eraseFactor = 1
  /// The device reboots by itself when it has answered this DNLOAD with data.
  package var resetAfterBlock: Int?
  /// The power fails when the device has answered this DNLOAD with data.
  package var powerCutAfterBlock: Int?
  /// This UPLOAD is not answered.
  package var lostUpload: Int?

  /// A plan by which nothing goes wrong.
  package init() {}

  /// Whether something happens to the device from outside, which no model does itself:
  /// `FaultInjector` does.
  var happensToDevice: Bool {
    resetAfterBlock != nil || powerCutAfterBlock != nil || lostUpload != nil
  }
}

extension FaultPlan {
  /// Reads the faults that any personality can be given.
  init(_ given: inout Parameters) throws(ModelError) {
    self.init()
    let block = 0...1_000_000
    let kinds: [String: BlockFault] = ["erase": .erase, "write": .write, "verify": .verify]
    let kind = try given.word("fault", of: kinds.keys.sorted()).flatMap { kinds[$0] }
    if let number = try given.number("fault_block", in: block) {
      failingBlock = FailingBlock(number: number, fault: kind ?? .write)
    }
    try given.read("corrupt_image", into: &corruptsImage)
    try given.read("erase_factor", in: 1...1000, into: &eraseFactor)
    resetAfterBlock = try given.number("reset_after_block", in: block)
    powerCutAfterBlock = try given.number("power_cut_after_block", in: block)
    lostUpload = try given.number("lost_upload", in: block)
  }
}

extension Flash.Make {
  /// The same flash under a fault plan, where a page holds `blocksPerPage` blocks. XMOS's flash
  /// library reports a page that does not verify as one that was not written.
  package func under(_ plan: FaultPlan, blocksPerPage: Int = 4) -> Flash.Make {
    var make = self
    make.sectorTime = VirtualTime(
      nanoseconds: sectorTime.nanoseconds * Int64(max(1, min(1000, plan.eraseFactor))))
    guard let failing = plan.failingBlock else { return make }
    switch failing.fault {
    case .erase: make.failedErase = failing.number
    case .write, .verify: make.refusedPage = failing.number / max(1, blocksPerPage)
    }
    return make
  }
}
