/// Writes a DFU conversation as text, one line for each transfer.
///
/// Repeated polls become one line unless `showsAll` is set. At most one line is held back, so a
/// conversation of any length can be printed while it is read.
package struct Conversation: Sendable {
  private let showsAll: Bool
  private var held: (line: ShowLine, count: Int, last: ShowLine)?

  /// Starts a conversation; `showsAll`: each repeated poll gets its own line.
  package init(showsAll: Bool = false) {
    self.showsAll = showsAll
  }

  /// Adds the next line; returns the text of the line before it if that line is now complete.
  package mutating func add(_ line: ShowLine) -> String? {
    if let previous = held, !showsAll, line.repeats(previous.line) {
      held = (previous.line, previous.count + 1, line)
      return nil
    }
    let text = finish()
    held = (line, 1, line)
    return text
  }

  /// Ends the conversation; returns the text of the line that was held back, nil for none.
  package mutating func finish() -> String? {
    guard let (line, count, last) = held else { return nil }
    held = nil
    return line.text(count: count, last: last)
  }
}

extension ShowLine {
  /// Whether this is a poll with the same request and the same answer as `other`.
  fileprivate func repeats(_ other: ShowLine) -> Bool {
    guard case .exchange(let exchange) = content, exchange.isPoll else { return false }
    return device == other.device && content == other.content
  }

  fileprivate func text(count: Int, last: ShowLine) -> String {
    let frames = count == 1 ? "\(frame)" : "\(frame)-\(last.frame)"
    let place = pad(frames, to: 11) + pad(secondText(nanoseconds), to: 14) + pad(device, to: 8)
    switch content {
    case .event(let words): return place + "-- " + words
    case .exchange(let exchange):
      let states = exchange.states.isEmpty ? "?" : exchange.states.joined(separator: " | ")
      let poll = exchange.pollTimeoutMilliseconds.map { ", bwPollTimeout \($0) ms" } ?? ""
      return place + pad(exchange.request, to: 34) + pad(exchange.reply + poll, to: 46)
        + "-> \(states)" + (count == 1 ? "" : "  (\(count) times)")
    }
  }

  private func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(2, width - text.count))
  }
}
