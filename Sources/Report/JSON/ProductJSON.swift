import JSON

extension Report.Product {
  var value: JSONValue {
    .object([
      ("vendor", .string(hex4(vendor))), ("product", .string(hex4(product))),
      ("bcdDevice", .string(hex4(version))),
    ])
  }
}

extension Report.ProductVerdict {
  var value: JSONValue {
    .object([
      ("product", product.value), ("frame", .int(frame)), ("verdict", verdict.value),
      ("profileVerdict", profileVerdict.value), ("text", .string(product.text)),
    ])
  }
}
