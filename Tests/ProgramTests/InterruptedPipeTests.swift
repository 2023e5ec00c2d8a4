import Foundation
import Testing

/// Ctrl-C while a recorder writes into a pipe.
@Suite struct InterruptedPipeTests {
  @Test(arguments: ["pipe", "-"])
  func `the first Ctrl-C leaves the report of what came through the pipe`(
    _ input: String
  ) throws {
    let scratch = try Scratch()
    let folder = scratch.url.path
    let capture = Program.root.path + "/captures/will-detach/capture.pcap"
    let running = try Running(
      shell: "cd \(folder); mkfifo pipe; (cat \(capture); touch written; sleep 2) > pipe & "
        + "exec $dfutrace check \(input) -o report.txt \(input == "-" ? "< pipe" : "")")
    while !FileManager.default.fileExists(atPath: folder + "/written") {
      Thread.sleep(forTimeInterval: 0.01)
    }
    Thread.sleep(forTimeInterval: 0.3)
    running.interrupt()
    let status = try #require(running.status())
    #expect(status == (try Program.run("check", capture)).status)
    let report = try String(contentsOfFile: folder + "/report.txt", encoding: .utf8)
    #expect(report.contains("integrity  complete"))
  }
}
