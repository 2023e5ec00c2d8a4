/// Which device an operator selects. The options are those of dfu-util.
///
/// This file reads the options. `DeviceChoice.swift` applies them to the devices on the machine.
package struct DeviceSelection: Hashable, Sendable {
  /// A vendor and a product. Each may be left open.
  package struct Identity: Hashable, Sendable {
    /// The required idVendor.
    package var vendor: Part = .any
    /// The required idProduct.
    package var product: Part = .any

    /// Makes an identity with any vendor and any product.
    package init() {}

    /// The requirement for one of the two numbers.
    package enum Part: Hashable, Sendable {
      /// Every number fits, or no number fits.
      case any, none
      /// Only this number fits.
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
  /// Bus and ports, such as `1-2.3` (`-p`); nil for any.
  package var path: String?
  /// The serial number in run-time mode and in DFU mode (`-S`); nil for any.
  package var serial: (runTime: String, dfuMode: String)? {
    get { serials.count == 2 ? (serials[0], serials[1]) : nil }
    set { serials = newValue.map { [$0.runTime, $0.dfuMode] } ?? [] }
  }
  private var serials: [String] = []
  /// bInterfaceNumber (`-i`); nil for any.
  package var interface: UInt8?
  /// bAlternateSetting (`-a`); nil for any.
  package var alternate: UInt8?

  /// Makes a selection that fits any device.
  package init() {}
}

extension DeviceSelection {
  /// Why the text of an option is not accepted.
  package struct Problem: Error, Hashable, Sendable {
    /// A sentence for the operator: what the option accepts, and what was given.
    package var message: String

    /// Makes a problem with this sentence.
    package init(message: String) { self.message = message }
  }

  /// Reads `-d`: `vid:pid[,vid:pid]` in hexadecimal digits. An empty number or `*` means any, `-`
  /// means none.
  ///
  /// With nothing before the comma, only a device in DFU mode fits. Throws if the text does not
  /// have this form; the selection must then not be used.
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

  /// Reads `-p`: bus and ports, such as `1-2.3`. Throws if the text does not have this form.
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
  /// No vendor and no product: no device in that mode fits.
  fileprivate static var nothing: Self {
    var identity = Self()
    (identity.vendor, identity.product) = (.none, .none)
    return identity
  }
}
