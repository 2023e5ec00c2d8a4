/// Turns the numbers of a usbmon header around. They have the byte order of the machine that
/// recorded; libpcap hands them out in the order of the machine that reads.
enum UsbmonHostOrder {
  /// The length of the short header, and of the long one.
  private static let (short, long) = (48, 64)
  private static let isochronous: UInt8 = 0

  /// Turns around a big-endian record of this link type, if it is one of usbmon's.
  static func convert(_ bytes: UnsafeMutableBufferPointer<UInt8>, _ linkType: LinkType) {
    var span = unsafe bytes.mutableSpan
    convert(&span, linkType)
  }

  /// Turns around a big-endian record of this link type, if it is one of usbmon's.
  static func convert(_ record: inout MutableSpan<UInt8>, _ linkType: LinkType) {
    guard LinkType.ofUsbmon.contains(linkType) else { return }
    convert(&record, hasLongHeader: linkType == .usbLinuxMmapped)
  }

  /// Turns around the header of a big-endian record, and what follows it of an isochronous one.
  ///
  /// The numbers are those of `struct mon_bin_hdr` (kernel documentation, usb/usbmon): id, bus,
  /// time, status, lengths; for isochronous transfers the number of errors and of descriptors. The
  /// setup packet and the data have USB's own order.
  private static func convert(_ record: inout MutableSpan<UInt8>, hasLongHeader: Bool) {
    for field in [0..<8, 12..<14, 16..<24, 24..<28, 28..<32, 32..<36, 36..<40] {
      reverse(field, in: &record)
    }
    let isIsochronous = record.count > 9 && record[9] == isochronous
    if isIsochronous { for start in [40, 44] { reverse(start..<start + 4, in: &record) } }
    if hasLongHeader {
      for start in stride(from: short, to: long, by: 4) {
        reverse(start..<start + 4, in: &record)
      }
    }
    if isIsochronous, hasLongHeader { convertDescriptors(&record) }
  }

  /// Turns around status, offset and length of each packet's descriptor, of 16 bytes. The last
  /// number of the long header counts them.
  private static func convertDescriptors(_ record: inout MutableSpan<UInt8>) {
    guard record.count >= long else { return }
    let count = (60..<64).reversed().reduce(0) { $0 << 8 | Int(record[$1]) }
    for descriptor in stride(from: long, to: min(record.count, long + count * 16), by: 16) {
      for field in 0..<3 {
        reverse(descriptor + field * 4..<descriptor + field * 4 + 4, in: &record)
      }
    }
  }

  private static func reverse(_ field: Range<Int>, in record: inout MutableSpan<UInt8>) {
    guard field.upperBound <= record.count else { return }
    var (low, high) = (field.lowerBound, field.upperBound - 1)
    while low < high {
      record.swapAt(low, high)
      (low, high) = (low + 1, high - 1)
    }
  }
}
