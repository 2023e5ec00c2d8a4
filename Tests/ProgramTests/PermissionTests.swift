import Foundation
import Testing

/// What the program says where the system refuses it something (docs/exit-status.md).
@Suite struct PermissionTests {
  /// Runs a shell line as a user without rights; `$dfutrace` is the program. The folder `open` is
  /// free for all.
  private func asNobody(_ line: String) throws -> Program {
    let scratch = try Scratch()
    let capture = Program.root.path + "/captures/will-detach/capture.pcap"
    let user = getuid() == 0 ? "setpriv --reuid 65534 --regid 65534 --clear-groups" : ""
    return try Program.line(
      """
      cp \(capture) a.pcap; mkdir open closed; chmod 777 open; chmod 755 closed .
      cp a.pcap secret.pcap; chmod 0 secret.pcap closed
      dfutrace="\(user) $dfutrace"; \(line)
      """, folder: scratch.url)
  }

  @Test(arguments: [
    "check secret.pcap", "show secret.pcap", "extract secret.pcap -o open/v.json",
    "replay secret.pcap --model auto", "check a.pcap -o closed/report.txt",
    "check closed", "run secret.pcap --model dfu-1.1",
    "serve --model dfu-1.1 --listen 127.0.0.1:0 --record closed/r.pcapng",
    "serve --model dfu-1.1 --listen 127.0.0.1:0 --flash closed/f.bin",
  ])
  func `a file or folder that may not be used ends with 77`(_ arguments: String) throws {
    let run = try asNobody("timeout 10 $dfutrace \(arguments)")
    #expect(run.status == 77, "\(run.complaint)")
    #expect(run.complaint.contains("permission") || run.complaint.contains("Permission"))
  }

  // The report of the file that could be read is there, and the status tells of the other.
  @Test func `what may be read is judged beside what may not`() throws {
    let run = try asNobody("$dfutrace check a.pcap secret.pcap --allow-empty")
    #expect(run.output.contains("\na.pcap "))
    #expect(run.complaint.contains("secret.pcap"))
  }

  @Test func `a port that another program has ends with 69, and that program goes on`() throws {
    let serving = try Running("serve", "--model", "dfu-1.1", "--listen", "127.0.0.1:0")
    let port = try #require(serving.port)
    let second = try Running("serve", "--model", "dfu-1.1", "--listen", "127.0.0.1:\(port)")
    #expect(second.status() == 69)
    #expect(second.complaint.contains("\(port)"))
    serving.interrupt()
    #expect(serving.status() == 0)
  }
}
