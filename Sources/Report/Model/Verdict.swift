extension Report {
  /// The verdict about one actor in an exchange or in a whole session; the best is first.
  public enum Verdict: String, CaseIterable, Comparable, Hashable, Sendable {
    case pass
    /// Correct under one reading of an ambiguous text.
    case note
    /// Against DFU 1.1, but the profile declares this deviation.
    case declared
    /// The capture does not have the evidence to decide.
    case inconclusive
    /// A *should* of the specification was not followed.
    case warning
    /// A clear *must* of the specification was broken.
    case violation

    /// Whether `a` is a better verdict than `b`.
    public static func < (a: Verdict, b: Verdict) -> Bool { a.severity < b.severity }

    /// 0 for the best verdict, and one more for each that is worse.
    var severity: Int {
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
    /// The verdict about the device.
    public var device: Verdict
    /// The verdict about the host.
    public var host: Verdict

    /// Makes a pair of verdicts.
    package init(device: Verdict = .pass, host: Verdict = .pass) {
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

  /// The number of exchanges with each verdict.
  public struct Counts: Hashable, Sendable {
    private var numbers: [Verdict: Int]

    /// Makes counts; a verdict that is left out has the count 0.
    package init(_ numbers: [Verdict: Int] = [:]) {
      self.numbers = numbers
    }

    /// The number of exchanges with `verdict`.
    public subscript(verdict: Verdict) -> Int {
      get { numbers[verdict, default: 0] }
      set { numbers[verdict] = newValue }
    }

    /// The number of judged exchanges.
    public var total: Int { numbers.values.reduce(0, +) }
  }

  /// The counts of both sides.
  public struct SideCounts: Hashable, Sendable {
    /// The exchanges as judged for the device.
    public var device: Counts
    /// The exchanges as judged for the host.
    public var host: Counts

    /// Makes the counts of both sides.
    package init(device: Counts = Counts(), host: Counts = Counts()) {
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

// Without these, texts would find the names of the cases by reflection, which is slow.

extension Report.Verdict: CustomStringConvertible {
  /// The verdict in one word.
  public var description: String { rawValue }
}

extension Report.Actor: CustomStringConvertible {
  /// The side in one word.
  public var description: String { rawValue }
}
