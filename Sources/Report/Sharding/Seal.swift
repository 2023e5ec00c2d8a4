/// A digest of bytes that are written one after the other: XXH64 with the seed 0 (xxHash
/// specification 0.1.1, "XXH64 algorithm description").
///
/// It finds what was damaged or changed by hand, in a tenth of the time of reading JSON. It does
/// not resist somebody who forges a report.
package struct Seal {
  private var lanes = Lanes()
  /// What does not fill a stripe yet.
  private var rest: [UInt8] = []
  private var count = 0

  /// Begins without bytes.
  package init() {}

  /// Adds bytes.
  package mutating func add(_ bytes: [UInt8]) { add(bytes.span) }

  /// Adds bytes.
  mutating func add(_ bytes: Span<UInt8>) {
    count += bytes.count
    var place = 0
    while !rest.isEmpty, place < bytes.count {
      rest.append(bytes[place])
      place += 1
      guard rest.count == Lanes.stripe else { continue }
      let full = rest
      _ = lanes.take(full.span)
      rest = []
    }
    place += lanes.take(bytes.extracting(place...))
    for index in place..<bytes.count { rest.append(bytes[index]) }
  }

  /// The digest of all bytes so far, as 16 hexadecimal digits.
  package var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  private var value: UInt64 {
    var hash = count < Lanes.stripe ? Lanes.prime5 : lanes.joined
    hash &+= UInt64(count)
    let rest = rest.span
    var place = 0
    while rest.count - place >= 8 {
      let word = Lanes.word(rest.extracting(place..<place + 8))
      hash = (hash ^ Lanes.round(0, word)).turned(27) &* Lanes.prime1 &+ Lanes.prime4
      place += 8
    }
    if rest.count - place >= 4 {
      let half = (0..<4).reduce(UInt64(0)) { $0 | UInt64(rest[place + $1]) << UInt64(8 * $1) }
      hash = (hash ^ half &* Lanes.prime1).turned(23) &* Lanes.prime2 &+ Lanes.prime3
      place += 4
    }
    for index in place..<rest.count {
      hash = (hash ^ UInt64(rest[index]) &* Lanes.prime5).turned(11) &* Lanes.prime1
    }
    hash = (hash ^ hash >> 33) &* Lanes.prime2
    hash = (hash ^ hash >> 29) &* Lanes.prime3
    return hash ^ hash >> 32
  }
}

/// The four sums of XXH64, which take eight bytes each of a stripe of 32.
private struct Lanes {
  private var first = prime1 &+ prime2
  private var second = prime2
  private var third: UInt64 = 0
  private var fourth = 0 &- prime1

  static let stripe = 32
  static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  /// Takes all whole stripes; gives the number of their bytes.
  mutating func take(_ bytes: Span<UInt8>) -> Int {
    var place = 0
    while bytes.count - place >= Self.stripe {
      // Its bounds are checked once.
      let stripe = bytes.extracting(place..<place &+ Self.stripe)
      first = Self.round(first, Self.word(stripe.extracting(0..<8)))
      second = Self.round(second, Self.word(stripe.extracting(8..<16)))
      third = Self.round(third, Self.word(stripe.extracting(16..<24)))
      fourth = Self.round(fourth, Self.word(stripe.extracting(24..<32)))
      place &+= Self.stripe
    }
    return place
  }

  /// Eight bytes as a number; the first is the lowest.
  @inline(__always)
  static func word(_ bytes: Span<UInt8>) -> UInt64 {
    let low =
      UInt64(bytes[0]) | UInt64(bytes[1]) << 8 | UInt64(bytes[2]) << 16 | UInt64(bytes[3]) << 24
    let high =
      UInt64(bytes[4]) | UInt64(bytes[5]) << 8 | UInt64(bytes[6]) << 16 | UInt64(bytes[7]) << 24
    return low | high << 32
  }

  @inline(__always)
  static func round(_ sum: UInt64, _ word: UInt64) -> UInt64 {
    (sum &+ word &* prime2).turned(31) &* prime1
  }

  var joined: UInt64 {
    let sum = first.turned(1) &+ second.turned(7) &+ third.turned(12) &+ fourth.turned(18)
    return [first, second, third, fourth].reduce(sum) {
      ($0 ^ Self.round(0, $1)) &* Self.prime1 &+ Self.prime4
    }
  }
}

extension UInt64 {
  /// Its bits turned to the left.
  @inline(__always)
  fileprivate func turned(_ count: UInt64) -> UInt64 { self << count | self >> (64 - count) }
}
