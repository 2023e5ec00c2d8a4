/// What an operator can ask of a judgement.
public struct CheckOptions: Sendable {
  /// The overlay to judge by as well; nil to take the one that the descriptors select.
  public var profile: String?
  /// How far a measured time may be off, in milliseconds.
  public var toleranceMilliseconds: Double
  /// A folder with edited tables; nil for the shipped ones.
  public var specsDirectory: String?
  /// The device to judge, as `BUS.ADDR`; nil for all.
  public var address: String?
  /// Whether the capture's SHA-256 is wanted.
  public var wantsHashes: Bool

  /// Asks for the defaults unless told otherwise.
  public init(
    profile: String? = nil, toleranceMilliseconds: Double = 1, specsDirectory: String? = nil,
    address: String? = nil, wantsHashes: Bool = false
  ) {
    self.profile = profile
    self.toleranceMilliseconds = toleranceMilliseconds
    self.specsDirectory = specsDirectory
    self.address = address
    self.wantsHashes = wantsHashes
  }
}
