import Report
import Suite
import TestSupport
import Testing

/// The same images in every dialect: decoders keep the bytes of blocks.
@Suite struct FirmwareDialectTests {
  private static let answered = WrittenDialect.all.filter { DialectCarriage($0).completions }

  private static func images(_ dialect: WrittenDialect) throws -> [FirmwareReport.Image] {
    let folder = try TemporaryFolder()
    let story = DFUStory.clean.told(maxPacketSize: dialect.maxPacketSize)
    var extraction = FirmwareExtraction(.init(), keeps: false)
    try extraction.read(
      folder.write(dialect.file(of: story), as: "recording"), with: Judge(CheckOptions()))
    return extraction.report(written: nil).images
  }

  @Test(arguments: answered)
  func `a dialect gives the images of usbmon, or says which bytes it leaves out`(
    _ dialect: WrittenDialect
  ) throws {
    let expected = try Self.images(.reference)
    let found = try Self.images(dialect)
    #expect(!expected.isEmpty)
    #expect(found.map(\.told.kind) == expected.map(\.told.kind))
    #expect(found.map(\.length) == expected.map(\.length))
    guard let most = DialectCarriage(dialect).mostData else {
      #expect(found.map(\.elements) == expected.map(\.elements))
      #expect(!found.map(\.isComplete).contains(false))
      return
    }
    for image in found {
      #expect(!image.isComplete)
      #expect(image.missing > 0)
      #expect(image.faults.contains { $0.text.contains("holds \(most) of ") })
    }
  }
}
