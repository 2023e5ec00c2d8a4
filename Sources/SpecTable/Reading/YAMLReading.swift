import YAML

/// Turns YAML text into nodes. Scalars stay text, as `SpecNode` wants them.
package struct YAMLReading: ~Copyable {
  private let file: String
  private var events: YAMLEvents
  /// A table has some thousands of nodes; aliases of aliases could make billions.
  private var nodesLeft = 500_000
  private var anchors: [String: Anchored] = [:]
  /// How many nodes are open around the next one.
  private var depth = 0
  /// A table has some ten nodes inside each other; each open one takes a part of the stack.
  private static let mostDepth = 64

  /// A node that an alias may name, and how many nodes it has.
  private struct Anchored {
    var node: SpecNode
    var size: Int
  }

  /// The node of a text with one document; `file` names it in errors.
  package static func node(_ yaml: String, file: String) throws(TableError) -> SpecNode {
    var reading = YAMLReading(yaml, file)
    return try reading.document()
  }

  private init(_ yaml: String, _ file: String) {
    self.file = file
    events = YAMLEvents(Array(yaml.utf8))
  }

  /// The node of the one document of the text.
  private mutating func document() throws(TableError) -> SpecNode {
    _ = try next()
    guard case .documentStart = try next().kind else { throw failure(0, "the file is empty") }
    let node = try node(from: next())
    _ = try next()
    let end = try next()
    guard end.kind == .streamEnd else { throw failure(end.line, "but found another document") }
    return node
  }

  private func failure(_ line: Int, _ problem: String) -> TableError {
    .notYAML(Place(file: file, line: line), problem)
  }

  private mutating func next() throws(TableError) -> YAMLEvent {
    do throws(YAMLError) {
      if let event = try events.next() { return event }
    } catch {
      throw failure(error.line, error.problem)
    }
    throw failure(0, "the text ends too early")
  }

  /// The node that begins with `event`.
  private mutating func node(from event: YAMLEvent) throws(TableError) -> SpecNode {
    let before = nodesLeft
    try spend(1, at: event.line)
    guard depth < Self.mostDepth else { throw failure(event.line, "nested too deep") }
    depth += 1
    defer { depth -= 1 }
    let node: SpecNode
    switch event.kind {
    case .scalar(let text): node = SpecNode(line: event.line, content: .text(text))
    case .listStart: node = SpecNode(line: event.line, content: .list(try list()))
    case .mapStart: node = SpecNode(line: event.line, content: .map(try map(at: event.line)))
    case .alias(let name):
      guard let anchored = anchors[name] else { throw failure(event.line, "found undefined alias") }
      try spend(anchored.size, at: anchored.node.line)
      return anchored.node
    case .streamStart, .streamEnd, .documentStart, .documentEnd, .listEnd, .mapEnd:
      throw failure(event.line, "no node begins here")
    }
    if let name = event.anchor { anchors[name] = Anchored(node: node, size: before - nodesLeft) }
    return node
  }

  private mutating func spend(_ nodes: Int, at line: Int) throws(TableError) {
    nodesLeft -= nodes
    guard nodesLeft > 0 else { throw failure(line, "more than 500,000 nodes") }
  }

  private mutating func list() throws(TableError) -> [SpecNode] {
    var nodes: [SpecNode] = []
    while true {
      let event = try next()
      if event.kind == .listEnd { return nodes }
      nodes.append(try node(from: event))
    }
  }

  private mutating func map(at line: Int) throws(TableError) -> [SpecNode.Entry] {
    var entries: [SpecNode.Entry] = []
    var lines: [String: Int] = [:]
    var twice: Set<String> = []
    while true {
      let event = try next()
      if event.kind == .mapEnd { break }
      guard case .text(let key) = try node(from: event).content else {
        throw failure(line, "a key that is not plain text")
      }
      if lines[key] == nil { lines[key] = event.line } else { twice.insert(key) }
      entries.append(SpecNode.Entry(key: key, value: try node(from: next())))
    }
    let doubled = twice.sorted()
    if let first = doubled.first {
      throw failure(
        lines[first] ?? line, "the key \(doubled.joined(separator: ", ")) is there twice")
    }
    return entries
  }
}
