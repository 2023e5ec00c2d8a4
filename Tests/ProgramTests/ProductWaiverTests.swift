import Testing

/// What is accepted of one version of a product is not accepted of the next.
@Suite struct ProductWaiverTests {
  @Test(arguments: [
    ("1209:0D11", 0), ("1209:0d11@0100", 0), ("1209:0d11@0101", 1), ("1209:0d10", 1),
  ])
  func `a waiver fits the product that the capture shows`(
    product: String, status: Int32
  ) throws {
    let scratch = try Scratch()
    let text = """
      schema: dfutrace.waivers/1
      waivers:
        - rule: dfu/host
          product: "\(product)"
          reason: known
          expires: never

      """
    let waivers = try scratch.file("w.yaml", Array(text.utf8))
    let run = try Program.run(
      "check", "captures/manifestation-intolerant-reset", "--waivers", waivers)
    #expect(run.status == status)
    #expect(run.output.contains("(product \(product.lowercased()))"))
  }
}
