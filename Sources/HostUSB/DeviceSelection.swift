/// Which device an operator means, in dfu-util's terms.
package struct DeviceSelection: Hashable, Sendable {
  /// Vendor and product, where each may be left open.
  package struct Identity: Hashable, Sendable {
    package var vendor: Part = .any
    package var product: Part = .any

    package init() {}

    /// One of the two.
    package enum Part: Hashable, Sendable {
      case any, none
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

  /// What it is in run-time mode (`-d`, before the comma).
  package var runTime = Identity()
  /// What it is in DFU mode (`-d`, behind the comma; without one the same).
  package var dfuMode = Identity()
  /// Bus and ports, as `1-2.3` (`-p`).
  package var path: String?
  /// The serial number in run-time and in DFU mode (`-S`).
  package var serial: (runTime: String, dfuMode: String)? {
    get { serials.count == 2 ? (serials[0], serials[1]) : nil }
    set { serials = newValue.map { [$0.runTime, $0.dfuMode] } ?? [] }
  }
  private var serials: [String] = []
  /// bInterfaceNumber (`-i`).
  package var interface: UInt8?
  /// bAlternateSetting (`-a`).
  package var alternate: UInt8?

  package init() {}
}

extension DeviceSelection {
  /// What is wrong with a text that should select a device.
  package struct Problem: Error, Hashable, Sendable {
    package var message: String

    package init(message: String) { self.message = message }
  }

  /// Takes `vid:pid[,vid:pid]` in hexadecimal digits; a part may be empty or `*` for any, and
  /// `-` for none.
  package mutating func take(ids text: String) throws(Problem) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first, let last = parts.last else {
      throw Self.wrong(ids: text)
    }
    runTime = first.isEmpty ? .nothing : try Self.identity(first, text)
    dfuMode = try Self.identity(last, text)
  }

  /// Takes a serial number, or two with a comma between.
  package mutating func take(serial text: String) {
    let parts = text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
    serial = (String(parts.first ?? ""), String(parts.last ?? ""))
  }

  /// Takes bus and ports, as `1-2.3`.
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
  fileprivate static var nothing: Self {
    var identity = Self()
    (identity.vendor, identity.product) = (.none, .none)
    return identity
  }
}

// MARK: - Choosing

extension DeviceSelection {
  /// The DFU interface of `device` that is meant; nil when the device is not.
  package func interface(of device: FoundDevice) -> FoundDevice.DFUInterface? {
    guard path.map({ $0 == device.path }) ?? true else { return nil }
    return device.interfaces.first { candidate in
      (candidate.isDFUMode ? dfuMode : runTime).takes(device)
        && interface.map { $0 == candidate.number } ?? true
        && alternate.map { $0 == candidate.alternate } ?? true
    }
  }

  /// The serial number that the device must have in that mode; nil for any.
  func serial(inDFUMode isDFUMode: Bool) -> String? {
    serial.map { isDFUMode ? $0.dfuMode : $0.runTime }
  }
}
