import CaptureIO
import USB

/// The decoders of a capture beside its first one: one for each other link type that occurs.
///
/// Such captures are rare, so these decoders are called through their protocol.
struct FurtherDecoders {
  /// Makes the decoder of a link type; nil for a link type that is not read.
  typealias Make = @Sendable (LinkType) -> (any TransferDecoder)?

  /// The decoders that were needed so far.
  var decoders: [(linkType: LinkType, decoder: any TransferDecoder)] = []
  /// Whether one of them cannot show bus resets.
  private(set) var hideResets = false
  private let make: Make

  /// Decoders that `make` makes; without it there are none.
  init(_ make: @escaping Make = { _ in nil }) { self.make = make }

  /// The place of a link type's decoder, which is made for its first record; nil without one.
  mutating func place(of linkType: LinkType?) -> Int? {
    guard let linkType else { return nil }
    if let place = decoders.firstIndex(where: { $0.linkType == linkType }) { return place }
    guard let decoder = make(linkType) else { return nil }
    decoders.append((linkType, decoder))
    if decoder.hidesResets { hideResets = true }
    return decoders.count - 1
  }

  /// The number of records that only repeat another one.
  var copies: Int { decoders.reduce(0) { $0 + $1.decoder.copies } }

  /// The number of control records that belong to no transfer.
  var strays: Int { decoders.reduce(0) { $0 + $1.decoder.strays } }

  /// The names of all dialects, each once; nil when none is known.
  func name(after first: String?) -> String? {
    let names = once([first].compactMap(\.self) + decoders.compactMap(\.decoder.name))
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  /// What the dialects cannot show, each once.
  func limits(after first: [String]) -> [String] {
    once(first + decoders.flatMap(\.decoder.limits))
  }

  private func once(_ texts: [String]) -> [String] {
    texts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
