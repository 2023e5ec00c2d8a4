/// What goes wrong with a device, and when; everything is counted from 0.
package struct FaultPlan: Hashable, Sendable {
  /// How a block fails.
  package enum BlockFault: Hashable, Sendable, CaseIterable { case erase, write, verify }

  /// A block of the device's life that fails, and how.
  package struct FailingBlock: Hashable, Sendable {
    package var number: Int
    package var fault: BlockFault

    package init(number: Int, fault: BlockFault) {
      self.number = number
      self.fault = fault
    }
  }

  /// The block that fails.
  package var failingBlock: FailingBlock?
  /// The image that was downloaded is corrupt when the device boots.
  package var corruptsImage = false
  /// How much longer an erase takes.
  package var eraseFactor = 1
  /// The device reboots by itself when it has answered this DNLOAD.
  package var resetAfterBlock: Int?
  /// The power fails when the device has answered this DNLOAD.
  package var powerCutAfterBlock: Int?
  /// This UPLOAD is not answered.
  package var lostUpload: Int?

  /// A plan by which nothing goes wrong.
  package init() {}
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
