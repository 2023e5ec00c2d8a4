import DFU
import Report

extension ProductTrail {
  /// The products of a session with the verdicts of their findings; empty for a single product.
  func verdicts(of findings: [Report.Finding]) -> [Report.ProductVerdict] {
    guard tellsApart else { return [] }
    var found: [Report.ProductVerdict] = []
    for stay in stays {
      let product = Report.Product(stay.product)
      guard !found.contains(where: { $0.product == product }) else { continue }
      found.append(Report.ProductVerdict(product: product, frame: stay.frame))
    }
    for finding in findings {
      guard let index = found.firstIndex(where: { $0.product == finding.product }) else { continue }
      found[index].add(finding)
    }
    return found
  }

  /// What is said where the changes are too many to be told; nil else.
  var remark: String? {
    guard isFull else { return nil }
    return "The device changed its ids or bcdDevice more than \(Self.limit) times: the findings do "
      + "not say which of its products they are about."
  }
}

extension Report.Product {
  init(_ product: ProductTrail.Product) {
    self.init(vendor: product.vendor, product: product.product, version: product.version)
  }
}
