import USB

/// A file of DfuSe: images with addresses, for one or more alternate settings (ST UM0391, 2).
///
/// All its numbers are little-endian. ST's text says otherwise of the prefix; ST's own files and
/// dfu-util have them so.
package struct DfuSeFile: Hashable, Sendable {
  /// The images, in the order of the file.
  package var targets: [Target]

  /// The image for one alternate setting (ST UM0391, 2.3).
  package struct Target: Hashable, Sendable {
    /// bAlternateSetting.
    package var alternate: UInt8
    /// The elements, in the order of the file.
    package var elements: [Element]
  }

  /// A run of bytes with its address (ST UM0391, 2.3.3).
  package struct Element: Hashable, Sendable {
    /// dwElementAddress.
    package var address: UInt32
    /// Where its bytes stand in the file.
    package var place: Range<Int>
  }

  /// Why bytes are no file of DfuSe.
  package struct Malformation: Error, Hashable {
    /// The offset in the file.
    package var offset: Int
    /// What is wrong there.
    package var reason: String

    /// Makes a malformation.
    package init(offset: Int, reason: String) {
      self.offset = offset
      self.reason = reason
    }
  }

  /// szSignature of the prefix.
  package static let signature = Array("DfuSe".utf8)
  private static let targetSignature = Array("Target".utf8)
  private static let prefixSize = 11
  private static let targetSize = 274
  private static let elementSize = 8
  /// The most elements of a target that are read.
  private static let elementLimit = 65_536

  /// Reads a file, without the bytes of its suffix.
  package init(_ bytes: [UInt8]) throws(Malformation) {
    guard bytes.count >= Self.prefixSize, bytes.starts(with: Self.signature) else {
      throw Malformation(offset: 0, reason: "there is no prefix of DfuSe")
    }
    guard bytes[5] == 1 else {
      throw Malformation(offset: 5, reason: "bVersion is \(bytes[5]), not 1")
    }
    var offset = Self.prefixSize
    targets = []
    for _ in 0..<bytes[10] { targets.append(try Self.target(bytes, &offset)) }
  }

  private static func target(
    _ bytes: [UInt8], _ offset: inout Int
  ) throws(Malformation) -> Target {
    guard bytes.count - offset >= targetSize,
      bytes[offset..<offset + 6].elementsEqual(targetSignature)
    else { throw Malformation(offset: offset, reason: "there is no target here") }
    var target = Target(alternate: bytes[offset + 6], elements: [])
    let count = bytes.span.littleEndian32(at: offset + 270)
    guard count <= elementLimit else {
      throw Malformation(offset: offset + 270, reason: "\(count) elements are more than 65536")
    }
    offset += targetSize
    for _ in 0..<count { target.elements.append(try element(bytes, &offset)) }
    return target
  }

  private static func element(
    _ bytes: [UInt8], _ offset: inout Int
  ) throws(Malformation) -> Element {
    guard bytes.count - offset >= elementSize else {
      throw Malformation(offset: offset, reason: "there is no element here")
    }
    let address = bytes.span.littleEndian32(at: offset)
    let size = Int(bytes.span.littleEndian32(at: offset + 4))
    let start = offset + elementSize
    guard size <= bytes.count - start else {
      throw Malformation(offset: offset + 4, reason: "the element has \(size) bytes, too many")
    }
    offset = start + size
    return Element(address: address, place: start..<offset)
  }

  /// The bytes before the first element of a file with one target and elements of these sizes.
  package static func head(alternate: UInt8, elementSizes: [Int]) -> [UInt8] {
    let size = elementSizes.reduce(0) { $0 + $1 + elementSize }
    let target: [UInt8] =
      targetSignature + [alternate] + [UInt8](repeating: 0, count: 4 + 255)
      + UInt32(size).lowestFirst + UInt32(elementSizes.count).lowestFirst
    return signature + [1] + UInt32(prefixSize + target.count + size).lowestFirst + [1] + target
  }

  /// The bytes before the data of one element.
  package static func head(ofElementAt address: UInt32, size: Int) -> [UInt8] {
    address.lowestFirst + UInt32(size).lowestFirst
  }
}
