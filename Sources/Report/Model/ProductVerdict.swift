extension Report {
  /// The verdicts about one of the products that a device was in one session, as a bootloader and
  /// the application behind it.
  public struct ProductVerdict: Hashable, Sendable {
    /// The product.
    public var product: Product
    /// The first record of the device as this product, numbered as in Wireshark.
    public var frame: Int
    /// The verdicts about the device while it was this product, and about its host.
    public var verdict: Verdicts
    /// The same under the session's profile; equal to `verdict` without one.
    public var profileVerdict: Verdicts

    /// Makes a verdict; without findings both sides pass.
    package init(product: Product, frame: Int) {
      self.product = product
      self.frame = frame
      verdict = Verdicts()
      profileVerdict = Verdicts()
    }

    /// Counts a finding in.
    package mutating func add(_ finding: Finding) {
      verdict.take(finding.verdict, of: finding.actor)
      profileVerdict.take(finding.profileVerdict, of: finding.actor)
    }
  }
}

extension Report.Verdicts {
  fileprivate mutating func take(_ verdict: Report.Verdict, of actor: Report.Actor) {
    switch actor {
    case .device: device = max(device, verdict)
    case .host: host = max(host, verdict)
    }
  }
}
