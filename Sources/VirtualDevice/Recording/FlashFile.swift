import DeviceModel
import Files

/// A file with the device's non-volatile memory: the bytes of the image that boots. It is empty
/// when there is no such image.
struct FlashFile {
  private let path: String
  private var saved: [UInt8]?

  /// Puts the file's image into the device. If the file does not exist yet, nothing changes.
  init(_ path: String, into device: inout any DeviceModel) throws(ServeError) {
    guard device.image != nil else { throw .keepsNoImage }
    self.path = path
    if let obstacle = WholeFile.obstacle(at: path) {
      throw Self.failure(path, obstacle, "the image could not be kept here: ")
    }
    guard InputFile.size(of: path) != nil else { return }
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = try InputFile(path).readAll(atMost: Self.sizeLimit)
    } catch {
      throw Self.failure(path, error)
    }
    if let bytes { device.install(bytes) }
    saved = device.image
    guard let bytes, let saved, saved.starts(with: bytes) else {
      throw .flash(file: path, reason: Self.tooLarge)
    }
  }

  /// The most bytes that are read, 64 MiB: no model has a larger flash.
  private static let sizeLimit = 64 << 20

  private static let tooLarge = "the image is larger than the device's flash"

  private static func failure(
    _ path: String, _ error: SystemError, _ what: String = ""
  ) -> ServeError {
    if error.isFolder { return .flashIsFolder(path) }
    return error.isForbidden
      ? .mayNotKeep(file: path) : .flash(file: path, reason: what + error.reason)
  }

  /// Writes the device's image if it has changed. The file is replaced as a whole or not at all.
  mutating func save(_ device: any DeviceModel) throws(ServeError) {
    guard let image = device.image, image != saved else { return }
    do throws(SystemError) {
      try WholeFile.write(image, to: path)
      saved = image
    } catch {
      throw Self.failure(path, error)
    }
  }
}
