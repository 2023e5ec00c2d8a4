import DFU
import Report
import USB

/// Compares two sessions: aligns their steps, and goes through both.
struct SessionDiff {
  private let a: [DiffStep]
  private let b: [DiffStep]
  private let comparison: StepComparison
  private let ignored: Set<DiffIgnored>
  /// Whether the recordings are cut behind their last steps.
  private let areCut: (a: Bool, b: Bool)
  private let imagesA: SessionImages
  private let imagesB: SessionImages
  private var pairs = ImagePairs()
  private(set) var findings = DiffFindings()
  /// The steps that stand beside each other.
  private(set) var aligned: [AlignedRun] = []

  init(
    _ a: [DiffStep], _ b: [DiffStep], _ comparison: StepComparison, ignored: Set<DiffIgnored>,
    areCut: (a: Bool, b: Bool) = (false, false)
  ) {
    (self.a, self.b, self.comparison, self.ignored) = (a, b, comparison, ignored)
    self.areCut = areCut
    (imagesA, imagesB) = (SessionImages(a), SessionImages(b))
    var (x, y) = (0, 0)
    for run in Alignment(a.map(\.token), b.map(\.token)).runs {
      unmatched(x..<run.a, y..<run.b)
      for index in 0..<run.count { compare(run.a + index, run.b + index) }
      (x, y) = (run.a + run.count, run.b + run.count)
    }
    unmatched(x..<a.count, y..<b.count)
    if !ignored.contains(.payload) { compareImages() }
  }

  // MARK: - Steps beside each other

  private mutating func compare(_ x: Int, _ y: Int) {
    aligned.add(x, y)
    let (image, other) = (imagesA.image(ofStep: x), imagesB.image(ofStep: y))
    if let image, let other {
      let isBeginning = imagesA.images[image].blocks[0] == x && imagesB.images[other].blocks[0] == y
      pairs.link(image, other, isBeginning: isBeginning)
    }
    let fields = comparison.differences(a[x], b[y]).filter { counts($0, x, y) }
    guard !fields.isEmpty else { return }
    if a[x].exchange == nil {
      add(fields, fields.contains(where: \.field.isOfDeviceAlone) ? .device : .host, x, y)
    } else {
      add(fields.filter(\.field.isOfHost), .host, x, y)
      add(fields.filter { !$0.field.isOfHost }, .device, x, y)
    }
    if let image, fields.contains(where: { $0.field == .outcome }) {
      pairs.end(image: image, atA: x, atB: y)
    }
  }

  private mutating func add(
    _ fields: [FieldDifference], _ side: DiffReport.Actor, _ x: Int, _ y: Int
  ) {
    guard !fields.isEmpty else { return }
    let kind: DiffReport.Kind =
      a[x].exchange == nil ? .event : side == .host ? .request : .answer
    let isDoubtful = a[x].followsLoss || b[y].followsLoss
    findings.add(
      DiffFinding(side: side, kind: kind, a: x, b: y, fields: fields, isDoubtful: isDoubtful),
      kind: a[x].kind)
  }

  /// Whether a field counts. The size of the last block, and the number of the DNLOAD behind it,
  /// are those of the image.
  private func counts(_ difference: FieldDifference, _ x: Int, _ y: Int) -> Bool {
    switch difference.field {
    case .wait, .pollTimeout: return !ignored.contains(.times)
    case .requestLength:
      guard let image = imagesA.image(ofStep: x), let other = imagesB.image(ofStep: y),
        a[x].movesBlock(of: .dnload)
      else { return true }
      return imagesA.hasBlock(after: x, of: image) && imagesB.hasBlock(after: y, of: other)
    case .value:
      guard a[x].exchange?.endsImage == true, b[y].exchange?.endsImage == true,
        let last = pairs.last
      else { return true }
      return imagesA.images[last.a].blocks.count == imagesB.images[last.b].blocks.count
    default: return true
    }
  }

  // MARK: - Steps of one side

