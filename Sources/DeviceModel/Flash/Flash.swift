/// The flash behind a device: a factory image, and upgrade images after it.
///
/// The operations are the ones that lib_xua uses from XMOS's flash library (lib_xua 5.3.0,
/// lib_xua/src/dfu/flash_interface.c). Nothing changes the factory image.
package struct Flash: Hashable, Sendable {
  /// The size of one write, in bytes.
  package static let pageSize = 256
  /// The size of one erase, in bytes.
  package static let sectorSize = 4096

  /// The image that the loader boots if there is no valid upgrade image.
  package let factory: [UInt8]
  /// The properties of the flash that never change.
  package let make: Make
  /// Upgrade images in the order of their addresses; nil for a deleted one.
  package private(set) var upgrades: [[UInt8]?]
  /// Whether the last image written was larger than its place. It has the header of an image, but
  /// the loader finds it damaged (xmos/lib_xua#165).
  private var isTruncated = false
  private var work = Work.none
  /// The number of pages given to `writePage` since the device was made, for the fault plan.
  private var pagesOffered = 0
  /// The number of erases begun since the device was made, for the fault plan.
  private var erasesBegun = 0

  /// The operation in progress.
  private enum Work: Hashable {
    case none
    case erasing(sectorsLeft: Int)
    case writing(image: [UInt8], flaw: Flaw?)
  }

  /// What is wrong with an image: the flash failed, or the image is too large.
  private enum Flaw: Hashable { case refused, truncated }

  /// The result of an erase call.
  package enum StartAdd: Hashable, Sendable { case ready, moreToErase, failed }

  /// Makes a flash with these upgrade images. Each image is padded to whole pages with FFh.
  package init(make: Make = Make(), factory: [UInt8] = [0x58], upgrades: [[UInt8]] = []) {
    self.make = make
    self.factory = Self.padded(factory)
    self.upgrades = upgrades.map { Self.isBootable($0) ? Self.padded($0) : nil }
  }

  /// Upgrade image `number` as vectors define it: byte i is (7i + 3 + 17 number) mod 256.
  package static func image(_ number: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: 7 &* $0 &+ 3 &+ 17 &* number) }
  }

  private static func padded(_ image: [UInt8]) -> [UInt8] {
    let missing = (pageSize - image.count % pageSize) % pageSize
    return image + [UInt8](repeating: 0xFF, count: missing)
  }

  /// Whether the loader accepts an image: it has a page, and its first word is not FFFFFFFFh.
  private static func isBootable(_ image: [UInt8]) -> Bool {
    !image.isEmpty && !(image.count >= 4 && image.prefix(4).allSatisfy { $0 == 0xFF })
  }
}

extension Flash {
  /// Times, capacity and permanent faults.
  package struct Make: Hashable, Sendable {
    /// The most bytes of an upgrade image. The erase for it covers whole sectors.
    package var maxUpgrade = 128 * 1024
    /// The time for erasing one sector.
    package var sectorTime = VirtualTime.milliseconds(70)
    /// The number of sectors that one start-add call erases.
    package var sectorsPerCall = 1
    /// The time for writing one page.
    package var pageTime = VirtualTime.milliseconds(2)
    /// Whether connecting to the flash fails.
    package var failsToConnect = false
    /// Whether the factory image cannot be found.
    package var losesFactory = false
    /// Whether every start-add call fails.
    package var failsToStartAdd = false
    /// Whether every page write fails.
    package var failsToWrite = false
    /// The page whose write fails, counted from 0 over the life of the device.
    package var refusedPage: Int?
    /// The erase whose calls fail, counted from 0 over the life of the device.
    package var failedErase: Int?

    /// Makes a flash with 128 KiB for an upgrade image, without faults.
    package init() {}

    /// The number of sectors for an upgrade image of the largest size.
    var sectors: Int { (max(0, maxUpgrade) + Flash.sectorSize - 1) / Flash.sectorSize }
  }

  /// Whether the flash can be connected to, and the factory image is there.
  package var canOpen: Bool { !make.failsToConnect && !make.losesFactory }

  /// Whether the loader boots an upgrade image.
  package var bootsUpgrade: Bool { nextImage(after: nil) != nil && !isTruncated }

