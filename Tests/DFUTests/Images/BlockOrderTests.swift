import DFU
import Testing

/// wBlockNum, counted on over its wrap.
@Suite struct BlockOrderTests {
  private func places(
    _ numbers: [UInt16], isUpload: Bool = false
  ) -> [(position: Int, place: BlockOrder.Place)] {
    var order = BlockOrder()
    return numbers.map { order.take($0, isUpload: isUpload) }
  }

  @Test func `numbers go on behind 65535`() {
    let places = places([65_534, 65_535, 0, 1])
    #expect(places.map(\.position) == [65_534, 65_535, 65_536, 65_537])
    #expect(places.map(\.place) == [.first, .next, .next, .next])
  }

  @Test func `a gap over the wrap is counted`() {
    let places = places([65_533, 2])
    #expect(places[1].position == 65_538)
    #expect(places[1].place == .ahead(missing: 4))
  }

  @Test func `repeats, steps back and new beginnings are told apart`() {
    let places = places([5, 6, 6, 7, 6, 7, 5])
    #expect(places.map(\.position) == [5, 6, 6, 7, 6, 7, 5])
    #expect(places.map(\.place) == [.first, .next, .again, .next, .back, .next, .restart])
  }

  @Test func `no block lies before the first`() {
    let places = places([5, 6, 3])
    #expect(places[2].position == 65_539)
    #expect(places[2].place == .ahead(missing: 65_532))
  }

  @Test func `an upload may number every block 0`() {
    #expect(places([0, 0, 0], isUpload: true).map(\.position) == [0, 1, 2])
    #expect(places([0, 0, 0]).map(\.place) == [.first, .again, .again])
    #expect(places([1, 1], isUpload: true)[1].place == .again)
  }

  @Test func `a number after zeros shows that an upload's block 0 came several times`() {
    let places = places([0, 0, 0, 1, 2], isUpload: true)
    #expect(places.map(\.position) == [0, 1, 2, 1, 2])
    #expect(places.map(\.place) == [.first, .next, .next, .restOfZeros, .next])
    #expect(self.places([0, 0, 3], isUpload: true)[2].position == 3)
    #expect(self.places([0, 1], isUpload: true).map(\.place) == [.first, .next])
  }

  @Test func `what is missing before the end is counted`() {
    var order = BlockOrder()
    for number in [UInt16(0), 1, 2] { _ = order.take(number, isUpload: false) }
    #expect(order.missing(before: 3) == 0)
    #expect(order.missing(before: 5) == 2)
    #expect(order.missing(before: 0) == 0)
  }
}