  /// Handles steps that the alignment has found on one side only. Where the kinds of steps are the
  /// same at the beginning or at the end, they are compared all the same.
  private mutating func unmatched(_ left: Range<Int>, _ right: Range<Int>) {
    let most = min(left.count, right.count)
    var front = 0
    while front < most, a[left.lowerBound + front].kind == b[right.lowerBound + front].kind {
      compare(left.lowerBound + front, right.lowerBound + front)
      front += 1
    }
    var back = 0
    while back < most - front,
      a[left.upperBound - 1 - back].kind == b[right.upperBound - 1 - back].kind
    {
      back += 1
    }
    alone(
      left.lowerBound + front..<left.upperBound - back,
      right.lowerBound + front..<right.upperBound - back)
    for index in stride(from: back, to: 0, by: -1) {
      compare(left.upperBound - index, right.upperBound - index)
    }
  }

  private mutating func alone(_ left: Range<Int>, _ right: Range<Int>) {
    guard !left.isEmpty || !right.isEmpty, !isEndOfImage(left, right) else { return }
    endImages(left, right)
    var finding = DiffFinding(
      side: .host, kind: .steps, a: left.lowerBound, b: right.lowerBound, onlyA: left,
      onlyB: right)
    finding.isDoubtful =
      a[left.lowerBound..<min(a.count, left.upperBound + 1)].contains(where: \.followsLoss)
      || b[right.lowerBound..<min(b.count, right.upperBound + 1)].contains(where: \.followsLoss)
      || areCut.a && left.isEmpty && left.upperBound == a.count
      || areCut.b && right.isEmpty && right.upperBound == b.count
    let fields = answers(left, right)
    if !fields.isEmpty || isDeparture(left, right) {
      (finding.side, finding.fields) = (.device, fields)
    }
    let isOnBus = [a[left], b[right]].allSatisfy { $0.allSatisfy { $0.exchange == nil } }
    if isOnBus { finding.kind = .event }
    findings.add(
      finding, kind: UInt64(left.count), steps: a[left].map(\.token) + b[right].map(\.token))
  }

  /// Whether the steps are blocks, and their polls, that the image of the other side has not: what
  /// is compared is the image.
  private func isEndOfImage(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    if right.isEmpty {
      return isEndOfImage(a[left], left.lowerBound, imagesA, imagesB) { pairs.other(ofA: $0) }
        .map { $0 < right.lowerBound } ?? false
    }
    guard left.isEmpty else { return false }
    return isEndOfImage(b[right], right.lowerBound, imagesB, imagesA) { pairs.other(ofB: $0) }
      .map { $0 < left.lowerBound } ?? false
  }

  /// The last block of the image on the other side, if the steps are polls and blocks of an image
  /// that has begun before them. Nil where the other host only stopped asking for blocks.
  private func isEndOfImage(
    _ steps: ArraySlice<DiffStep>, _ start: Int, _ images: SessionImages, _ others: SessionImages,
    other: (Int) -> Int?
  ) -> Int? {
    var found: Int?
    for index in steps.indices where !steps[index].isPoll {
      guard let image = images.image(ofStep: index), found ?? image == image,
        images.images[image].blocks[0] < start
      else { return nil }
      found = image
    }
    guard let found, let ended = other(found).map({ others.images[$0] }),
      !ended.isLeftOff(before: images.images[found])
    else { return nil }
    return ended.blocks.last
  }

  /// Ends the comparison of the images of which only one side has a block here.
  private mutating func endImages(_ left: Range<Int>, _ right: Range<Int>) {
    for index in left {
      guard let image = imagesA.image(ofStep: index) else { continue }
      pairs.end(image: image, atA: left.lowerBound, atB: right.lowerBound)
    }
    for index in right {
      guard let image = imagesB.image(ofStep: index), let own = pairs.other(ofB: image) else {
        continue
      }
      pairs.end(image: own, atA: left.lowerBound, atB: right.lowerBound)
    }
  }

  /// How the device answers otherwise where one side goes another way. Nothing where the host sends
  /// another request: then it is the host that parts first.
  private func answers(_ left: Range<Int>, _ right: Range<Int>) -> [FieldDifference] {
    let (x, y) = (left.lowerBound, right.lowerBound)
    guard x < a.count, y < b.count, a[x].kind == b[y].kind else { return [] }
    let fields = comparison.differences(a[x], b[y]).filter { counts($0, x, y) }
    return fields.contains(where: \.field.isOfHost) ? [] : fields
  }

