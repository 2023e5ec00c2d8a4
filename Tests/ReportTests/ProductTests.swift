import Report
import Testing

/// A session of a device that was two products: how its verdicts and findings name them.
@Suite struct ProductTests {
  static let bootloader = Report.Product(vendor: 0x0483, product: 0xDF11, version: 0x2200)
  static let application = Report.Product(vendor: 0x0483, product: 0x5740, version: 0x0100)

  /// The finding is one about the application.
  static var session: Report.Session {
    var finding = Sample.leniency
    finding.product = application
    var session = Sample.session
    session.findings = [finding]
    var broken = Report.ProductVerdict(product: application, frame: 169)
    broken.add(finding)
    session.products = [Report.ProductVerdict(product: bootloader, frame: 45), broken]
    return session
  }

  @Test func `the text has a line for each product, and one in a finding`() {
    let text = Sample.report([Self.session]).text()
    #expect(
      text.contains(
        "    product    0483:df11, bcdDevice 2200h, from frame 45: device pass, host pass\n"))
    #expect(
      text.contains(
        "    product    0483:5740, bcdDevice 0100h, from frame 169: device violation, host pass\n"))
    #expect(text.contains("      product    0483:5740, bcdDevice 0100h\n"))
  }

  @Test func `Markdown and JUnit name them too`() {
    let report = Sample.report([Self.session])
    #expect(report.markdown.contains("- **product:** 0483:df11, bcdDevice 2200h, from frame 45"))
    #expect(report.junit.contains("name=\"product\" value=\"0483:df11, bcdDevice 2200h, from"))
  }

  @Test func `the JSON follows the published schema`() throws {
    let json = Sample.report([Self.session]).json
    #expect(try PublishedSchema().complaints(about: Document(json)) == [])
    let session = try #require(
      try Document(json)["captures"]?.items.first?["sessions"]?.items.first)
    #expect(session["products"]?.items.count == 2)
    #expect(session["findings"]?.items.first?["product"]?["product"] == .string("5740"))
  }

  @Test func `equal findings about two products are not folded into one`() {
    var session = Self.session
    var other = session.findings[0]
    other.product = Self.bootloader
    session.findings.append(other)
    #expect(!Sample.report([session]).text().contains("more like it"))
  }

  @Test func `a session with one product says nothing of it`() {
    let report = Sample.report([Sample.session])
    #expect(!report.text().contains("product") && !report.json.contains("\"products\""))
  }
}
