import DFU
import Report
import USB

extension Report.Device {
  /// The device as reports name it.
  init(_ device: SessionSummary.Device) {
    self.init(
      bus: Int(device.address.bus), address: Int(device.address.address), vendor: device.vendor,
      product: device.product)
  }
}
