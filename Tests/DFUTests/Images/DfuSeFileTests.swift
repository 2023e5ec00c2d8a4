import DFU
import Testing

/// Files of DfuSe, prefixes of vendors, and addresses of blocks.
@Suite struct DfuSeFileTests {
  /// Two elements for alternate setting 3: 2 bytes at 08000000h, 1 byte at 08004000h.
  private static let file: [UInt8] =
    Array("DfuSe".utf8) + [1, 48, 1, 0, 0, 1]
    + Array("Target".utf8) + [3] + [UInt8](repeating: 0, count: 259) + [19, 0, 0, 0, 2, 0, 0, 0]
    + [0, 0, 0, 8, 2, 0, 0, 0, 0xAA, 0xBB] + [0, 0x40, 0, 8, 1, 0, 0, 0, 0xCC]

  @Test func `targets and elements are read`() throws {
    let file = try DfuSeFile(Self.file)
    let target = try #require(file.targets.first)
    #expect(file.targets.count == 1)
    #expect(target.alternate == 3)
    #expect(target.elements.map(\.address) == [0x0800_0000, 0x0800_4000])
    #expect(target.elements.map { Array(Self.file[$0.place]) } == [[0xAA, 0xBB], [0xCC]])
  }

  @Test func `what is written is that file`() {
    let written =
      DfuSeFile.head(alternate: 3, elementSizes: [2, 1])
      + DfuSeFile.head(ofElementAt: 0x0800_0000, size: 2) + [0xAA, 0xBB]
      + DfuSeFile.head(ofElementAt: 0x0800_4000, size: 1) + [0xCC]
    #expect(written == Self.file)
  }

  @Test func `a file that is cut anywhere is malformed, and says where`() {
    for length in 0..<Self.file.count {
      #expect(throws: DfuSeFile.Malformation.self) {
        try DfuSeFile(Array(Self.file.prefix(length)))
      }
    }
  }

  @Test(arguments: [(10, UInt8(255), 304), (284, 255, 281), (292, 255, 289), (5, 2, 5)])
  func `impossible counts and sizes are malformed`(
    _ place: Int, _ byte: UInt8, _ offset: Int
  ) {
    var file = Self.file
    file[place] = byte
    if place == 284 { file[283] = 255 }
    let error = #expect(throws: DfuSeFile.Malformation.self) { try DfuSeFile(file) }
    #expect(error?.offset == offset)
  }

  @Test func `the address of a block counts from 2 in steps of wTransferSize`() {
    func address(_ number: UInt16, _ pointer: UInt32 = 0x0800_0000) -> UInt32? {
      DfuSeDialect.address(ofBlock: number, transferSize: 2048, pointer: pointer)
    }
    #expect(address(2) == 0x0800_0000)
    #expect(address(5) == 0x0800_1800)
    #expect(address(0) == nil)
    #expect(address(1) == nil)
    #expect(address(2, 0xFFFF_FFFF) == 0xFFFF_FFFF)
    #expect(address(3, 0xFFFF_FFFF) == nil)
  }

  @Test func `commands are read`() {
    #expect(DfuSeDialect.Command([0x21, 0, 0x40, 0, 8]) == .setAddress(0x0800_4000))
    #expect(DfuSeDialect.Command([0x41, 0, 0x40, 0, 8]) == .erase(0x0800_4000))
    #expect(DfuSeDialect.Command([0x41]) == .massErase)
    #expect(DfuSeDialect.Command([0x92]) == .readUnprotect)
    #expect(DfuSeDialect.Command([0x21, 0, 0]) == nil)
  }

  // MARK: - Prefixes, as dfu-prefix 0.11 writes them before 100 bytes of firmware

  @Test func `the prefix of NXP's LPC is known`() {
    let head: [UInt8] =
      [0x1A, 0x3F, 1, 0] + [UInt8](repeating: 0, count: 8) + [255, 255, 255, 255]
    #expect(VendorPrefix(head: head, length: 116) == .lpc(pages: 1))
    #expect(VendorPrefix(head: Array(head.prefix(15)), length: 116) == nil)
  }

  @Test func `the prefix of TI's Stellaris is known by its length`() {
    let head: [UInt8] = [1, 0, 0x18, 0, 0x64, 0, 0, 0]
    #expect(VendorPrefix(head: head, length: 108) == .stellaris(address: 0x6000, length: 100))
    #expect(VendorPrefix(head: head, length: 109) == nil)
  }

  @Test func `a file of DfuSe that was sent as it is is known`() {
    #expect(VendorPrefix(head: Self.file, length: Self.file.count) == .dfuSeFile)
    #expect(VendorPrefix(head: [UInt8](repeating: 7, count: 16), length: 16) == nil)
  }
}
