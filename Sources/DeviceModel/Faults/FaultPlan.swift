/// Which faults a device has, and when. All counts start at 0.
package struct FaultPlan: Hashable, Sendable {
  /// How a block fails.
  package enum BlockFault: Hashable, Sendable, CaseIterable {
    /// The erase of its memory fails.
    case erase
    /// The write fails.
    case write
    /// The write succeeds with wrong data.
    case verify
  }

  /// A failing block, counted over the life of the device.
  package struct FailingBlock: Hashable, Sendable {
    /// The number of the DNLOAD with data that carries the block.
    package var number: Int
    /// How it fails.
    package var fault: BlockFault

    /// Makes a failing block.
    package init(number: Int, fault: BlockFault) {
      self.number = number
      self.fault = fault
    }
  }

  /// The block that fails.
  package var failingBlock: FailingBlock?
  /// Whether the downloaded image is corrupt when the device boots.
  package var corruptsImage = false
  /// By how many times an erase takes longer, 1...1000.
  package var eraseFactor = 1
  /// The device reboots by itself after its answer to this DNLOAD with data.
  package var resetAfterBlock: Int?
  /// The power fails after the device's answer to this DNLOAD with data.
  package var powerCutAfterBlock: Int?
  /// The device does not answer this UPLOAD.
  package var lostUpload: Int?

  /// Makes a plan without faults.
  package init() {}

  /// Whether the plan has faults from outside the device. `FaultInjector` applies these; no model
  /// does it itself.
  var happensToDevice: Bool {
    resetAfterBlock != nil || powerCutAfterBlock != nil || lostUpload != nil
  }
}

extension FaultPlan {
  /// Reads the fault parameters that every personality accepts.
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
  /// The same flash with the faults of a plan; a page holds `blocksPerPage` blocks. XMOS's flash
  /// library reports a page that does not verify as a page that was not written.
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
