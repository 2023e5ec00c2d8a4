// Firmware: the images in the traffic of a capture, put together again.
//
// Read in this order: this file (what is kept of one image), ImageCollector (follows a session and
// keeps its blocks), ImageLayout (puts the blocks in order and says what is wrong), FirmwareImage
// (the result, and its bytes), FollowedImages (all sessions),
// FirmwareExtraction (one pass over a capture; the entry).
// FileComparison and ImageFile read and write files. The bytes wait in a Spool, so that memory
// holds about 200 bytes for each block at most, and not the block.

import DFU
import Files
import USB

/// One image as its blocks came, before they are put in order.
struct KeptImage {
  /// What the traffic tells of it.
  var told: DFU.ImageTransfer
  /// The device and the interface that it went to, or came from.
  var target: ImageTarget
  /// The blocks, in order of arrival. A block that came twice is here twice.
  private(set) var blocks: [KeptBlock] = []
  /// The commands of DfuSe.
  var commands = DfuSeCommands()
  /// What was noticed while it was followed.
  var notes = ImageNotes()
  /// The numbers of its blocks.
  var order = BlockOrder()
  /// Where the bytes of the blocks are; nil where they are not kept.
  private(set) var spool: Spool? = Spool()
  private var size = 0

  /// The largest image that is put together, in bytes: 256 MiB.
  static let sizeLimit = 1 << 28
  /// The most blocks of an image.
  static let blockLimit = 1 << 20

  init(_ told: DFU.ImageTransfer, _ target: ImageTarget) {
    self.told = told
    self.target = target
  }

  /// Whether it has more blocks or bytes than are kept.
  var isTooLarge: Bool { size > Self.sizeLimit || blocks.count >= Self.blockLimit }

  /// Keeps the bytes of a block.
  mutating func add(_ block: KeptBlock, _ data: [UInt8]) {
    size += block.length
    guard !isTooLarge, let spool else { return drop() }
    var block = block
    block.place = spool.keep(data)
    blocks.append(block)
  }

  /// Takes the blocks that came so far for one that came several times: they have the number 0, and
  /// another number follows.
  mutating func gatherZeros() {
    for index in blocks.indices { blocks[index].position = 0 }
  }

  /// Forgets the blocks that came so far: the host began anew.
  mutating func startAgain() { blocks.removeAll(keepingCapacity: true) }

  /// Forgets the bytes.
  mutating func drop() { spool = nil }
}

/// One block of an image.
struct KeptBlock {
  /// Its place: its number counted on over the wrap, or its address for DfuSe.
  var position: Int
  /// wBlockNum.
  var number: UInt16
  /// The bytes on the bus.
  var length: Int
  /// Where the bytes that the capture holds are.
  var place = 0..<0
  /// The record of its request.
  var frame: Int
  /// Whether the capture shows that the device took it, or sent it.
  var isConfirmed: Bool
  /// Whether a request for a block failed before it.
  var isAfterFailure: Bool
}

/// The device and the interface of an image, as the capture has shown them.
struct ImageTarget: Hashable {
  /// The address that the first block went to, or came from.
  var address: DeviceAddress?
  /// The descriptors that were shown last.
  var descriptors: DescriptorSet?
  /// The alternate setting that was chosen last (USB 2.0, 9.4.10).
  var alternate: UInt16 = 0
  /// Whether the device speaks DfuSe.
  var isDfuSe = false

  /// The device descriptor; nil where the capture does not show it.
  var device: DescriptorSet.DeviceDescriptor? { descriptors?.device }

  /// wTransferSize; nil where the capture does not show it.
  var transferSize: Int? { (descriptors?.functional?.transferSize).map(Int.init) }
}

/// The commands of DfuSe in one transfer, and what they do to addresses.
struct DfuSeCommands: Hashable {
  /// How often the address pointer was set.
  private(set) var pointers = 0
  /// The pages that were erased, by an address in each; the first `limit`.
  private(set) var erased: [UInt32] = []
  /// How many pages were erased.
  private(set) var erases = 0
  /// The frames of the commands that erase everything; the first `limit`.
  private(set) var massErases: [Int] = []

  /// Whether there was none.
  var areNone: Bool { pointers + erases + massErases.count == 0 }

  private static let limit = 100

  mutating func note(_ command: DfuSeDialect.Command, at frame: Int) {
    switch command {
    case .setAddress: pointers += 1
    case .erase(let address):
      erases += 1
      if erased.count < Self.limit { erased.append(address) }
    case .massErase, .readUnprotect:
      if massErases.count < Self.limit { massErases.append(frame) }
    }
  }
}

/// What is to be said of an image: the first sentences of each kind, and how many more there are.
struct ImageNotes: Hashable {
  /// One sentence, and the record that shows it; nil for the whole image.
  struct Note: Hashable {
    var frame: Int?
    var text: String
  }

  /// Why the image is not complete, or not certain.
  private(set) var faults: [Note] = []
  /// What is worth knowing, and leaves the image complete.
  private(set) var remarks: [Note] = []
  /// How many more there are than the first `limit`.
  private(set) var furtherFaults = 0
  private(set) var furtherRemarks = 0

  private static let limit = 20

  mutating func fault(_ text: String, at frame: Int? = nil) {
    if faults.count < Self.limit {
      faults.append(Note(frame: frame, text: text))
    } else {
      furtherFaults += 1
    }
  }

  mutating func remark(_ text: String, at frame: Int? = nil) {
    if remarks.count < Self.limit {
      remarks.append(Note(frame: frame, text: text))
    } else {
      furtherRemarks += 1
    }
  }
}
