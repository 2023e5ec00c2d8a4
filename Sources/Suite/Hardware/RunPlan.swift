import DFU
import USB
import Vectors

/// The plan of a run on hardware; the operator sees it before anything is done.
struct RunPlan {
  /// A vector of the plan; `refusal` says why it will not run, nil when it will.
  struct Entry {
    var vector: Vector
    var name: String
    var refusal: String?
  }

  private(set) var entries: [Entry]
  /// Whether the operator lets vectors change the device.
  let allowsWrites: Bool

  /// Plans the vectors; one that changes the device is refused unless the operator allows writes.
  init(_ vectors: [Vector], allowsWrites: Bool) {
    self.allowsWrites = allowsWrites
    entries = vectors.enumerated().map { index, vector in
      let isRefused = vector.changesDevice && !allowsWrites
      return Entry(
        vector: vector, name: vector.name(number: index + 1),
        refusal: vector.steps.contains(.power)
          ? "it takes the device's power away, which a host cannot; run it on a model"
          : isRefused ? "it changes the device; --allow-writes lets it" : nil)
    }
  }

  /// Whether any vector that will run changes the device.
  var changesDevice: Bool {
    entries.contains { $0.refusal == nil && $0.vector.changesDevice }
  }

  /// The plan as lines of text for the operator.
  func lines(device: String, recording: String, saving: String?) -> [String] {
    let chosen = entries.count { $0.refusal == nil }
    var lines = [
      "device   \(device)", "record   \(recording)",
      "save     \(saving ?? "nothing\(changesDevice ? "; --save FILE keeps what is on it" : "")")",
      "vectors  \(chosen) of \(entries.count)",
    ]
    lines += entries.map { entry in
      let steps = entry.vector.steps.count
      let change = entry.vector.changesDevice ? ", changes the device" : ""
      let refusal = entry.refusal.map { "; not run: \($0)" } ?? ""
      return "  \(entry.name): \(steps) step\(steps == 1 ? "" : "s")\(change)\(refusal)"
    }
    return lines
  }
}

extension Vector {
  /// Whether the vector writes or reverts the flash, or makes the device leave its mode. Either
  /// the vector declares this (`writes`), or one of its steps does it.
  var changesDevice: Bool { writes || steps.contains { $0.changesDevice } }
}

extension Vector.Step {
  fileprivate var changesDevice: Bool {
    switch self {
    case .request(let setup, _, _): Self.changesDevice(setup)
    case .wait, .waitAsTold, .poll, .enumerate: false
    case .busReset, .power: true
    }
  }

  /// Whether a request may change the device; true for every unknown request.
  ///
  /// A vendor request may do anything. XMOS's requests reset the device, revert its firmware or
  /// choose its image.
  private static func changesDevice(_ setup: SetupPacket) -> Bool {
    switch setup.requestType.kind {
    case .vendor, .reserved: return true
    case .standard: return false
    case .class:
      switch ClassRequest(setup) {
      case .detach?, .dnload?: return true
      case .upload?, .getStatus?, .clrStatus?, .getState?, .abort?: return false
      case nil:
        return setup.requestType.direction == .hostToDevice
          || setup.request >= XMOSRequest.resetDevice.rawValue
      }
    }
  }
}
