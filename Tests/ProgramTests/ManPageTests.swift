import Foundation
import TestSupport
import Testing

/// The man pages, made from what swift-argument-parser's plug-in writes.
@Suite struct ManPageTests {
  /// A page of the plug-in, with this text in its description.
  private func page(_ text: String, command: String, below: String = "") throws -> String {
    let made = """
      .Dt DFUTRACE.DIFF 1
      .Sh NAME
      .Nm "dfutrace diff"
      .Nd "Say what differs."
      .Sh DESCRIPTION
      \(text)
      .Bl -tag -width 6n
      .El
      .Sh "EXIT STATUS"
      .Ex -std
      """
    let script = Program.root.appending(path: "Scripts/man-page").path
    return try Command.output(
      "sh", ["-c", #"echo "$4" | sh "$1" "$2" "$3""#, "sh", script, command, below, made])
  }

  private static let numbers = "The numbers from 64 on are those of\n.Xr sysexits 3 .\n"

  @Test func `a page tells the exit status of its own command, in the part for it`() throws {
    let alone = try page(
      "Exit status: 0 nothing differs, 1 something does.", command: "dfutrace diff")
    #expect(
      alone.hasSuffix(".Sh \"EXIT STATUS\"\n0 nothing differs, 1 something does.\n" + Self.numbers))
    #expect(!alone.contains("Exit status:"))
    #expect(
      alone.hasPrefix(".Dt DFUTRACE-DIFF 1\n.Sh NAME\n.Nm dfutrace-diff\n.Nd Say what differs.\n"))
    let within = try page(
      "It ends by Ctrl-C. Exit status: that of a run.\nMore of it.", command: "dfutrace serve")
    #expect(within.contains(".Sh DESCRIPTION\nIt ends by Ctrl-C.\nMore of it.\n"))
    #expect(within.hasSuffix("\nThat of a run.\n" + Self.numbers))
  }

  @Test func `a page of a command that does not tell its exit status claims no verdict`() throws {
    let page = try page("It prints.", command: "dfutrace show")
    #expect(
      page.hasSuffix(
        "\n0 the command did what it was asked for, from 64 on it did not.\n" + Self.numbers))
  }

  @Test func `the page of commands lists them and leaves the exit status to their pages`() throws {
    let page = try page("It judges.", command: "dfutrace", below: ".It Xr dfutrace-diff 1\nSay it.")
    #expect(
      page.contains(".Sh COMMANDS\n.Bl -tag -width 6n\n.It Xr dfutrace-diff 1\nSay it.\n.El\n"))
    #expect(page.hasSuffix("\nThe page of each command tells its own.\n" + Self.numbers))
  }
}
