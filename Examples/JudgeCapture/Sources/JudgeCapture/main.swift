// Judges a capture and prints the verdicts and findings of each session.

import DFUTrace
import Glibc

do throws(CheckFailure) {
  guard let path = CommandLine.arguments.dropFirst().first else {
    throw CheckFailure(usage: "Usage: JudgeCapture CAPTURE")
  }
  let capture = try Judge(CheckOptions()).check(path).capture
  for (number, session) in capture.sessions.enumerated() {
    let verdict = session.verdict
    print("session \(number + 1): device \(verdict.device), host \(verdict.host)")
    for finding in session.findings {
      let words = finding.words
      let place = finding.frame.map { "frame \($0)" } ?? "no frame"
      print("  \(place): \(finding.verdict) by the \(finding.actor): \(finding.rule)")
      print("    \(words.message) (\(words.clause))")
    }
  }
} catch {
  print(error.text)
  exit(error.status.rawValue)
}
