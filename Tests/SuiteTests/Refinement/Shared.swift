import DeviceModel
import SpecTable

/// A value that several tests use and that is made only once.
actor Shared<Value: Sendable> {
  private var made: Task<Value, any Error>?
  private let make: @Sendable () throws -> Value

  init(_ make: @escaping @Sendable () throws -> Value) { self.make = make }

  /// The value; the first call makes it.
  func get() async throws -> Value { try await start().value }

  @discardableResult
  private func start() -> Task<Value, any Error> {
    if let made { return made }
    let task = Task.detached { [make] in try make() }
    made = task
    return task
  }

  /// The values of several of these objects, made in parallel.
  static func all(_ shared: [Shared<Value>]) async throws -> [Value] {
    for one in shared { await one.start() }
    var values: [Value] = []
    for one in shared { values.append(try await one.get()) }
    return values
  }
}

/// The walks of the conformant devices, one for each setting of bmAttributes.
enum SharedWalks {
  static let reference = walks("dfu-1.1") { try Table.shipped() }
  static let xmos = walks("xmos") { try Table.shipped(profile: "xmos") }

  private static func walks(
    _ name: String, _ table: @escaping @Sendable () throws -> Table
  ) -> [Shared<Walk>] {
    (0..<16).map { attributes in
      Shared {
        var walk = Walk(try table())
        for device in WalkedDevice.all(name, attributes: [attributes]) { try walk.explore(device) }
        return walk
      }
    }
  }
}