  /// Whether it is only that the device leaves the bus, or comes back, on one side.
  private func isDeparture(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    guard left.count + right.count == 1 else { return false }
    let step = left.isEmpty ? b[right.lowerBound] : a[left.lowerBound]
    guard case .bus(let change) = step.content else { return false }
    return !change.isReset && change.configuration == nil
  }

  // MARK: - Images

  private mutating func compareImages() {
    for pair in pairs.all {
      let (one, other) = (imagesA.images[pair.a], imagesB.images[pair.b])
      let (endA, endB) = pair.end ?? (a.count, b.count)
      let ours = one.blocks.prefix { $0 < endA }
      let theirs = other.blocks.prefix { $0 < endB }
      let left = ImageComparison.Side(steps: a, store: comparison.a, blocks: ours)
      let right = ImageComparison.Side(steps: b, store: comparison.b, blocks: theirs)
      let compared = ImageComparison(left, right)
      let isShorter = left.length != right.length && pair.end == nil
      guard compared.first != nil || isShorter else { continue }
      let number = imagesA.images[...pair.a].count { $0.request == one.request }
      let image = DiffFinding.ImagePair(
        number: number, lengthA: left.length, lengthB: right.length, blocksA: ours.count,
        blocksB: theirs.count, differing: compared.differing, first: compared.first)
      let place = compared.first.map { ($0.a, $0.b) }
      let isDoubtful =
        a.hasLoss(in: ours, upTo: place?.0, isShorter: left.length < right.length, isCut: areCut.a)
        || b.hasLoss(
          in: theirs, upTo: place?.1, isShorter: right.length < left.length, isCut: areCut.b)
      findings.add(
        DiffFinding(
          side: one.request == .dnload ? .host : .device, kind: .image,
          a: place?.0 ?? ours.last ?? 0, b: place?.1 ?? theirs.last ?? 0, image: image,
          isDoubtful: isDoubtful), kind: 2)
    }
  }
}

extension [DiffStep] {
  /// Whether records may be missing in an image with these blocks: up to the byte that differs, in
  /// the step `place`, or before the end of one that is shorter than the other. `isCut`: the
  /// recording is cut behind the last step.
  fileprivate func hasLoss(
    in blocks: ArraySlice<Int>, upTo place: Int?, isShorter: Bool, isCut: Bool
  ) -> Bool {
    guard let first = blocks.first, let last = blocks.last else { return false }
    if self[first...(place ?? last)].contains(where: \.followsLoss) { return true }
    guard place == nil, isShorter else { return false }
    let next = self[(last + 1)...].firstIndex { !$0.isPoll }
    return self[(last + 1)..<(next.map { $0 + 1 } ?? count)].contains(where: \.followsLoss)
      || next == nil && isCut
  }
}

extension DiffExchange {
  /// Whether it is the DNLOAD without data that ends an image (DFU 1.1, 6.1.1).
  fileprivate var endsImage: Bool { request == .dnload && setup.length == 0 }
}

/// Which images of two sessions stand beside each other.
private struct ImagePairs {
  /// Two images.
  struct Pair {
    let a: Int
    let b: Int
    /// The steps from which on they are not compared; nil when they are compared as a whole.
    var end: (a: Int, b: Int)?
  }

  private var pairs: [Int: Pair] = [:]
  private var ofB: [Int: Int] = [:]
  /// The pair that was made last.
  private(set) var last: (a: Int, b: Int)?

  /// The pairs in the order of A.
  var all: [Pair] { pairs.values.sorted { $0.a < $1.a } }

  /// Puts two images beside each other, if neither has a counterpart. Where only one of the blocks
  /// is the first of its image, nothing of them is compared.
  mutating func link(_ a: Int, _ b: Int, isBeginning: Bool) {
    guard pairs[a] == nil, ofB[b] == nil else { return }
    pairs[a] = Pair(a: a, b: b, end: isBeginning ? nil : (0, 0))
    ofB[b] = a
    last = (a, b)
  }

  func other(ofA image: Int) -> Int? { pairs[image]?.b }

  func other(ofB image: Int) -> Int? { ofB[image] }

  /// From these steps on the images are not compared.
  mutating func end(image: Int, atA a: Int, atB b: Int) {
    if pairs[image] != nil, pairs[image]?.end == nil { pairs[image]?.end = (a, b) }
  }
}
