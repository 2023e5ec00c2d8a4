/// An upload of lib_dfu: the image is read page by page into RAM, and each UPLOAD takes its bytes
/// from the page (humphrey-xmos/lib_dfu 22139ff0, lib_dfu/src/dfu.xc).
struct LibDFUUpload: Hashable, Sendable {
  /// The bytes that are still to be sent; below 0 when more was taken than the image has.
  private var left = 0
  private var position = 0

  /// Begins to read an image of `size` bytes; with 0 there is nothing to read.
  init(size: Int = 0) { left = size }

  /// Whether every byte was taken.
  var isOver: Bool { left <= 0 }

  /// Takes `count` bytes. Returns their place in the image, cut to its end; nil when the page in
  /// RAM does not hold so many.
  mutating func take(_ count: Int) -> Range<Int>? {
    let inPage = Flash.pageSize - position % Flash.pageSize
    guard count > 0, count <= inPage else { return nil }
    let range = position..<position + min(count, left)
    position += count
    left -= count
    return range
  }
}
