import Report

extension Judge {
  /// What to say of a capture in which nothing is there to work on: which traffic may be DFU, and
  /// how to name its device.
  func noTraffic(_ path: String, _ result: CapturePassResult) -> CheckFailure {
    let hint = result.sessions.isEmpty ? result.hint : nil
    return CheckFailure(
      file: path, status: .noInput, message: hint ?? reading.noTraffic + ".")
  }
}

extension ReadingOptions {
  /// That there is none, or none of the device that was named; without a full stop.
  var noTraffic: String {
    let device = forced.first.map { " of device \($0)" } ?? ""
    return "There is no DFU traffic\(device) in this capture"
  }
}
