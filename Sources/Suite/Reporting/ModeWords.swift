import DFU

extension Mode {
  /// The mode in the words of a report.
  var words: String {
    switch self {
    case .runTime: "run-time"
    case .dfuMode: "DFU mode"
    }
  }
}
