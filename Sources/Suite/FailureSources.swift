import CaptureIO
import Files
import HostUSB
import Report
import SpecTable

// Translates the errors of the lower modules for the operator: adds a place and an exit status.

extension CheckFailure {
  /// The tables cannot be read. `directory` is their folder; nil: the shipped tables.
  init(tables directory: String?, _ error: TableError) {
    let file = directory ?? "shipped tables"
    let message = error.description
    let isAboutFolder = message.hasPrefix("\(file): ")
    self.init(
      file: file, status: error.exitStatus,
      message: isAboutFolder ? String(message.dropFirst(file.count + 2)) : message)
  }

  /// A capture file that cannot be read or written.
  init(file: String, _ error: CaptureError) {
    self.init(file: file, status: error.exitStatus, message: error.message)
  }

  /// A capture that cannot be read. `asked`: the dialect that the operator wants it read in.
  init(file: String, _ error: CaptureError, asked: ForcedDialect?) {
    guard case .unsupportedLinkType(_, let number) = error, let asked else {
      self.init(file: file, error)
      if case .otherText = error {
        let names = ForcedDialect.namesForText.joined(separator: " or ")
        message += " --dialect takes \(names) for it."
      }
      return
    }
    let linkType = LinkType(rawValue: number)
    let names = ForcedDialect.names(for: linkType)
    guard !names.isEmpty else {
      self.init(file: file, error)
      return
    }
    self.init(
      file: file, status: .usage,
      message: "has link type \(number) (\(linkType.name)), which --dialect \(asked.rawValue) "
        + "does not fit; it takes \(names.joined(separator: ", ")).")
  }

  /// A file that cannot be opened or read. `what` says what it should be: `file of vectors`.
  init(opening path: String, as what: String, _ error: SystemError) {
    let (status, why): (ExitStatus, String) =
      if error.isMissing {
        (.noInput, path.isEmpty ? "has an empty name" : "is not there; check the name")
      } else if error.isForbidden {
        (.permission, "may not be read; check its permissions")
      } else if error.isFolder {
        (.usage, "is a folder; name a file in it")
      } else {
        (.noInput, "cannot be opened: \(error.reason)")
      }
    self.init(file: path, status: status, message: "The \(what) \(why).")
  }

  /// A file of more than `most` bytes.
  init(tooLong path: String, as what: String, most: Int) {
    self.init(
      file: path, status: .unreadable,
      message: "The \(what) has more than \(most >> 10) KiB, which is the most that is read.")
  }

  /// A device that cannot be used.
  init(_ error: HostError) {
    self.init(file: "device", status: error.exitStatus, message: error.description)
  }
}

extension TableError {
  fileprivate var exitStatus: ExitStatus {
    if case .noPermission = self { .permission } else { .unreadable }
  }
}

extension CaptureError {
  var exitStatus: ExitStatus {
    switch self {
    case .missing: .noInput
    case .isDirectory, .otherText: .usage
    case .noPermission, .mayNotWrite: .permission
    case .cannotOpen, .cannotWrite: .inputOutput
    case .empty, .compressedTwice, .notDecoded, .foreign, .notACapture, .unsupportedLinkType:
      .unreadable
    }
  }
}

extension LiveError {
  var exitStatus: ExitStatus {
    switch self {
    case .notUsbmon: .usage
    case .noModule: .noDevice
    case .noInterface: .noInput
    case .noPermission: .permission
    case .cannotOpen: .inputOutput
    }
  }
}

extension HostError {
  var exitStatus: ExitStatus {
    switch self {
    case .noDevice, .severalDevices, .busy: .noDevice
    case .noPermission: .permission
    case .library: .harness
    }
  }
}
