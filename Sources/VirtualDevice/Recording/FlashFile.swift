import DeviceModel
import Files
import FoundationEssentials

/// A file with the device's non-volatile memory: the bytes of the image that boots. It is empty
/// when there is no such image.
struct FlashFile {
  private let path: String
  private var saved: [UInt8]?

  /// Puts the file's image into the device. If the file does not exist yet, nothing changes.
  init(_ path: String, into device: inout any DeviceModel) throws(ServeError) {
    guard device.image != nil else { throw .keepsNoImage }
    self.path = path
    guard FileManager.default.fileExists(atPath: path) else { return }
    do throws(SystemError) {
      let bytes = try InputFile.bytes(of: path)
      device.install(bytes)
      saved = device.image
    } catch {
      throw .flash(file: path, reason: error.reason)
    }
  }

  /// Writes the device's image if it has changed. The file is replaced as a whole or not at all.
  mutating func save(_ device: any DeviceModel) throws(ServeError) {
    guard let image = device.image, image != saved else { return }
    do {
      try Data(image).write(to: URL(filePath: path), options: .atomic)
      saved = image
    } catch {
      throw .flash(file: path, reason: SystemError(of: error).reason)
    }
  }
}
