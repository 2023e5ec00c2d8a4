extension Report {
  /// How an exchange, or a whole session, is judged for one actor; best first.
  public enum Verdict: String, CaseIterable, Comparable, Hashable, Sendable {
    case pass
    /// Right under one reading of an ambiguous text.
    case note
    /// Outside DFU 1.1, but the profile declares it.
    case declared
    /// The capture does not hold the evidence to decide.
    case inconclusive
    /// A *should* was missed.
    case warning
    /// Clear text at *must* level was broken.
    case violation

    /// Whether `a` is the better of the two.
    public static func < (a: Verdict, b: Verdict) -> Bool { a.severity < b.severity }

    private var severity: Int {
      switch self {
      case .pass: 0
      case .note: 1
      case .declared: 2
      case .inconclusive: 3
      case .warning: 4
      case .violation: 5
      }
    }
  }

  /// The two sides of a USB cable.
  public enum Actor: String, CaseIterable, Hashable, Sendable {
    case device, host
  }

  /// One verdict for each side.
  public struct Verdicts: Hashable, Sendable {
    /// How the device did.
    public var device: Verdict
    /// How the host did.
    public var host: Verdict

    /// Makes a pair of verdicts.
    public init(device: Verdict = .pass, host: Verdict = .pass) {
      self.device = device
      self.host = host
    }

    /// The verdict for one side.
    public subscript(actor: Actor) -> Verdict {
      switch actor {
      case .device: device
      case .host: host
      }
    }
  }

  /// How many exchanges ended with each verdict.
  public struct Counts: Hashable, Sendable {
    private var numbers: [Verdict: Int]

    /// Makes counts; a verdict that is not named has none.
    public init(_ numbers: [Verdict: Int] = [:]) {
      self.numbers = numbers
    }

    /// How many ended with `verdict`.
    public subscript(verdict: Verdict) -> Int {
      get { numbers[verdict, default: 0] }
      set { numbers[verdict] = newValue }
    }

    /// How many were judged.
    public var total: Int { numbers.values.reduce(0, +) }
  }

  /// The counts of both sides.
  public struct SideCounts: Hashable, Sendable {
    /// The exchanges as judged for the device.
    public var device: Counts
    /// The exchanges as judged for the host.
    public var host: Counts

    /// Makes the counts of both sides.
    public init(device: Counts = Counts(), host: Counts = Counts()) {
      self.device = device
      self.host = host
    }

    /// The counts of one side.
    public subscript(actor: Actor) -> Counts {
      switch actor {
      case .device: device
      case .host: host
      }
    }
  }
}
