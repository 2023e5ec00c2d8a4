/// The flash behind a device: a factory image, and upgrade images after it.
///
/// The operations are those of XMOS's flash library as lib_xua uses it (lib_xua 5.3.0,
/// lib_xua/src/dfu/flash_interface.c). Nothing alters the factory image.
package struct Flash: Hashable, Sendable {
  /// Bytes of one write.
  package static let pageSize = 256
  /// Bytes of one erase.
  package static let sectorSize = 4096

  /// The image that the loader falls back to.
  package let factory: [UInt8]
  /// What is built in and never changes.
  package let make: Make
  /// Upgrade images in the order of their addresses; nil where one was deleted.
  package private(set) var upgrades: [[UInt8]?]
  private var work = Work.none
  /// Pages offered since the device was made, for the fault plan.
  private var pagesOffered = 0
  /// Start-add calls since the device was made, for the fault plan.
  private var erasesBegun = 0

  /// What the flash is in the middle of.
  private enum Work: Hashable {
    case none
    case erasing(sectorsLeft: Int)
    case writing(image: [UInt8], isRefused: Bool)
  }

  /// How an erase call ends.
  package enum StartAdd: Hashable, Sendable { case ready, moreToErase, failed }

  /// Makes a flash that holds `upgrades`; each is padded to whole pages with FFh.
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

  /// Whether the loader takes it: it has a page, and its first word is not FFFFFFFFh.
  private static func isBootable(_ image: [UInt8]) -> Bool {
    !image.isEmpty && !(image.count >= 4 && image.prefix(4).allSatisfy { $0 == 0xFF })
  }
}

extension Flash {
  /// Times, capacity, and what always fails.
  package struct Make: Hashable, Sendable {
    /// The most bytes of an upgrade image; whole sectors are erased for it.
    package var maxUpgrade = 128 * 1024
    /// Erasing one sector.
    package var sectorTime = VirtualTime.milliseconds(70)
    /// Sectors that one start-add call erases.
    package var sectorsPerCall = 1
    /// Writing one page.
    package var pageTime = VirtualTime.milliseconds(2)
    /// The flash cannot be connected to.
    package var failsToConnect = false
    /// The factory image is not found.
    package var losesFactory = false
    /// Every start-add call fails.
    package var failsToStartAdd = false
    /// Every page is refused.
    package var failsToWrite = false
    /// The page, counted from 0 over the life of the device, that is refused.
    package var refusedPage: Int?
    /// The erase, counted from 0 over the life of the device, whose calls fail.
    package var failedErase: Int?

    /// A flash of 128 KiB for an upgrade image, in which nothing fails.
    package init() {}

    /// Sectors that hold an upgrade image of the largest size.
    var sectors: Int { (max(0, maxUpgrade) + Flash.sectorSize - 1) / Flash.sectorSize }
  }

  /// Whether the flash answers, and the factory image is there.
  package var canOpen: Bool { !make.failsToConnect && !make.losesFactory }

  /// Whether the loader boots an upgrade image.
  package var bootsUpgrade: Bool { nextImage(after: nil) != nil }

  /// The slot of the next valid upgrade image; `slot` nil begins after the factory image.
  package func nextImage(after slot: Int?) -> Int? {
    upgrades.indices.first { $0 > slot ?? -1 && upgrades[$0] != nil }
  }

  /// One page of an upgrade image; nil behind its end, or when there is no such image.
  package func page(_ number: Int, ofImage slot: Int) -> ArraySlice<UInt8>? {
    guard upgrades.indices.contains(slot), let image = upgrades[slot] else { return nil }
    let start = number * Self.pageSize
    guard number >= 0, start < image.count else { return nil }
    return image[start..<min(image.count, start + Self.pageSize)]
  }

  /// Deletes an upgrade image by erasing its first sector; gives the time that it takes.
  package mutating func deleteImage(_ slot: Int) -> VirtualTime {
    if upgrades.indices.contains(slot) { upgrades[slot] = nil }
    return make.sectorTime
  }

  /// Begins an upgrade image after the factory image, or goes on erasing for one.
  ///
  /// The first call makes all upgrade images invalid. An erase in progress goes on; after a
  /// finished one the next call begins again.
  package mutating func startAdd() -> (result: StartAdd, spent: VirtualTime) {
    if case .erasing = work {} else { beginErase() }
    guard case .erasing(let left) = work else { return (.failed, .zero) }
    let done = min(left, max(1, make.sectorsPerCall))
    work = left > done ? .erasing(sectorsLeft: left - done) : .writing(image: [], isRefused: false)
    let spent = VirtualTime(nanoseconds: make.sectorTime.nanoseconds * Int64(done))
    return (left > done ? .moreToErase : .ready, spent)
  }

  private mutating func beginErase() {
    defer { erasesBegun += 1 }
    if make.failsToStartAdd || erasesBegun == make.failedErase {
      work = .none
    } else {
      upgrades = []
      work = .erasing(sectorsLeft: make.sectors)
    }
  }

  /// Writes the next page of the image begun; false when it is refused: no image was begun, it
  /// does not fit, or the flash fails.
  package mutating func writePage(_ page: [UInt8]) -> (isWritten: Bool, spent: VirtualTime) {
    defer { pagesOffered += 1 }
    guard case .writing(var image, let isRefused) = work else { return (false, .zero) }
    work = .none
    let fits = image.count + Self.pageSize <= make.sectors * Self.sectorSize
    let isWritten = fits && !make.failsToWrite && pagesOffered != make.refusedPage
    if isWritten { image += Self.padded(Array(page.prefix(Self.pageSize))) }
    work = .writing(image: image, isRefused: isRefused || !isWritten)
    return (isWritten, isWritten ? make.pageTime : .zero)
  }

  /// Ends the image begun; false when it is not valid: it has no page, a page was refused, or
  /// its first word is FFFFFFFFh.
  package mutating func endWrite() -> Bool {
    guard case .writing(let image, let isRefused) = work else { return false }
    work = .none
    guard !isRefused, Self.isBootable(image) else { return false }
    upgrades = [image]
    return true
  }

  /// The chip starts again: an unfinished image and an unfinished erase are lost.
  package mutating func reboot() { work = .none }

  /// Puts an upgrade image in place of all others; an empty one is none.
  package mutating func install(_ image: [UInt8]) {
    upgrades = Self.isBootable(image) ? [Self.padded(image)] : []
    work = .none
  }

  /// Spoils every upgrade image, as the loader finds out.
  package mutating func corruptUpgrades() { upgrades = [] }
}
