import Foundation
import Testing

/// What the command line answers to a word that is none, to a folder in the place of a file, and to
/// a shell that completes words.
@Suite struct CommandLineTests {
  @Test(arguments: [
    ("chek captures", "'chek'. Did you mean 'check'? The commands: check, show, "),
    ("fimware x.pcap", "'fimware'. Did you mean 'firmware'? The commands: "),
    ("comp a b", "'comp'. Did you mean 'compare'? The commands: "),
    ("help shwo", "'shwo'. Did you mean 'show'? The commands: "),
    ("spec lnt", "'spec lnt'. Did you mean 'spec lint'? The commands: spec lint, spec table, "),
    ("xyzzy", "'xyzzy'. The commands: "), ("re", "'re'. The commands: "),
  ])
  func `a misspelt command names the nearest one and the others`(
    words: String, answer: String
  ) throws {
    let run = try Program.run(words.split(separator: " ").map(String.init))
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.complaint.contains("There is no command \(answer)"), "\(run.complaint)")
  }

  @Test func `a misspelt option names the nearest one`() throws {
    let run = try Program.run("check", "--formt", "json", "captures/will-detach")
    #expect(run.status == 64)
    #expect(run.complaint.contains("Did you mean '--format'?"))
  }

  private static let capture = "captures/will-detach/capture.pcap"

  @Test(arguments: [
    "firmware captures", "redact captures OUT", "replay captures --model auto",
    "diff captures \(capture)", "diff \(capture) captures", "compare captures captures",
    "merge captures", "run captures --model dfu-1.1", "run captures --model dfu-1.1 --trace",
    "check \(capture) --waivers captures", "check \(capture) --baseline captures",
    "check \(capture) --annotate captures", "firmware \(capture) --compare captures",
    "firmware \(capture) -o captures", "redact \(capture) captures",
    "extract \(capture) -o captures", "compare R R -o captures",
    "replay \(capture) --model auto "
      + "--format json=captures",
    "serve --model dfu-1.1 --listen 127.0.0.1:0 --flash captures",
    "serve --model dfu-1.1 --listen 127.0.0.1:0 --record captures",
  ])
  func `a folder in the place of a file is a wrong command line`(words: String) throws {
    let scratch = try Scratch()
    let report = scratch.url.path + "/report.json"
    _ = try Program.run("check", Self.capture, "--format", "json", "-o", report)
    let run = try Program.run(
      words.split(separator: " ").map { word in
        switch word {
        case "R": report
        case "OUT": scratch.url.path + "/out"
        default: String(word)
        }
      })
    #expect(run.status == 64, "\(run.complaint)")
    #expect(run.complaint.contains("is a folder; name a file in it."), "\(run.complaint)")
  }

  /// Asks bash for what it offers behind these words, with the script that the program writes.
  private func offers(_ words: [String]) throws -> [Substring] {
    let list = words.map { "'\($0)'" }.joined(separator: " ")
    let run = try Program.line(
      """
      source <($dfutrace --generate-completion-script bash)
      PATH=$(dirname "$dfutrace"):$PATH
      COMP_WORDS=(dfutrace \(list)); COMP_CWORD=\(words.count)
      COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
      _dfutrace dfutrace "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """)
    #expect(run.status == 0, "\(run.complaint)")
    return run.output.split(separator: "\n")
  }

  @Test(
    arguments: [
      (["check", "--format", ""], ["text", "json", "markdown", "junit", "html"]),
      (["replay", "x", "--format", ""], ["text", "json"]),
      (["replay", "x", "--model", "a"], ["auto"]),
      (["run", "--model", "xmos/t"], ["xmos/tinyusb"]),
      (["check", "--profile", "df"], ["dfuse"]),
      (["spec", "table", "--profile", "xmos/t"], ["xmos/tinyusb"]),
      (["redact", "--dialect", "usbmon"], ["usbmon", "usbmon-text"]),
      (["diff", "--ignore", ""], ["payload", "serial", "version", "times"]),
      (["serve", "--speed", ""], ["full", "high"]),
      (["check", "READM"], ["README.md"]), (["check", "--waivers", "READM"], ["README.md"]),
      (["check", "--specs", "spec"], ["specs"]),
    ] as [([String], [Substring])])
  func `a shell completes the values of options, and files`(
    words: [String], answers: [Substring]
  ) throws {
    #expect(try offers(words) == answers)
  }

  @Test(arguments: ["zsh", "fish"])
  func `the scripts of other shells ask for the names too`(shell: String) throws {
    let run = try Program.run("--generate-completion-script", shell)
    for words in ["replay -- --model", "check -- --profile", "show -- --dialect"] {
      #expect(run.output.contains("---completion \(words)"))
    }
    let models = try Program.run("---completion", "serve", "--", "--model", "2", "0", "dfutrace")
    #expect(models.output.contains("xmos/lib_xua-5\n"))
  }
}
