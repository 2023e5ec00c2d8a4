import DFU
import DeviceModel
import Suite
import USB
import Vectors

/// Completes a vector with everything that a run of it shows.
enum Filling {
  /// The most rows of the table for one step. If more rows apply, the step gets no expectation.
  private static let mostRows = 2

  /// The vector with its expectations, its `writes` flag and its title.
  ///
  /// A step gets expectations only if it tests something outside `covered`. `writes` says whether
  /// the vector changes the device. The title names what the vector tests.
  static func filled(
    _ vector: Vector, on searched: SearchedDevice, _ tables: ProbeTables,
    pointsOf covered: inout Set<String>
  ) -> Vector {
    guard let device = searched.device else { return vector }
    var filled = vector
    var probe = VectorProbe(device, of: searched.model, tables: tables)
    var points: [String] = []
    for (index, step) in vector.steps.enumerated() {
      let expected = probe.expected(in: step)
      let new = probe.take(step).subtracting(covered)
      if tables.speaksOfRows(new), 1...mostRows ~= expected.count {
        filled.expectations[index] = expected
      }
      points += new.sorted()
      if step.mayChangeDevice { filled.writes = true }
    }
    covered.formUnion(probe.exercised)
    if filled.title == nil, filled.source == nil { filled.title = title(points, on: searched) }
    return filled
  }

  private static func title(_ points: [String], on searched: SearchedDevice) -> String {
    let shown = points.map { point in
      point.split(separator: " ").map { word in
        word.split(separator: "/").suffix(word.hasPrefix("xmos/") ? 2 : 1).joined(separator: "/")
      }.joined(separator: " ")
    }
    let rest = points.count > 3 ? ", and \(points.count - 3) more" : ""
    return "\(searched.model): " + shown.prefix(3).joined(separator: ", ") + rest
  }
}

extension Vector.Step {
  /// Whether the step may write or revert the flash, or make the device leave its mode.
  var mayChangeDevice: Bool {
    switch self {
    case .request(let setup, _, _):
      switch (ClassRequest(setup), setup.request) {
      case (.detach?, _), (.dnload?, _): true
      case (.upload?, _), (.getStatus?, _), (.clrStatus?, _), (.getState?, _), (.abort?, _): false
      case (nil, let request): setup.requestType.kind != .standard && request >= 0xF0
      }
    case .busReset, .power: true
    case .wait, .waitAsTold, .poll, .enumerate: false
    }
  }
}
