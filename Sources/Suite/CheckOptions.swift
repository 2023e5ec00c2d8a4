/// The operator's settings for judging captures.
public struct CheckOptions: Sendable {
  /// The overlay to judge by, beside the base table; nil: the descriptors select it.
  public var profile: String?
  /// The tolerance for measured times, in milliseconds.
  public var toleranceMilliseconds: Double
  /// A folder with edited tables; nil for the shipped ones.
  public var specsDirectory: String?
  /// The device to judge, as `BUS.ADDR`; nil for all.
  public var address: String?
  /// Whether the report shall carry the SHA-256 of the capture.
  public var wantsHashes: Bool
  /// Whether the report shall carry the descriptors of the devices.
  public var wantsDescriptors: Bool
  /// Whether the report shall carry the conversations, and what the tables say.
  public var wantsConversation: Bool
  /// The dialect to read captures in, by the name of a `ForcedDialect`; nil: the content tells it.
  public var dialect: String?

  /// Makes settings; an argument that is left out has its default.
  public init(
    profile: String? = nil, toleranceMilliseconds: Double = 1, specsDirectory: String? = nil,
    address: String? = nil, wantsHashes: Bool = false, wantsDescriptors: Bool = false,
    wantsConversation: Bool = false, dialect: String? = nil
  ) {
    self.profile = profile
    self.toleranceMilliseconds = toleranceMilliseconds
    self.specsDirectory = specsDirectory
    self.address = address
    self.wantsHashes = wantsHashes
    self.wantsDescriptors = wantsDescriptors
    self.wantsConversation = wantsConversation
    self.dialect = dialect
  }
}
