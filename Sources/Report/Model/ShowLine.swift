/// One line of a DFU conversation, before it is folded and formatted.
public struct ShowLine: Hashable, Sendable {
  /// The first record, numbered as in Wireshark.
  public var frame: Int
  /// The record of the completion; nil when there is none.
  public var completionFrame: Int?
  /// Nanoseconds from the capture's first record to `frame`.
  public var nanoseconds: Int64
  /// The device, as `BUS.ADDR`.
  public var device: String
  /// The exchange or the event.
  public var content: Content

  /// Makes a line.
  public init(
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
  public enum Content: Hashable, Sendable {
    /// A request and what came back.
    case exchange(Exchange)
    /// Something else: `bus reset`, `left the bus`, `attached again`, a gap, a descriptor set.
    case event(String)
  }

  /// A request and what came back.
  public struct Exchange: Hashable, Sendable {
    /// The request: `DFU_DNLOAD block 3, 64 bytes`.
    public var request: String
    /// The answer: `ACK`, `STALL`, `OK, dfuDNBUSY`, `64 bytes`, `no answer`.
    public var reply: String
    /// The possible states of the device after the exchange, in the specification's spelling.
    public var states: [String]
    /// bwPollTimeout of a status report, in milliseconds.
    public var pollTimeoutMilliseconds: UInt32?
    /// Whether the request only asks for the status or the state. Repeated polls can be folded.
    public var isPoll: Bool

    /// Makes an exchange.
    public init(
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
