import DeviceModel
import Testing

@Suite struct FlashTests {
  private func flash(sectors: Int = 4, perCall: Int = 1, images: [[UInt8]] = []) -> Flash {
    var make = Flash.Make()
    make.maxUpgrade = sectors * Flash.sectorSize
    make.sectorsPerCall = perCall
    make.sectorTime = .milliseconds(10)
    return Flash(make: make, upgrades: images)
  }

  private let page = [UInt8](repeating: 3, count: Flash.pageSize)

  @Test func `an erase goes on call by call, and begins again when it was finished`() {
    var flash = flash(sectors: 5, perCall: 2)
    for _ in 0..<2 {
      let calls = (0..<3).map { _ in flash.startAdd() }
      #expect(calls.map(\.result) == [.moreToErase, .moreToErase, .ready])
      #expect(calls.map(\.spent.milliseconds) == [20, 20, 10])
    }
  }

  @Test func `the first start-add call makes every upgrade image invalid`() {
    var flash = flash(images: [page, page])
    #expect(flash.bootsUpgrade)
    _ = flash.startAdd()
    #expect(!flash.bootsUpgrade)
    #expect(flash.bootImage == flash.factory)
  }

  @Test func `a reboot loses what is unfinished and keeps what is finished`() {
    var flash = flash(sectors: 1)
    _ = flash.startAdd()
    let written = flash.writePage(page)
    #expect(written.isWritten)
    flash.reboot()
    let isTooEarly = flash.endWrite()
    #expect(!isTooEarly)
    #expect(!flash.bootsUpgrade)
    _ = flash.startAdd()
    _ = flash.writePage(page)
    let isEnded = flash.endWrite()
    #expect(isEnded)
    flash.reboot()
    #expect(flash.bootImage == page)
  }

  @Test func `an image is valid with a page, none refused, and another first word than FFFFFFFF`() {
    let blank = [UInt8](repeating: 0xFF, count: Flash.pageSize)
    for (pages, isValid) in [
      ([], false), ([page], true), ([blank], false), ([page, blank], true),
      ([[UInt8]](repeating: page, count: 16), true), ([[UInt8]](repeating: page, count: 17), false),
    ] {
      var flash = flash(sectors: 1)
      _ = flash.startAdd()
      for page in pages { _ = flash.writePage(page) }
      #expect(flash.endWrite() == isValid)
    }
  }

  @Test func `a too large image is found by its header, but the loader boots the factory image`() {
    var flash = flash(sectors: 1)
    _ = flash.startAdd()
    for _ in 0..<17 { _ = flash.writePage(page) }
    let isValid = flash.endWrite()
    flash.reboot()
    #expect(!isValid)
    #expect(flash.nextImage(after: nil) == 0)
    #expect(flash.bootImage == flash.factory)
    flash.install(page)
    #expect(flash.bootImage == page)
  }

  @Test func `a page without an image begun is refused`() {
    var flash = flash(sectors: 2)
    let first = flash.writePage(page)
    _ = flash.startAdd()
    let second = flash.writePage(page)
    #expect(!first.isWritten && !second.isWritten)
  }

  @Test func `images are found in order, read page by page, and deleted one by one`() {
    var flash = flash(images: [Flash.image(0, 300), Flash.image(1, 10)])
    #expect(flash.nextImage(after: nil) == 0)
    #expect(flash.nextImage(after: 0) == 1)
    #expect(flash.page(1, ofImage: 0)?.first == UInt8(truncatingIfNeeded: 7 * 256 + 3))
    #expect(flash.page(1, ofImage: 0)?.last == 0xFF)
    #expect(flash.page(2, ofImage: 0) == nil)
    #expect(flash.page(0, ofImage: 1)?.first == 20)
    #expect(flash.deleteImage(0) == .milliseconds(10))
    #expect(flash.nextImage(after: nil) == 1)
    #expect(flash.deleteImage(1) == .milliseconds(10))
    #expect(!flash.bootsUpgrade)
  }
}
