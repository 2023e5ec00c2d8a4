import Testing
import USB

/// What is kept of the answers to requests for descriptors (USB 2.0, 9.4.3).
@Suite struct DescriptorCollectionTests {
  private var collection = DescriptorCollection()
  private var frame = -1
  private let device = DeviceAddress(bus: 1, address: 5)

  /// A device descriptor with this idProduct (USB 2.0, 9.6.1).
  private static func device(_ product: UInt8) -> [UInt8] {
    [18, 1, 0, 2, 0, 0, 0, 64, 0xB1, 0x20, product, 0, 0, 1, 0, 0, 0, 1]
  }

  /// A configuration of one interface with this bInterfaceProtocol (USB 2.0, 9.6.3).
  private static func configuration(_ number: UInt8) -> [UInt8] {
    [9, 2, 18, 0, 1, 1, 0, 0x80, 50, 9, 4, 0, 0, 0, 0xFE, 1, number, 0]
  }

  /// The BOS that announces MS OS 2.0 descriptors with bMS_VendorCode 20h.
  private static let bos: [UInt8] =
    [5, 15, 33, 0, 1, 28, 16, 5, 0, 0xDF, 0x60, 0xDD, 0xD8, 0x89, 0x45, 0xC7, 0x4C, 0x9C, 0xD2]
    + [0x65, 0x9D, 0x9E, 0x64, 0x8A, 0x9F, 0, 0, 3, 6, 10, 0, 0x20, 0]

  private mutating func send(_ setup: SetupPacket, to address: UInt8, _ data: [UInt8]) {
    frame += 2
    collection.note(
      ControlTransfer(
        device: DeviceAddress(bus: 1, address: address), setup: setup, outcome: .acknowledged,
        actualLength: data.count, data: data, submitted: Moment(frame: frame, nanoseconds: 0),
        completed: Moment(frame: frame + 1, nanoseconds: 0)))
  }

  private mutating func get(
    _ type: UInt8, _ data: [UInt8], number: UInt8 = 0, at address: UInt8 = 5
  ) {
    send(
      SetupPacket(
        requestType: RequestType(rawValue: 0x80), request: 6,
        value: UInt16(type) << 8 | UInt16(number),
        length: UInt16(data.count)), to: address, data)
  }

  private mutating func getVendor(_ request: UInt8, _ data: [UInt8]) {
    send(
      SetupPacket(
        requestType: RequestType(rawValue: 0xC0), request: request, index: 7, length: 255),
      to: 5, data)
  }

  private func products() -> [UInt8] {
    collection.sets.map { $0[1, 0]?.data[10] ?? 0 }
  }

  @Test mutating func `the longest of several answers is kept, with its record`() throws {
    let whole = Self.configuration(1)
    get(2, Array(whole.prefix(9)))
    get(2, whole)
    get(2, Array(whole.prefix(9)))
    let set = try #require(collection.sets.first)
    #expect(collection.sets.count == 1)
    #expect(set.reads.map(\.data) == [whole])
    #expect(set.reads.map(\.frame) == [3])
    #expect(set.frames == 1...3)
  }

  @Test mutating func `a device that shows the same again has one set`() {
    for _ in 0..<3 {
      get(1, Self.device(1))
      get(2, Self.configuration(1))
    }
    #expect(collection.sets.map(\.enumerations) == [3])
    #expect(collection.sets[0].reads.count == 2)
  }

  @Test mutating func `a device that shows another product has another set`() {
    get(1, Self.device(1))
    get(2, Self.configuration(1))
    get(1, Self.device(2))
    get(2, Self.configuration(2))
    #expect(products() == [1, 2])
    #expect(collection.sets.map(\.reads.count) == [2, 2])
    #expect(collection.sets.map(\.frames) == [1...3, 5...7])
  }

  @Test mutating func `where only the configuration differs, the device descriptor goes with it`() {
    get(1, Self.device(1))
    get(2, Self.configuration(1))
    get(1, Self.device(1))
    get(2, Self.configuration(2))
    #expect(products() == [1, 1])
    #expect(collection.sets.map { $0[1, 0]?.frame } == [1, 5])
    #expect(collection.sets.map { $0[2, 0]?.data[16] } == [1, 2])
    #expect(collection.sets.map(\.enumerations) == [1, 1])
  }

  @Test mutating func `SET_ADDRESS begins an enumeration`() {
    get(2, Self.configuration(1))
    get(3, [4, 3, 0x41, 0], number: 1)
    send(
      SetupPacket(requestType: RequestType(rawValue: 0), request: 5, value: 5), to: 0, [])
    get(3, [4, 3, 0x42, 0], number: 1)
    get(2, Self.configuration(2))
    #expect(collection.sets.count == 2)
    #expect(
      collection.sets.map { $0[3, 1]?.data[2] } == [0x41, 0x42])
    #expect(collection.sets.map { $0[2, 0]?.data[16] } == [1, 2])
  }

  @Test mutating func `a vendor's request counts where the device has announced it`() {
    get(1, Self.device(1))
    getVendor(0x20, [10, 0, 0, 0, 0, 0, 3, 6, 10, 0])
    #expect(collection.sets[0].reads.count == 1)
    get(15, Self.bos)
    getVendor(0x21, [10, 0, 0, 0, 0, 0, 3, 6, 10, 0])
    #expect(collection.sets[0].reads.count == 2)
    getVendor(0x20, [10, 0, 0, 0, 0, 0, 3, 6, 10, 0])
    #expect(collection.sets[0].reads.count == 3)
  }

  @Test mutating func `requests to address 0 and answers without bytes show nothing`() {
    get(1, Self.device(1), at: 0)
    get(6, [])
    #expect(collection.sets.isEmpty)
  }

  @Test mutating func `the sets are bounded, and what has no room is counted`() {
    for number in 0..<1_000 {
      var descriptor = Self.device(UInt8(number & 0xFF))
      descriptor[12] = UInt8(number >> 8)
      get(1, descriptor)
    }
    #expect(collection.sets.count == 512)
    #expect(collection.leftOut == 488)
  }

  @Test mutating func `the answers of a set and their bytes are bounded`() {
    for number in 0..<200 {
      get(3, [4, 3, 0x41, 0], number: UInt8(number))
    }
    #expect(collection.sets[0].reads.count == 128)
    #expect(collection.leftOut == 72)
    for address in 6..<80 {
      get(2, [9, 2] + [UInt8](repeating: 255, count: 65_533), at: UInt8(address))
    }
    let bytes = collection.sets.reduce(0) { $0 + $1.reads.reduce(0) { $0 + $1.data.count } }
    #expect(bytes <= 1 << 20)
    #expect(collection.leftOut > 72)
  }
}

extension DescriptorReads {
  /// The answer to GET_DESCRIPTOR of this type and index; nil when the host did not ask for it.
  fileprivate subscript(type: UInt8, number: UInt8) -> DescriptorRead? {
    reads.first { $0.key.type == type && $0.key.number == number }
  }
}
