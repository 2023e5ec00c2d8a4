import DFU
import JSON
import Testing
import USB
import Vectors

@Suite struct VectorFormatTests {
  private func read(_ text: String) throws -> [Vector] {
    try VectorFile(reading: Array(text.utf8)).vectors
  }

  @Test func `a document and JSON lines are the same vectors`() throws {
    let first = #"{"id":"a","steps":[{"op":"wait","ms":5}]}"#
    let second = #"{"id":2,"steps":[{"op":"enumerate"},{"op":"wait","for":"bwPollTimeout"}]}"#
    let lines = try read(first + "\n\n" + second + "\n")
    let document = try read(
      #"{"schema":"dfutrace.vectors/1","vectors":["# + first + "," + second + "]}")
    #expect(lines == document && lines.count == 2)
    #expect(lines[0].name(number: 1) == "a" && lines[1].name(number: 2) == "2")
    #expect(lines[1].steps == [.enumerate, .waitAsTold])
    #expect(Vector().name(number: 7) == "7")
  }

  @Test func `what is written is read again as it was`() throws {
    var vector = Vector()
    vector.rename("a \"name\"\n")
    vector.title = "title"
    vector.source = "dfu-util 0.11"
    vector.config = ["a": .number(-1), "b": .numbers([1, 2]), "c": .text("x")]
    vector.needs.mode = .dfuMode
    vector.needs.set = [.canDnload]
    vector.needs.clear = [.willDetach]
    vector.needs.transferSize = 64
    vector.writes = true
    vector.steps = [
      .request(ClassRequest.dnload.setup(value: 3, length: 8), data: [1, 2, 255], toDFU: true),
      .request(ClassRequest.getStatus.setup(interface: 9, length: 6), data: []),
      .wait(milliseconds: 7), .waitAsTold, .poll(until: StateSet(.dfuIDLE), atMost: 3),
      .busReset(), .busReset(configures: false), .power, .enumerate,
    ]
    vector.expectations = [
      0: [
        Vector.Expectation(
          rule: "dfu/A.2.3/x", clause: "DFU 1.1, A.2.3",
          outcomes: [Vector.ExpectedOutcome(reply: "ack", next: "dfuDNLOAD-SYNC", status: "OK")])
      ]
    ]
    let text = VectorFile([vector, Vector()]).json
    #expect(try VectorFile(reading: text).vectors == [vector, Vector()])
    #expect(VectorFile(try VectorFile(reading: text).vectors).json == text)
  }

  @Test(arguments: [
    (#"{"schema":"dfutrace.vectors/2","vectors":[]}"#, "the schema is dfutrace.vectors/2"),
    (#"{"vectors":[{"id":1}]}"#, "vector 1: a vector has steps"),
    (#"{"vectors":[{"steps":[{"op":"poll"}]}]}"#, "vector 1: step 0: a poll has until"),
    (#"{"steps":[{"op":"poll","until":["dfuNOWHERE"]}]}"#, "there is no state dfuNOWHERE"),
    (#"{"steps":[{"op":"request","bmRequestType":1,"bRequest":1,"wIndex":"x"}]}"#, "wIndex is dfu"),
    (#"{"steps":[],"needs":{"bitCanDnload":1}}"#, "bitCanDnload is true or false"),
    (#"{"steps":[],"needs":{"mode":"x"}}"#, "a mode is app or dfu"),
    (#"{"steps":[],"needs":{"colour":"x"}}"#, "cannot be asked for colour"),
    (#"{"steps":[{"op":"wait","ms":99999999999999999999}]}"#, "a number with too many digits"),
    (#"{"steps":[{"op":"wait","for":"x"}]}"#, "for is bwPollTimeout"),
    (#"{"steps":[{"op":"busreset","configure":2}]}"#, "configure is true or false"),
  ])
  func `what is wrong is named with its place`(_ text: String, _ complaint: String) {
    let error = #expect(throws: VectorError.self) { try read(text) }
    #expect(error?.message.contains(complaint) == true, "\(error?.message ?? "")")
  }

  @Test func `null counts as missing`() throws {
    let text = #"""
      {"id":null,"title":null,"source":null,"writes":null,"config":null,"needs":null,"steps":[{"op":
      "busreset","configure":null,"until":null,"atMost":null,"for":null,"expect":null}]}
      """#
    #expect(try read(text.replacing("\n", with: "")).first?.steps == [.busReset()])
  }
}
