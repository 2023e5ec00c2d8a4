import DFU
import DeviceModel
import Testing
import USB

/// Conversations with lib_dfu 2.0 and 2.1 in DFU mode, written by hand from its sources (lib_dfu
/// 2.x: dfu.xc, dfu_sub_sm.xc, dfu_flash.c, dfu_usb_requests.xc, dfu_default_conf.h), none of them
/// taken from the model.
///
/// `D64` is a DNLOAD of 64 bytes, `Z` one without data, `F64` one of FFh, `U64` an UPLOAD, `S`
/// GETSTATUS, `G` GETSTATE, `C` CLRSTATUS, `A` ABORT, `R10` the request 10. Behind `=`: `a` for an
/// acknowledgement, `s` a STALL, `h` no answer, `d64` 64 bytes; for S and G bState, `/` and
/// bStatus, `+` and bwPollTimeout.
@Suite struct LibDFUTraceTests {
  /// A conversation, and the releases and tiles that it is the same for.
  struct Trace: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var releases = ["2.0", "2.1"]
    var tiles = ["same", "split"]
    var config: [String: ParameterValue] = [:]
    var text: String
  }

  /// Three sectors of 60 ms; a page is written in 2 ms. lib_dfu 2.1 erases for 100 ms at a time.
  private static let flash: [String: ParameterValue] = [
    "max_upgrade": .number(12_288), "sector_ms": .number(60), "page_ms": .number(2),
    "erase_cycle_ms": .number(100), "boot_wait_ms": .number(2000),
  ]

  @Test(arguments: traces)
  func `lib_dfu does what its sources say`(_ trace: Trace) throws {
    for release in trace.releases {
      for tiles in trace.tiles {
        let own: [String: ParameterValue] = ["lib_dfu": .text(release), "tiles": .text(tiles)]
        let config = Self.flash.merging(own.merging(trace.config) { $1 }) { $1 }
        var bench = try Bench("xmos/lib_dfu-2", config)
        bench.enterDFUMode()
        let seen = try trace.text.split(whereSeparator: \.isWhitespace).map { word in
          let action = word.prefix { $0 != "=" }
          return "\(action)=\(try Self.answer(to: String(action), of: &bench))"
        }
        let expected = trace.text.split(whereSeparator: \.isWhitespace).map(String.init)
        #expect(seen == expected, "\(trace.testDescription), lib_dfu \(release), \(tiles)")
      }
    }
  }

  private static func answer(to action: String, of bench: inout Bench) throws -> String {
    let count = Int(action.dropFirst()) ?? 0
    switch action.first {
    case "D": return bench.download(0, count: count).letters
    case "F": return bench.download(0, byte: 0xFF, count: count).letters
    case "Z": return bench.send(.dnload).letters
    case "U": return bench.send(.upload, length: UInt16(count)).letters
    case "C": return bench.send(.clrStatus, length: UInt16(count)).letters
    case "A": return bench.send(.abort).letters
    case "R": return bench.send(UInt8(count), type: 0xA1, length: 4).letters
    case "G": return try #require(bench.send(.getState, length: 1).bytes?.first).description
    default:
      let report = try #require(StatusReport(bench.status().bytes ?? []))
      let code = report.rawStatus == 0 ? "" : "/\(report.rawStatus)"
      let poll = report.pollTimeoutMilliseconds
      return "\(report.rawState)\(code)\(poll == 0 ? "" : "+\(poll)")"
    }
  }
}

// MARK: - The conversations

extension LibDFUTraceTests {
  /// Three blocks that only fill the page in RAM, and the fourth.
  private static let page = "D64=a S=5 D64=a S=5 D64=a S=5 D64=a "

  static let traces: [Trace] = download + small + refused + failing

  /// The page that the fourth block completes begins the erase; the step that ends the erase writes
  /// the page too. Each answer tells the time that the step before has set: entry 150 ms, erase 8,
  /// first write 100, write 2.
  private static let download = [
    Trace(
      testDescription: "three pages, an erase call in each GETSTATUS", releases: ["2.0"],
      tiles: ["split"],
      text: page + "S=4+150 G=3 S=4+150 S=4+8 S=5 " + page + "S=4+100 S=5 " + page
        + "S=4+2 S=5 Z=a S=7+2 G=6 S=2"),
    Trace(
      testDescription: "three pages, erase calls for 100 ms in each GETSTATUS", releases: ["2.1"],
      tiles: ["split"],
      text: page + "S=4+150 G=3 S=4+8 S=5 " + page + "S=4+100 S=5 " + page
        + "S=4+2 S=5 Z=a S=7+2 G=6 S=2"),
    Trace(
      testDescription: "in band every time is 0", releases: ["2.0"], tiles: ["same"],
      text: page + "S=4 S=4 S=4 S=5 " + page + "S=4 S=5 Z=a S=7 S=2"),
    Trace(
      testDescription: "in band every time is 0, with the timed erase", releases: ["2.1"],
      tiles: ["same"], text: page + "S=4 S=4 S=5 " + page + "S=4 S=5 Z=a S=7 S=2"),
    Trace(
      testDescription: "the last part of a page and the end of the image are one step",
      releases: ["2.0"], tiles: ["split"],
      text: page + "S=4+150 S=4+150 S=4+8 S=5 D64=a S=5 D10=a S=5 Z=a S=7+100 S=2"),
    Trace(
      testDescription: "the last part of a page and the end, with the timed erase",
      releases: ["2.1"], tiles: ["split"],
      text: page + "S=4+150 S=4+8 S=5 D64=a S=5 D10=a S=5 Z=a S=7+100 S=2"),
  ]

