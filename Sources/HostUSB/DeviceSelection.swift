/// Which device an operator means. The options are dfu-util's.
///
/// This file reads the options. `DeviceChoice.swift` applies them to the devices that are there.
package struct DeviceSelection: Hashable, Sendable {
  /// A vendor and a product, each of which may be left open.
  package struct Identity: Hashable, Sendable {
    /// What idVendor must be.
    package var vendor: Part = .any
    /// What idProduct must be.
    package var product: Part = .any

    /// Any vendor, any product.
    package init() {}

    /// What one of the two numbers must be.
    package enum Part: Hashable, Sendable {
      /// Every number will do, or no number at all.
      case any, none
      /// Only this number will do.
      case number(UInt16)

      func takes(_ value: UInt16) -> Bool {
        switch self {
        case .any: true
        case .none: false
        case .number(let number): number == value
        }
      }
    }

    func takes(_ device: FoundDevice) -> Bool {
      vendor.takes(device.vendor) && product.takes(device.product)
    }
  }

  /// The device's identity in run-time mode (`-d`, before the comma).
  package var runTime = Identity()
  /// The device's identity in DFU mode (`-d`, after the comma). Without a comma it is the same as
  /// in run-time mode.
  package var dfuMode = Identity()
  /// Bus and ports, as `1-2.3` (`-p`). Nil for any.
  package var path: String?
  /// The serial number in run-time mode and in DFU mode (`-S`). Nil for any.
  package var serial: (runTime: String, dfuMode: String)? {
    get { serials.count == 2 ? (serials[0], serials[1]) : nil }
    set { serials = newValue.map { [$0.runTime, $0.dfuMode] } ?? [] }
  }
  private var serials: [String] = []
  /// bInterfaceNumber (`-i`). Nil for any.
  package var interface: UInt8?
  /// bAlternateSetting (`-a`). Nil for any.
  package var alternate: UInt8?

  /// Any device.
  package init() {}
}

extension DeviceSelection {
  /// Why an option's text selects no device.
  package struct Problem: Error, Hashable, Sendable {
    /// A sentence for the operator: what the option takes, and what it was given.
    package var message: String

    /// Takes the sentence.
    package init(message: String) { self.message = message }
  }

  /// Reads `-d`: `vid:pid[,vid:pid]` in hexadecimal digits. A number that is empty or `*` means
  /// any, `-` means none.
  ///
  /// With nothing before the comma, only a device in DFU mode is meant. Throws where the text is
  /// not of that form; the selection is then not to be used.
  package mutating func take(ids text: String) throws(Problem) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first, let last = parts.last else {
      throw Self.wrong(ids: text)
    }
    runTime = first.isEmpty ? .nothing : try Self.identity(first, text)
    dfuMode = try Self.identity(last, text)
  }

  /// Reads `-S`: one serial number for both modes, or two with a comma between them.
  package mutating func take(serial text: String) {
    let parts = text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
    serial = (String(parts.first ?? ""), String(parts.last ?? ""))
  }

  /// Reads `-p`: bus and ports, as `1-2.3`. Throws where the text is not of that form.
  package mutating func take(path text: String) throws(Problem) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let ports = parts.last?.split(separator: ".", omittingEmptySubsequences: false) ?? []
    guard parts.count == 2, UInt8(parts[0]) != nil, ports.allSatisfy({ UInt8($0) != nil }) else {
      throw Problem(
        message: "-p takes bus and ports, as 1-2.3 (lsusb -t shows them); got '\(text)'.")
    }
    path = text
  }

  private static func identity(
    _ part: Substring, _ whole: String
  ) throws(Problem) -> Identity {
    let words = part.split(separator: ":", omittingEmptySubsequences: false)
    guard words.count == 2 else { throw wrong(ids: whole) }
    var identity = Identity()
    identity.vendor = try number(words[0], whole)
    identity.product = try number(words[1], whole)
    return identity
  }

  private static func number(_ word: Substring, _ whole: String) throws(Problem) -> Identity.Part {
    switch word {
    case "", "*": return .any
    case "-": return .none
    default:
      let digits = word.hasPrefix("0x") ? word.dropFirst(2) : word
      guard !digits.hasPrefix("+"), let value = UInt16(digits, radix: 16) else {
        throw wrong(ids: whole)
      }
      return .number(value)
    }
  }

  private static func wrong(ids text: String) -> Problem {
    Problem(
      message: "-d takes vid:pid[,vid:pid] in hexadecimal digits, as 20b1:0008; got '\(text)'.")
  }
}

extension DeviceSelection.Identity {
  /// No vendor, no product: a device in that mode is never meant.
  fileprivate static var nothing: Self {
    var identity = Self()
    (identity.vendor, identity.product) = (.none, .none)
    return identity
  }
}
