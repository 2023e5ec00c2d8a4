import DeviceModel
import Suite
import Testing
import Vectors

@Suite struct TraceRunTests {
  private func trace(_ text: String, model: String = "xmos/lib_xua-5") throws -> (
    lines: [String], failures: [String]
  ) {
    var run = try TraceRun(model: model)
    var output = run.take(text.utf8)
    output += run.finish()
    let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    return (lines, run.failures)
  }

  @Test func `an outcome a step, with every member`() throws {
    let (lines, failures) = try trace(
      #"{"id":"a\n","steps":[{"op":"request","bmRequestType":161,"bRequest":3,"wIndex":3,"#
        + #""wLength":6},{"op":"wait","ms":5}]}"#)
    #expect(failures == [])
    let rest = #""reboot":null,"reboot_after_ms":null,"delay_ms":0,"ep0_dead":false,"stuck":false}"#
    #expect(
      lines == [
        #"{"schema":"dfutrace.trace/1","id":"a\n","outcomes":["#
          + #"{"reply":"data","data":"000000000000","state_after":0,"mode":"app","# + rest
          + #",{"reply":null,"data":"","state_after":0,"mode":"app","# + rest + "]}"
      ])
  }

  @Test func `a line above 64 MiB is dropped, told once, and the next one runs`() throws {
    var run = try TraceRun(model: "dfu-1.1")
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 16)
    for _ in 0..<1_030 { #expect(run.take(piece).isEmpty) }
    #expect(run.failures.isEmpty)
    let output = run.take("\n{\"steps\":[]}\n".utf8)
    #expect(run.failures == ["line 1: has more than 64 MiB, which is the most that is read"])
    #expect(String(decoding: output, as: UTF8.self).contains("dfutrace.trace/1"))
  }

  @Test func `a reboot is told by the step that begins it, and over at the next`() throws {
    let (lines, _) = try trace(
      #"{"steps":[{"op":"request","bmRequestType":33,"bRequest":0,"wIndex":3},"#
        + #"{"op":"wait","ms":0}]}"#)
    let line = try #require(lines.first)
    #expect(line.contains(#""state_after":0,"mode":"app","reboot":"dfu","reboot_after_ms":500"#))
    #expect(line.contains(#""state_after":2,"mode":"dfu","reboot":null"#))
  }

  @Test func `a bus reset that reboots says so`() throws {
    let (lines, _) = try trace(
      #"{"config":{"boot_wait_ms":2000},"steps":[{"op":"request","bmRequestType":33,"bRequest":0,"#
        + #""wIndex":3},{"op":"request","bmRequestType":161,"bRequest":5,"wLength":1},"#
        + #"{"op":"busreset"}]}"#)
    #expect(lines.first?.contains(#""mode":"dfu","reboot":"app","reboot_after_ms":50"#) == true)
  }

  /// Sends what lib_dfu's own host tool sends for an image of four blocks: DETACH; each block with
  /// polls until dfuDNLOAD-IDLE, and one more; the end of the download with polls until dfuIDLE;
  /// and DETACH.
  @Test func `lib_dfu 2 takes a download as its host tool sends it`() throws {
    let block = "33 1 \(String(repeating: "01", count: 64))"
    let steps =
      ["33 0", block, "161 3", block, "161 3", block, "161 3", block]
      + Array(repeating: "161 3", count: 4) + ["33 1", "161 3", "161 3", "33 0"]
    let vector = steps.enumerated().map { number, step in
      let words = step.split(separator: " ")
      let rest =
        words.count > 2 ? #","data":"\#(words[2])""# : words[0] == "161" ? #","wLength":6"# : ""
      let index = number == 0 ? 3 : 0
      return #"{"op":"request","bmRequestType":\#(words[0]),"bRequest":\#(words[1]),"#
        + #""wIndex":\#(index)\#(rest)}"#
    }
    let config = #"{"max_upgrade":8192,"sector_ms":60,"upgrade_images":[300]}"#
    let (lines, failures) = try trace(
      #"{"config":\#(config),"steps":[\#(vector.joined(separator: ","))]}"#, model: "xmos/lib_dfu-2"
    )
    #expect(failures == [])
    let told = try #require(lines.first).split(separator: #"{"reply":"#).dropFirst().map { line in
      line.replacing("\"", with: "").split(separator: ",").prefix(7).map { member in
        let value = member.split(separator: ":", omittingEmptySubsequences: false).last ?? ""
        return value.isEmpty ? "-" : String(value)
      }.joined(separator: " ")
    }
    #expect(
      told == [
        "ack - 1 app dfu 500 0", "ack - 3 dfu null null 0",
        "data 000000000500 5 dfu null null 0", "ack - 3 dfu null null 0",
        "data 000000000500 5 dfu null null 0", "ack - 3 dfu null null 0",
        "data 000000000500 5 dfu null null 0", "ack - 3 dfu null null 0",
        "data 000000000400 3 dfu null null 60", "data 000000000400 3 dfu null null 62",
        "data 000000000500 5 dfu null null 0", "data 000000000500 5 dfu null null 0",
        "ack - 6 dfu null null 0", "data 000000000700 6 dfu null null 0",
        "data 000000000200 2 dfu null null 0", "ack - 2 dfu app 500 0",
      ])
  }