  /// An image below a page is erased for, and written, under dfuMANIFEST. The end finds one that
  /// begins with FFFFFFFFh not valid: errPROG.
  private static let small = [
    Trace(
      testDescription: "an image below a page", releases: ["2.0"], tiles: ["split"],
      text: "D64=a S=5 Z=a S=7+150 S=7+150 S=7+8 S=7+100 S=2 U64=d64"),
    Trace(
      testDescription: "an image below a page, with the timed erase", releases: ["2.1"],
      tiles: ["split"], text: "D64=a S=5 Z=a S=7+150 S=7+8 S=7+100 S=2 U64=d64"),
    Trace(
      testDescription: "an image that is not valid", releases: ["2.0"], tiles: ["split"],
      text: "F64=a S=5 Z=a S=7+150 S=7+150 S=7+8 S=7+100 S=10/6 S=10/6 C=a S=2 U64=d0"),
    Trace(
      testDescription: "an image that is not valid, with the timed erase", releases: ["2.1"],
      tiles: ["same"], text: "F64=a S=5 Z=a S=7 S=7 S=7 S=10/6 G=10 C=a S=2 U64=d0"),
    Trace(
      testDescription: "an image of one word FFFFFFFFh, a way to revert",
      releases: ["2.1"], tiles: ["same"], text: "F4=a S=5 Z=a S=7 S=7 S=7 S=10/6"),
  ]

  private static let refused = [
    Trace(
      testDescription: "50 bytes do not divide the page of 256: the sixth UPLOAD has 6 left",
      config: ["upgrade_images": .numbers([512])],
      text: "U50=d50 U50=d50 U50=d50 U50=d50 U50=d50 U50=s S=10/2 C=a S=2"),
    Trace(
      testDescription: "64 bytes divide the page, and an UPLOAD of nothing ends the image",
      config: ["upgrade_images": .numbers([256])],
      text: "U64=d64 U64=d64 U64=d64 U64=d64 S=9 U64=d0 S=2"),
    Trace(
      testDescription: "without an image UPLOAD sends nothing, and leads to dfuUPLOAD-IDLE",
      text: "U64=d0 S=9 A=a S=2"),
    Trace(
      testDescription: "more than a packet hangs where it would be acknowledged",
      text: "D65=h"),
    Trace(
      testDescription: "more than a packet stalls where it is refused", text: "C65=s S=10/15"),
    Trace(
      testDescription: "a block that the page has no room for",
      text: "D60=a S=5 D60=a S=5 D60=a S=5 D60=a S=5 D60=s S=10/2"),
    Trace(
      testDescription: "a block of nothing at the start, ABORT in a download, CLRSTATUS",
      text: "Z=s S=10/8 C=a D64=a S=5 A=s S=10/15 C=a C=s S=10/15 C=a S=2"),
    Trace(
      testDescription: "the requests between its parts are not served to a host",
      text: "R10=s S=10/15 C=a R40=s S=10/15"),
  ]

  private static let failing = [
    Trace(
      testDescription: "on another tile the entry shows that the flash cannot be connected",
      tiles: ["split"], config: ["fail_connect": .number(1)],
      text: "S=10/1 C=a S=2 " + page + "S=4+150 S=10/3"),
    Trace(
      testDescription: "in band the entry is taken back, to appIDLE", tiles: ["same"],
      config: ["fail_connect": .number(1)], text: "S=0 D64=s S=0 U64=s S=0"),
    Trace(
      testDescription: "an erase that fails", tiles: ["split"],
      config: ["fail_start_add": .number(1)], text: page + "S=4+150 S=10/4"),
    Trace(
      testDescription: "a page that cannot be written", releases: ["2.0"], tiles: ["split"],
      config: ["fail_write": .number(1)], text: page + "S=4+150 S=4+150 S=4+8 S=10/3"),
    Trace(
      testDescription: "a page that cannot be written, with the timed erase", releases: ["2.1"],
      tiles: ["split"], config: ["fail_write": .number(1)], text: page + "S=4+150 S=4+8 S=10/3"),
  ]
}
