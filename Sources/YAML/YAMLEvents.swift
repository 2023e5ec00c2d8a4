// YAML: reads YAML text through libyaml, event by event. What the events mean is the caller's.
import CYAML

/// The events of one YAML text.
@safe
package struct YAMLEvents: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  /// libyaml reads from here as long as there are events.
  private let text: UnsafeMutableBufferPointer<UInt8>

  /// Begins to read UTF-8 text. A byte order mark before it is no text (YAML 1.2.2, 5.2): libyaml
  /// would count it as a column.
  package init(_ utf8: [UInt8]) {
    let utf8 = utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? utf8.dropFirst(3) : utf8[...]
    unsafe text = .allocate(capacity: max(1, utf8.count))
    _ = unsafe text.initialize(fromContentsOf: utf8)
    unsafe parser = .allocate(capacity: 1)
    unsafe yaml_parser_initialize(parser)
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, text.baseAddress, utf8.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe text.deallocate()
  }

  /// The next event; nil when there are no more. Throws where the text is not YAML.
  package mutating func next() throws(YAMLError) -> YAMLEvent? {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure }
    defer { unsafe yaml_event_delete(&event) }
    guard let kind = unsafe Self.kind(event) else { return nil }
    return unsafe YAMLEvent(
      line: Int(event.start_mark.line) + 1, anchor: Self.anchor(event), kind: kind)
  }

  private var failure: YAMLError {
    let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) }
    let hasPlace = unsafe [YAML_SCANNER_ERROR, YAML_PARSER_ERROR].contains(parser.pointee.error)
    let line = unsafe hasPlace ? Int(parser.pointee.problem_mark.line) + 1 : 0
    return YAMLError(line: line, problem: problem ?? "no memory is left")
  }

  private static func kind(_ event: yaml_event_t) -> YAMLEvent.Kind? {
    switch unsafe event.type {
    case YAML_STREAM_START_EVENT: .streamStart
    case YAML_STREAM_END_EVENT: .streamEnd
    case YAML_DOCUMENT_START_EVENT: .documentStart
    case YAML_DOCUMENT_END_EVENT: .documentEnd
    case YAML_SCALAR_EVENT: unsafe .scalar(scalar(event))
    case YAML_ALIAS_EVENT: unsafe .alias(name(event.data.alias.anchor) ?? "")
    case YAML_SEQUENCE_START_EVENT: .listStart
    case YAML_SEQUENCE_END_EVENT: .listEnd
    case YAML_MAPPING_START_EVENT: .mapStart
    case YAML_MAPPING_END_EVENT: .mapEnd
    default: nil
    }
  }

  private static func scalar(_ event: yaml_event_t) -> String {
    let scalar = unsafe event.data.scalar
    let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    return unsafe String(decoding: bytes, as: UTF8.self)
  }

  private static func anchor(_ event: yaml_event_t) -> String? {
    switch unsafe event.type {
    case YAML_SCALAR_EVENT: unsafe name(event.data.scalar.anchor)
    case YAML_SEQUENCE_START_EVENT: unsafe name(event.data.sequence_start.anchor)
    case YAML_MAPPING_START_EVENT: unsafe name(event.data.mapping_start.anchor)
    default: nil
    }
  }

  private static func name(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    unsafe text.map { unsafe String(cString: $0) }
  }
}
