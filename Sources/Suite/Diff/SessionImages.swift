import DFU
import USB

/// The images of one session: blocks that follow each other in one direction.
struct SessionImages {
  /// The blocks of an image, by the indices of their steps.
  struct Image {
    let request: ClassRequest
    fileprivate(set) var blocks: [Int]
    /// The number of bytes in the blocks.
    private var length = 0
    /// Whether the last block holds less than was asked for.
    private var endsShort = false

    fileprivate init(_ request: ClassRequest) { (self.request, blocks) = (request, []) }

    fileprivate mutating func add(_ exchange: DiffExchange, at step: Int) {
      blocks.append(step)
      length += exchange.blockLength
      endsShort = exchange.blockLength < Int(exchange.setup.length)
    }

    /// Whether its host stopped asking for blocks before it had all that the other image has. A
    /// device ends an upload with a short block (DFU 1.1, 6.2.1).
    func isLeftOff(before other: Image) -> Bool {
      request == .upload && !endsShort && length < other.length
    }
  }

  private(set) var images: [Image] = []
  /// For each step, the image that it is a block of, or -1.
  private var imageOfStep: [Int32]

  init(_ steps: [DiffStep]) {
    imageOfStep = [Int32](repeating: -1, count: steps.count)
    var open: (request: ClassRequest, lastNumber: UInt16)?
    for (index, step) in steps.enumerated() {
      guard let exchange = step.exchange else {
        open = nil
        continue
      }
      guard let request = exchange.request, exchange.isBlock else {
        if !exchange.isPoll, !exchange.isCommand { open = nil }
        continue
      }
      let number = exchange.setup.value
      let beginsAgain = number == 0 && open?.lastNumber != .max
      if open?.request != request || beginsAgain {
        images.append(Image(request))
      }
      open = (request, number)
      images[images.count - 1].add(exchange, at: index)
      imageOfStep[index] = Int32(truncatingIfNeeded: images.count - 1)
    }
  }

  /// The image that a step is a block of; nil for any other step.
  func image(ofStep index: Int) -> Int? {
    imageOfStep[index] < 0 ? nil : Int(imageOfStep[index])
  }

  /// Whether the image has a block after this step.
  func hasBlock(after step: Int, of image: Int) -> Bool {
    images[image].blocks.last.map { $0 > step } ?? false
  }
}
