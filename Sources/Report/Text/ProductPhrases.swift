// How the products are told that a device was in one session.

extension Report.Product {
  /// `0483:5740, bcdDevice 0100h`.
  var text: String { "\(hex4(vendor)):\(hex4(product)), bcdDevice \(hex4(version))h" }
}

extension Report.DescriptorSet {
  /// What its device descriptor says; nil where that was not read whole.
  var product: Report.Product? {
    let fields = descriptors.first { $0.name == "DEVICE" }?.fields ?? []
    func value(_ name: String) -> UInt16? {
      fields.first { $0.name == name }?.value.flatMap(UInt16.init(exactly:))
    }
    guard let vendor = value("idVendor"), let product = value("idProduct"),
      let version = value("bcdDevice")
    else { return nil }
    return Report.Product(vendor: vendor, product: product, version: version)
  }
}

extension Report.Session {
  /// The products with their verdicts, a line each; none where the device was one product.
  var productLines: [(name: String, value: String)] {
    products.map { product in
      ("product", "\(product.product.text), from frame \(product.frame): \(verdicts(of: product))")
    }
  }

  /// `device pass, host violation (dfuse: declared)`.
  private func verdicts(of product: Report.ProductVerdict) -> String {
    Report.Actor.allCases.map { actor in
      let explained = profile.map { " (\($0.name): \(product.profileVerdict[actor]))" } ?? ""
      return "\(actor) \(product.verdict[actor])\(explained)\(purpose(actor))"
    }.joined(separator: ", ")
  }
}
