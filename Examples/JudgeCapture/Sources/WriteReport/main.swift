// Judges captures and writes the report as text, JSON or HTML on standard output.

import DFUTrace
import Glibc

do throws(CheckFailure) {
  let words = CommandLine.arguments.dropFirst()
  guard let format = words.first, words.count > 1 else {
    throw CheckFailure(usage: "Usage: WriteReport text|json|html CAPTURE...")
  }
  let judge = try Judge(
    CheckOptions(wantsHashes: true, wantsDescriptors: true, wantsConversation: format == "html"))
  var report = Report.Document(tables: judge.tableReferences)
  for path in words.dropFirst() { report.add(try judge.check(path).capture) }
  judge.addRulebook(to: &report)
  switch format {
  case "json": print(report.json, terminator: "")
  case "html": print(report.html, terminator: "")
  default: print(report.text(), terminator: "")
  }
  exit(ExitStatus.of(report).rawValue)
} catch {
  print(error.text)
  exit(error.status.rawValue)
}
