// Prints the states that the device of a capture told, the text of a rule, and what a model does
// with a file of vectors. Judges nothing by itself.

import DFUTrace
import Glibc

/// Prints each answer to GETSTATUS, with its status and state.
func printStates(of path: String, _ judge: Judge) throws(CheckFailure) {
  try judge.observe(path) { session, observation in
    guard case .exchange(let transfer) = observation.event,
      ClassRequest(transfer.setup) == .getStatus, let report = StatusReport(transfer.data)
    else { return }
    let names = [report.status?.name, report.state?.name].map { $0 ?? "undefined" }
    print("frame \(observation.at.frame), \(transfer.device): \(names.joined(separator: ", "))")
  }
}

/// Prints the verdict of each vector on a model.
func printRuns(of vectors: String, on model: String, _ judge: Judge) throws(CheckFailure) {
  let capture = try VectorBench(judge: judge, model: model, config: []).run(vectors)
  let failed = capture.sessions.filter { $0.decisive >= .violation }.count
  print("\(model): \(capture.sessions.count) vectors, \(failed) with a violation by the device")
}

do throws(CheckFailure) {
  let arguments = CommandLine.arguments.dropFirst()
  guard arguments.count == 4 else {
    throw CheckFailure(usage: "Usage: ReadCapture CAPTURE RULE VECTORS MODEL")
  }
  let (capture, rule, vectors, model) = (arguments[1], arguments[2], arguments[3], arguments[4])
  let judge = try Judge(CheckOptions())
  try printStates(of: capture, judge)
  print(try Specs(directory: nil, profile: nil).explanation(of: rule) ?? "no such rule")
  try printRuns(of: vectors, on: model, judge)
} catch {
  print(error.text)
  exit(error.status.rawValue)
}
