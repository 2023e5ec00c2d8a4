import DeviceModel
import Foundation

/// A file that holds what a device keeps without power: the bytes of the image that boots, none
/// when there is none.
struct FlashFile {
  private let path: String
  private var saved: [UInt8]?

  /// Puts the file's image into the device; a file that is not there yet changes nothing.
  init(_ path: String, into device: inout any DeviceModel) throws(ServeError) {
    guard device.image != nil else { throw .keepsNoImage }
    self.path = path
    guard FileManager.default.fileExists(atPath: path) else { return }
    do {
      let bytes = Array(try Data(contentsOf: URL(filePath: path)))
      device.install(bytes)
      saved = device.image
    } catch {
      throw .flash(file: path, reason: error.localizedDescription)
    }
  }

  /// Writes the device's image when it is another than before: a whole file or none.
  mutating func save(_ device: any DeviceModel) throws(ServeError) {
    guard let image = device.image, image != saved else { return }
    do {
      try Data(image).write(to: URL(filePath: path), options: .atomic)
      saved = image
    } catch {
      throw .flash(file: path, reason: error.localizedDescription)
    }
  }
}
