/// The flash as the DFU handler uses it (lib_xua 5.3.0, lib_xua/src/dfu/flash_interface.c).
///
/// It holds one page in RAM, as 64-byte parts, and remembers what it knows of the upgrade image.
struct FlashInterface: Hashable, Sendable {
  var flash: Flash
  /// The slot of the upgrade image found when the flash was opened; nil means "not valid".
  private(set) var upgrade: Int?
  private(set) var isConnected = false
  private var page = [UInt8](repeating: 0, count: Flash.pageSize)
  /// The next 64-byte part of `page`; 4 means that the page is full.
  private var part = 0
  /// The number of the page for the next read.
  private var readPosition = 0

  static let partSize = 64
  static let partsPerPage = Flash.pageSize / partSize

  init(flash: Flash) { self.flash = flash }

  /// Opens the flash if it is not open, and looks for an upgrade image.
  ///
  /// Returns false if it fails. If no image is found now, an image found earlier still counts.
  mutating func open() -> Bool {
    guard !isConnected else { return true }
    guard flash.canOpen else { return false }
    upgrade = flash.nextImage(after: nil) ?? upgrade
    isConnected = true
    return true
  }

  mutating func close() { isConnected = false }

  /// Looks for an upgrade image again.
  mutating func findUpgrade() { upgrade = flash.nextImage(after: nil) }

  /// Takes `image` for the upgrade image that has been there since the start. A page in RAM is read
  /// from it again.
  mutating func assume(_ image: [UInt8]) {
    flash.install(image)
    findUpgrade()
    guard let upgrade, let read = flash.page(readPosition - 1, ofImage: upgrade) else { return }
    page.replaceSubrange(0..<Flash.pageSize, with: read)
  }

  /// Deletes the upgrade image found at the opening, and all images after it.
  mutating func deleteUpgrades() -> VirtualTime {
    guard let first = upgrade else { return .zero }
    var spent = flash.deleteImage(first)
    var next = flash.nextImage(after: first)
    while let slot = next {
      spent += flash.deleteImage(slot)
      next = flash.nextImage(after: slot)
    }
    upgrade = nil
    return spent
  }

  /// Deletes only the upgrade image found at the opening.
  mutating func deleteUpgrade() -> VirtualTime {
    guard let slot = upgrade else { return .zero }
    upgrade = nil
    return flash.deleteImage(slot)
  }

  /// Makes one start-add call and starts a new page.
  mutating func startAdd() -> (result: Flash.StartAdd, spent: VirtualTime) {
    part = 0
    return flash.startAdd()
  }

  mutating func beginPage() { part = 0 }

  /// Takes 64 bytes. The fourth part programs the page. The bytes are dropped if the page is full,
  /// or while an upgrade image is remembered.
  mutating func write(_ bytes: [UInt8]) -> VirtualTime {
    guard upgrade == nil, part < Self.partsPerPage else { return .zero }
    page.replaceSubrange(part * Self.partSize..<(part + 1) * Self.partSize, with: bytes)
    part += 1
    return part == Self.partsPerPage ? flash.writePage(page).spent : .zero
  }

  /// Reads the next page of the upgrade image into RAM. Returns false after its end, or without an
  /// image.
  mutating func readPage(isFirst: Bool) -> Bool {
    guard let upgrade else { return false }
    if isFirst { readPosition = 0 }
    part = 0
    guard let read = flash.page(readPosition, ofImage: upgrade) else { return false }
    page.replaceSubrange(0..<Flash.pageSize, with: read)
    readPosition += 1
    return true
  }

  /// Returns the next 64 bytes of the page in RAM.
  mutating func readPart() -> [UInt8] {
    let start = min(part, Self.partsPerPage - 1) * Self.partSize
    part += 1
    return Array(page[start..<start + Self.partSize])
  }

  /// The size of the upgrade image in bytes; 0 without one.
  var upgradeSize: Int { upgrade.flatMap { flash.upgrades[$0] }?.count ?? 0 }

  /// Up to `count` bytes of the upgrade image, starting at byte `start`.
  func bytes(from start: Int, count: Int) -> [UInt8] {
    guard let upgrade else { return [] }
    var bytes: [UInt8] = []
    while bytes.count < count {
      let (page, offset) = (start + bytes.count).quotientAndRemainder(dividingBy: Flash.pageSize)
      guard let read = flash.page(page, ofImage: upgrade) else { break }
      bytes += read.dropFirst(offset).prefix(count - bytes.count)
    }
    return bytes
  }
}