  @Test func `a line that is wrong is named, and the others are run`() throws {
    let good = #"{"id":7,"steps":[]}"#
    for (bad, part) in [
      ("{", "at byte 1"), ("[]", "{ is expected"), (#"{"id":1}"#, "a vector has steps"),
      (#"{"steps":[{"op":"jump"}]}"#, "step 0: op is"),
      (#"{"steps":[{"op":"wait","ms":-1}]}"#, "a wait has ms"),
      (#"{"steps":[{"op":"wait","ms":1e3}]}"#, "whole number"),
      (#"{"steps":[{"op":"request","bRequest":1}]}"#, "has bmRequestType"),
      (#"{"steps":[{"op":"request","bmRequestType":256,"bRequest":1}]}"#, "from 0 to 255"),
      (#"{"steps":[{"op":"request","bmRequestType":33,"bRequest":1,"data":"0"}]}"#, "hexadecimal"),
      (#"{"steps":[]} x"#, "something follows"),
      (#"{"config":{"zz":1},"steps":[]}"#, "parameter zz"),
      (#"{"id":{},"steps":[]}"#, "id is"), ("{\"id\":\"\u{1}\",\"steps\":[]}", "control character"),
      (String(repeating: #"{"a":"#, count: 100), "nested too deep"),
      (#"{"id":"\ud800","steps":[]}"#, "surrogate"),
    ] {
      let (lines, failures) = try trace("\(good)\n\(bad)\n\n\(good)")
      #expect(lines.count == 2)
      #expect(failures.count == 1)
      #expect(failures.first?.hasPrefix("line 2: ") == true, "\(bad)")
      #expect(failures.first?.contains(part) == true, "\(bad): \(failures)")
    }
  }

  @Test func `no part of a line, and no changed byte of it, is a crash`() throws {
    let line =
      #"{"id":"é\u00e9","config":{"max_upgrade":4096,"tiles":"same","upgrade_images":[300,-0]},"#
      + #""steps":[{"op":"request","bmRequestType":33,"bRequest":1,"data":"00ff","x":[1.5e3,{}]}]}"#
    let bytes = Array(line.utf8)
    #expect(try trace(line).failures == [])
    for cut in 0..<bytes.count {
      var run = try TraceRun(model: "xmos/lib_xua-4")
      _ = run.take(bytes[..<cut])
      _ = run.finish()
      #expect(cut == 0 || run.failures.count == 1)
      for byte in [0, 0x22, 0x5C, 0x7B, 0xFF] as [UInt8] {
        var changed = bytes
        changed[cut] = byte
        _ = run.take(changed)
        _ = run.finish()
      }
    }
  }
}