  /// The slot of the next upgrade image after `slot` by its header, as the flash library finds it;
  /// nil starts after the factory image.
  package func nextImage(after slot: Int?) -> Int? {
    upgrades.indices.first { $0 > slot ?? -1 && upgrades[$0] != nil }
  }

  /// One page of an upgrade image; nil after its end, or if there is no such image.
  package func page(_ number: Int, ofImage slot: Int) -> ArraySlice<UInt8>? {
    guard upgrades.indices.contains(slot), let image = upgrades[slot] else { return nil }
    let start = number * Self.pageSize
    guard number >= 0, start < image.count else { return nil }
    return image[start..<min(image.count, start + Self.pageSize)]
  }

  /// Deletes an upgrade image by erasing its first sector. Returns the time for it.
  package mutating func deleteImage(_ slot: Int) -> VirtualTime {
    if upgrades.indices.contains(slot) { upgrades[slot] = nil }
    return make.sectorTime
  }

  /// Begins an upgrade image after the factory image, or continues the erase for it.
  ///
  /// The first call makes all upgrade images invalid. A call during an erase continues it. A call
  /// after a finished erase begins a new one.
  package mutating func startAdd() -> (result: StartAdd, spent: VirtualTime) {
    if case .erasing = work {} else { beginErase() }
    guard case .erasing(let left) = work else { return (.failed, .zero) }
    let done = min(left, max(1, make.sectorsPerCall))
    work = left > done ? .erasing(sectorsLeft: left - done) : .writing(image: [], flaw: nil)
    let spent = VirtualTime(nanoseconds: make.sectorTime.nanoseconds * Int64(done))
    return (left > done ? .moreToErase : .ready, spent)
  }

  /// Brings an erase in progress to its last sector.
  mutating func shortenErase() {
    if case .erasing = work { work = .erasing(sectorsLeft: 1) }
  }

  private mutating func beginErase() {
    defer { erasesBegun += 1 }
    if make.failsToStartAdd || erasesBegun == make.failedErase {
      work = .none
    } else {
      upgrades = []
      isTruncated = false
      work = .erasing(sectorsLeft: make.sectors)
    }
  }

  /// Writes the next page of the image in progress.
  ///
  /// `isWritten` is false when the flash refuses the page: no image was begun, the page does not
  /// fit, or the flash fails.
  package mutating func writePage(_ page: [UInt8]) -> (isWritten: Bool, spent: VirtualTime) {
    defer { pagesOffered += 1 }
    guard case .writing(var image, let flaw) = work else { return (false, .zero) }
    work = .none
    let fits = image.count + Self.pageSize <= make.sectors * Self.sectorSize
    let fails = make.failsToWrite || pagesOffered == make.refusedPage
    if fits, !fails { image += Self.padded(Array(page.prefix(Self.pageSize))) }
    let now: Flaw? = fails ? .refused : fits ? nil : .truncated
    work = .writing(image: image, flaw: flaw == .refused ? .refused : now ?? flaw)
    return now == nil ? (true, make.pageTime) : (false, .zero)
  }

  /// Ends the image in progress. Returns false if it is not valid: it has no page, a page was
  /// refused, or its first word is FFFFFFFFh. The pages of a too large image stay, as an image that
  /// does not boot.
  package mutating func endWrite() -> Bool {
    guard case .writing(let image, let flaw) = work else { return false }
    work = .none
    guard flaw != .refused, Self.isBootable(image) else { return false }
    upgrades = [image]
    isTruncated = flaw == .truncated
    return flaw == nil
  }

  /// Restarts the chip: an unfinished image and an unfinished erase are lost.
  package mutating func reboot() { work = .none }

  /// Replaces all upgrade images by this one; an empty image means none. Of an image that is larger
  /// than its place, keeps what fits.
  package mutating func install(_ image: [UInt8]) {
    let image = Array(image.prefix(make.maxUpgrade))
    upgrades = Self.isBootable(image) ? [Self.padded(image)] : []
    isTruncated = false
    work = .none
  }

  /// Makes every upgrade image invalid for the loader.
  package mutating func corruptUpgrades() { upgrades = [] }
}
