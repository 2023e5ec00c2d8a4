import Report
import Suite

let arguments = CommandLine.arguments
let judge = try Judge(CheckOptions(profile: nil, specsDirectory: "specs"))
if arguments[1] == "show" {
  try judge.show(arguments[2]) { print($0) }
} else {
  for path in arguments.dropFirst() {
    do {
      let result = try judge.check(path)
      print(Report(captures: [result.capture]).text())
      if let hint = result.hint { print(hint) }
    } catch { print(error) }
  }
}
