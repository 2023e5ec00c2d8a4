package import DeviceModel
import Vectors

/// Runs vectors, one a line of JSON, on a model, and collects the lines of the trace.
package struct TraceRun: Sendable {
  private let device: ScriptedDevice
  private var writer = TraceWriter()
  /// The start of a line whose end has not come yet.
  private var rest: [UInt8] = []
  private var line = 0
  /// What could not be run, in the order of the lines.
  package private(set) var failures: [String] = []

  /// Takes the name of a model, with the parameters that it has by itself.
  package init(model name: String) throws(ModelError) {
    device = try ScriptedDevice(model: name)
  }

  /// Takes some bytes of the input, and gives the trace of the lines that they end.
  package mutating func take(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    rest += bytes
    var start = 0
    while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
      run(start..<end)
      start = end + 1
    }
    rest.removeFirst(start)
    return writer.take()
  }

  /// Takes the end of the input; a last line needs no line break.
  package mutating func finish() -> [UInt8] {
    run(0..<rest.count)
    rest = []
    return writer.take()
  }

  private mutating func run(_ range: Range<Int>) {
    line += 1
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
