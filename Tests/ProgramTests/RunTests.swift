import Foundation
import Testing

@Suite struct RunTests {
  private let request = #"{"op":"request","bmRequestType":161,"bRequest":5,"wIndex":3,"wLength":1}"#

  @Test func `a line of vectors gives a line of outcomes`() throws {
    let input = Data(#"{"id":1,"steps":[\#(request)]}"#.utf8)
    let run = try Program.run("run", "-", "--model", "xmos/lib_xua-5", "--trace", input: input)
    #expect(run.status == 0)
    #expect(run.complaint.isEmpty)
    #expect(
      run.output.hasPrefix(#"{"schema":"dfutrace.trace/1","id":1,"outcomes":[{"reply":"data","#))
    #expect(run.output.hasSuffix("}]}\n"))
  }

  @Test func `a line that is wrong ends with 65, and is named`() throws {
    let input = Data("{\"steps\":[]}\n\u{FF}\n{\"steps\":[]}\n".utf8)
    let run = try Program.run("run", "-", "--model", "dfu-1.1", "--trace", input: input)
    #expect(run.status == 65)
    #expect(run.complaint.hasPrefix("dfutrace: standard input: line 2: "))
    #expect(run.output.split(separator: "\n").count == 2)
  }

  @Test func `an unknown model ends with 64 and the names that there are`() throws {
    let run = try Program.run("run", "-", "--model", "nobody", "--trace", input: Data())
    #expect(run.status == 64)
    #expect(run.complaint.contains("xmos/lib_xua-4"))
  }

  @Test(arguments: [
    "--format=html", "--output=r.html", "--strict", "--rules=dfu", "--profile=dfuse",
    "--tolerance=3", "--waivers=w.yaml", "--baseline=b.json", "--specs=specs",
  ])
  func `a trace takes no option of a report`(_ option: String) throws {
    let run = try Program.run("run", "-", "--model", "xmos", "--trace", option, input: Data())
    #expect(run.status == 64)
    let name = option.prefix { $0 != "=" }
    #expect(run.complaint.contains("leave \(name) out"))
  }

  @Test(arguments: [["-"], ["--waivers", "-"], ["--baseline", "-"]])
  func `standard input is read once only`(_ second: [String]) throws {
    let run = try Program.run(["run", "-", "--model", "xmos"] + second)
    #expect(run.status == 64)
    #expect(run.complaint.contains("Standard input can be read once only."))
  }

  @Test func `the parameters of the command line hold for a trace too`() throws {
    let vector =
      #"{"id": 1, "steps": [{"op": "request", "bmRequestType": 161, "bRequest": 3, "#
      + #""wLength": 6}]}"#
    func reply(_ answers: String) throws -> Bool {
      try Program.run(
        "run", "-", "--model", "dfu-1.1", "--trace", "--config", "status_at_run_time=\(answers)",
        input: Data(vector.utf8)
      ).output.contains(#""reply":"stall""#)
    }
    #expect(try reply("0"))
    #expect(try !reply("1"))
    let unknown = try Program.run(
      "run", "-", "--model", "dfu-1.1", "--trace", "--config", "nonsense=1", input: Data())
    #expect(unknown.status == 64)
    #expect(unknown.complaint.contains("has no parameter nonsense"))
  }

  @Test func `a file that is not there ends with 66`() throws {
    let run = try Program.run("run", "no-such-file", "--model", "xmos", "--trace", input: Data())
    #expect(run.status == 66)
  }
}
