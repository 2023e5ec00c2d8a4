/// One line of a DFU conversation, before it is folded and formatted.
package struct ShowLine: Hashable, Sendable {
  /// The first record, numbered as in Wireshark.
  package var frame: Int
  /// The record of the completion; nil when there is none.
  package var completionFrame: Int?
  /// Nanoseconds from the capture's first record to `frame`.
  package var nanoseconds: Int64
  /// The device, as `BUS.ADDR`.
  package var device: String
  /// The exchange or the event.
  package var content: Content

  /// Makes a line.
  package init(
    frame: Int, completionFrame: Int? = nil, nanoseconds: Int64, device: String,
    content: Content
  ) {
    self.frame = frame
    self.completionFrame = completionFrame
    self.nanoseconds = nanoseconds
    self.device = device
    self.content = content
  }

  /// The content of a line.
  package enum Content: Hashable, Sendable {
    /// A request and what came back.
    case exchange(Exchange)
    /// Something else: `bus reset`, `left the bus`, `attached again`, a gap, a descriptor set.
    case event(String)
  }

  /// A request and what came back.
  package struct Exchange: Hashable, Sendable {
    /// The request: `DFU_DNLOAD block 3, 64 bytes`.
    package var request: String
    /// The answer: `ACK`, `STALL`, `OK, dfuDNBUSY`, `64 bytes`, `no answer`.
    package var reply: String
    /// The possible states of the device after the exchange, in the specification's spelling.
    package var states: [String]
    /// bwPollTimeout of a status report, in milliseconds.
    package var pollTimeoutMilliseconds: UInt32?
    /// Whether the request only asks for the status or the state. Repeated polls can be folded.
    package var isPoll: Bool

    /// Makes an exchange.
    package init(
      request: String, reply: String, states: [String],
      pollTimeoutMilliseconds: UInt32? = nil, isPoll: Bool = false
    ) {
      self.request = request
      self.reply = reply
      self.states = states
      self.pollTimeoutMilliseconds = pollTimeoutMilliseconds
      self.isPoll = isPoll
    }
  }
}
