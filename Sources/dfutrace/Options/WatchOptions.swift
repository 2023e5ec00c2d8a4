import ArgumentParser
import Report
import Suite

/// The options for watching a bus.
struct WatchOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Watch a bus until Ctrl-C, and print findings when they are made; usbmon0 is all buses.",
      valueName: "usbmonN"))
  var live: String?

  @OptionGroup var ring: RingOption

  /// Watches the bus `interface` and judges it.
  ///
  /// `onOutput`: print findings on standard output. Otherwise they go to standard error, because
  /// standard output is for the report alone.
  func check(
    _ interface: String, _ judge: Judge, onOutput: Bool, colour: Bool
  ) throws(CheckFailure) -> (capture: Report.Capture, hint: String?) {
    var output = StandardOutput()
    var failure: CheckFailure?
    Interruption.await()
    let result = try judge.checkLive(
      LiveOptions(interface: interface, ringKiB: ring.size), until: { Interruption.hasCome },
      began: { Terminal.say("\(interface): watching; Ctrl-C ends and prints the report.\n") }
    ) { news in
      let line = news.finding.line(profile: news.profile, colour: colour)
      guard onOutput else { return Terminal.say("\(line)\n") }
      output.writeLine(line)
      do throws(CheckFailure) { try output.finish() } catch { failure = failure ?? error }
    }
    if let failure { throw failure }
    return result
  }
}
