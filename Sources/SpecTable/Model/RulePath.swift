extension Row {
  /// The rule's public path: `dfu/A.2.3/dfuIDLE.DNLOAD.block`.
  package var path: String { "dfu/\(cite.section.split(separator: " ").first ?? "")/\(id)" }
}

extension Obligation {
  /// The rule's public path: `dfu/host/H09`.
  package var path: String { "dfu/\(actor.rawValue)/\(id)" }
}

extension TimingRule {
  /// The rule's public path: `dfu/time/T1`.
  package var path: String { "dfu/time/\(id)" }
}

extension DescriptorRule {
  /// The rule's public path: `dfu/descriptor/D07`.
  package var path: String { "dfu/descriptor/\(id)" }
}
