/// An upload of lib_dfu: the image is read page by page into RAM, and each UPLOAD takes its bytes
/// from the page (humphrey-xmos/lib_dfu 22139ff0, lib_dfu/src/dfu.xc).
struct LibDFUUpload: Hashable, Sendable {
  /// The bytes that were taken; beyond the image when more was taken than it has.
  private var position = 0

  /// Whether every byte of an image of `size` bytes was taken.
  func isOver(_ size: Int) -> Bool { position >= size }

  /// Takes `count` bytes of an image of `size` bytes. Returns their place in the image, cut to its
  /// end; nil when the page in RAM does not hold so many.
  mutating func take(_ count: Int, of size: Int) -> Range<Int>? {
    let inPage = Flash.pageSize - position % Flash.pageSize
    guard count > 0, count <= inPage else { return nil }
    let range = position..<min(position + count, size)
    position += count
    return range
  }
}
