import Foundation
import Testing

/// The HTML reports of the program as files.
@Suite struct HTMLProgramTests {
  private static let capture = "captures/will-detach/capture.pcap"

  @Test func `a folder has a page for each capture, and an index that links them all`() throws {
    let scratch = try Scratch()
    let run = try Program.run("check", "captures", "--format", "html", "-o", scratch.url.path + "/")
    #expect(run.status == 1 && run.output.isEmpty)
    let path = scratch.url.path + "/index.html"
    #expect(run.complaint.contains("the index of the html reports is \(path)\n"))
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).sorted()
    let index = try String(contentsOf: scratch.url.appending(path: "index.html"), encoding: .utf8)
    #expect(names.count >= 16)
    for name in names where name != "index.html" {
      let url = scratch.url.appending(path: name)
      #expect(index.contains("\"link\": \"\(name)\""))
      #expect(try Data(contentsOf: url).count < 1_000_000)
      #expect(try String(contentsOf: url, encoding: .utf8).hasPrefix("<!DOCTYPE html>"))
    }
  }

  @Test func `a file, standard output and a folder hold the same page`() throws {
    let scratch = try Scratch()
    let run = try Program.line(
      """
      out='\(scratch.url.path)'
      $dfutrace check \(Self.capture) --format html -o "$out/a.html"
      $dfutrace check \(Self.capture) --format html >"$out/b.html"
      $dfutrace check \(Self.capture) --format html -o "$out/c/"
      cmp "$out/a.html" "$out/b.html" && cmp "$out/a.html" "$out"/c/capture.html && ls "$out/c"
      """)
    #expect(run.status == 0, "\(run.complaint)")
    #expect(run.output == "capture.html\nindex.html\n")
  }

  @Test func `vectors on a model have conversations too`() throws {
    let run = try Program.run(
      "run", "specs/vectors/dfu-1.1.json", "--model", "dfu-1.1", "--format", "html")
    #expect(run.status == 0)
    #expect(run.output.contains("\"DFU_GETSTATUS\""))
    #expect(run.output.contains("{\"rows\":[\n["))
  }

  @Test func `an index is no file that a capture's report replaces`() throws {
    let scratch = try Scratch()
    let run = try Program.line(
      """
      cd '\(scratch.url.path)'
      cp '\(Program.root.path)/\(Self.capture)' index.pcap
      cp index.pcap '</script><img src=x>.pcap'
      $dfutrace check *.pcap --format html -o out/; ls out; grep -c '<img' out/*
      """)
    #expect(run.output.contains("index-2.html\nindex.html\n"))
    #expect(run.output.contains("out/index.html:0\n"))
  }
}
