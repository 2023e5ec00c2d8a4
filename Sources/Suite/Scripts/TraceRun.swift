package import DeviceModel
import JSON
import Vectors

/// Runs vectors on a model and collects the trace. The input has one vector as JSON in each line.
package struct TraceRun: Sendable {
  private let device: ScriptedDevice
  private var writer = TraceWriter()
  /// The beginning of a line whose end was not read yet.
  private var rest: [UInt8] = []
  private var line = 0
  /// Whether the beginning of the line was dropped, because it is too long.
  private var isTooLong = false
  /// The most bytes of a line, 64 MiB, besides those that come with its end.
  private static let longestLine = 64 << 20
  /// One sentence for each line that could not be run, in order.
  package private(set) var failures: [String] = []

  /// Selects the model with this name; throws when there is none, or when it does not have the
  /// parameters `words`.
  package init(model name: String, config words: [String] = []) throws(ModelError) {
    device = try ScriptedDevice(model: name, config: words)
  }

  /// Takes the next bytes of the input; returns the trace of the lines that are now complete.
  package mutating func take(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    let old = rest.count
    rest += bytes
    var start = 0
    while let end = rest[max(start, old)...].firstIndex(of: UInt8(ascii: "\n")) {
      run(start..<end)
      start = end + 1
    }
    rest.removeFirst(start)
    if rest.count > Self.longestLine { (rest, isTooLong) = ([], true) }
    return writer.take()
  }

  /// Ends the input and returns the rest of the trace. The last line needs no line break.
  package mutating func finish() -> [UInt8] {
    run(0..<rest.count)
    rest = []
    return writer.take()
  }

  private mutating func run(_ range: Range<Int>) {
    line += 1
    guard !isTooLong else {
      isTooLong = false
      let most = Self.longestLine >> 20
      failures.append("line \(line): has more than \(most) MiB, which is the most that is read")
      return
    }
    guard !rest[range].allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) else { return }
    let vector: Vector
    do throws(VectorError) {
      vector = try Vector(JSONReader(rest, in: range))
    } catch {
      failures.append("line \(line): \(error.message)")
      return
    }
    do throws(ModelError) {
      writer.write(id: vector.id, try device.run(vector))
    } catch {
      failures.append("line \(line): \(error.message)")
    }
  }
}
