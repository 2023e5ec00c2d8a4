import Yams

/// Turns YAML text into nodes. It goes through Yams' tree of nodes, because Yams' typed loading
/// would read `no` as false and `0x1A` as 26.
struct YAMLReading {
  let file: String
  /// A table has some thousands of nodes; aliases of aliases could make billions.
  private var nodesLeft = 500_000

  static func node(_ yaml: String, file: String) throws(TableError) -> SpecNode {
    var reading = YAMLReading(file: file)
    return try reading.convert(composed(yaml, file))
  }

  private init(file: String) {
    self.file = file
  }

  private static func composed(_ yaml: String, _ file: String) throws(TableError) -> Node {
    do {
      if let node = try Yams.compose(yaml: yaml) { return node }
    } catch let error as YamlError {
      throw .notYAML(Place(file: file, line: error.line), error.problem)
    } catch {
      throw .notYAML(Place(file: file, line: 0), String(describing: error))
    }
    throw .notYAML(Place(file: file, line: 0), "the file is empty")
  }

  private mutating func convert(_ node: Node) throws(TableError) -> SpecNode {
    let line = node.mark?.line ?? 0
    nodesLeft -= 1
    guard nodesLeft > 0 else {
      throw .notYAML(Place(file: file, line: line), "more than 500,000 nodes")
    }
    switch node {
    case .scalar(let scalar): return SpecNode(line: line, content: .text(scalar.string))
    case .sequence(let sequence):
      var nodes: [SpecNode] = []
      for item in sequence { nodes.append(try convert(item)) }
      return SpecNode(line: line, content: .list(nodes))
    case .mapping(let mapping):
      var entries: [SpecNode.Entry] = []
      for (key, value) in mapping {
        guard case .scalar(let name) = key else {
          throw .notYAML(Place(file: file, line: line), "a key that is not plain text")
        }
        entries.append(SpecNode.Entry(key: name.string, value: try convert(value)))
      }
      return SpecNode(line: line, content: .map(entries))
    case .alias:
      throw .notYAML(Place(file: file, line: line), "an alias without its anchor")
    }
  }
}

extension YamlError {
  fileprivate var line: Int {
    switch self {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      mark.line
    case .duplicatedKeysInMapping(_, let context): context.mark.line
    case .no, .memory, .reader, .writer, .emitter, .representer, .dataCouldNotBeDecoded: 0
    }
  }

  fileprivate var problem: String {
    switch self {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _),
      .composer(_, let problem, _, _), .reader(let problem, _, _, _), .writer(let problem),
      .emitter(let problem), .representer(let problem):
      problem
    case .duplicatedKeysInMapping(let keys, _):
      "the key \(keys.sorted().joined(separator: ", ")) is there twice"
    case .no, .memory, .dataCouldNotBeDecoded: description
    }
  }
}
