extension Report {
  /// The descriptors that devices showed in a capture, as an analyser shows them.
  public struct Descriptors: Hashable, Sendable {
    /// The sets, in the order in which the devices showed them.
    public var sets: [DescriptorSet]
    /// The two sets of each session that showed both, side by side.
    public var comparisons: [DescriptorComparison]
    /// How many answers with descriptors had no room.
    public var leftOut: Int

    /// Makes the descriptors of a capture.
    package init(
      sets: [DescriptorSet] = [], comparisons: [DescriptorComparison] = [], leftOut: Int = 0
    ) {
      self.sets = sets
      self.comparisons = comparisons
      self.leftOut = leftOut
    }
  }

  /// The descriptors that a device showed at one address.
  public struct DescriptorSet: Hashable, Sendable {
    /// The bus.
    public var bus: Int
    /// The address.
    public var address: Int
    /// The number of its session, from 1; nil for a device without one.
    public var session: Int?
    /// `run-time` or `DFU mode`; nil when the set does not state it.
    public var mode: String?
    /// The records of the first and the last request for one of them.
    public var frames: ClosedRange<Int>
    /// How many times the device was enumerated and showed the same.
    public var enumerations: Int
    /// The descriptors, in the order in which the host asked for them.
    public var descriptors: [Descriptor]

    /// Makes a set.
    package init(
      bus: Int, address: Int, session: Int? = nil, mode: String? = nil, frames: ClosedRange<Int>,
      enumerations: Int = 1, descriptors: [Descriptor]
    ) {
      self.bus = bus
      self.address = address
      self.session = session
      self.mode = mode
      self.frames = frames
      self.enumerations = enumerations
      self.descriptors = descriptors
    }

    /// The string of iSerialNumber, in quotation marks; nil where it was not read.
    package var serialNumber: String? {
      let device = descriptors.first { $0.name == "DEVICE" }
      return device?.fields.first { $0.name == "iSerialNumber" }?.string
    }
  }

  /// One descriptor.
  public struct Descriptor: Hashable, Sendable {
    /// The name of its kind, as its specification writes it.
    public var name: String
    /// 0 for what the host asked for; 1 and more for what stands inside.
    public var level: Int
    /// The record of the request.
    public var frame: Int
    /// Where it begins, in bytes from the beginning of the answer.
    public var offset: Int
    /// Its bytes, as many as were read.
    public var bytes: [UInt8]
    /// Its fields, as many as were read.
    public var fields: [DescriptorField]
    /// What is missing or malformed, a sentence each.
    public var notes: [String]
    /// The paths of the rules that it breaks as a whole.
    public var rules: [String]

    /// Makes a descriptor.
    package init(
      name: String, level: Int = 0, frame: Int, offset: Int = 0, bytes: [UInt8],
      fields: [DescriptorField], notes: [String] = [], rules: [String] = []
    ) {
      self.name = name
      self.level = level
      self.frame = frame
      self.offset = offset
      self.bytes = bytes
      self.fields = fields
      self.notes = notes
      self.rules = rules
    }
  }

  /// A field of a descriptor, or a part of the field before it.
  public struct DescriptorField: Hashable, Sendable {
    /// The field's name, as its specification writes it.
    public var name: String
    /// Where it begins, in bytes from the beginning of the answer.
    public var offset: Int
    /// Its value; nil where it is no number.
    public var value: UInt64?
    /// The value, as the specification writes it.
    public var text: String
    /// What it means: a string, a class, a unit; nil where there is nothing to say.
    public var meaning: String?
    /// Whether it is a part of the field before it.
    public var isPart: Bool
    /// The paths of the rules that it breaks.
    public var rules: [String]

    /// Makes a field.
    package init(
      name: String, offset: Int, value: UInt64? = nil, text: String, meaning: String? = nil,
      isPart: Bool = false, rules: [String] = []
    ) {
      self.name = name
      self.offset = offset
      self.value = value
      self.text = text
      self.meaning = meaning
      self.isPart = isPart
      self.rules = rules
    }

    /// The string that it is the index of; nil for any other field, and for one that was not read.
    var string: String? { meaning.flatMap { $0.hasPrefix("\"") ? $0 : nil } }

    /// Whether it has another value, or is the index of another string, as far as both were read.
    func differs(from other: DescriptorField) -> Bool {
      let strings = [string, other.string].compactMap(\.self)
      return text != other.text || strings.count == 2 && strings[0] != strings[1]
    }

    /// `0201h (2.01)`.
    var told: String { text + (meaning.map { " (\($0))" } ?? "") }
  }

  /// The run-time set of a device beside its set of DFU mode.
  public struct DescriptorComparison: Hashable, Sendable {
    /// The number of the session, from 1.
    public var session: Int
    /// The fields that are in either set.
    public var rows: [Row]

    /// Makes a comparison.
    package init(session: Int, rows: [Row]) {
      self.session = session
      self.rows = rows
    }

    /// A field in both sets.
    public struct Row: Hashable, Sendable {
      /// The name of the descriptor.
      public var descriptor: String
      /// The name of the field.
      public var field: String
      /// Its value in run-time mode; nil when it is not there.
      public var runTime: String?
      /// Its value in DFU mode; nil when it is not there.
      public var dfuMode: String?
      /// Whether the two differ, as far as both were read.
      public var differs: Bool

      init(descriptor: String, _ runTime: DescriptorField?, _ dfuMode: DescriptorField?) {
        self.descriptor = descriptor
        self.field = (runTime ?? dfuMode)?.name ?? ""
        self.runTime = runTime?.told
        self.dfuMode = dfuMode?.told
        differs =
          if let runTime, let dfuMode {
            runTime.differs(from: dfuMode)
          } else {
            runTime?.text != dfuMode?.text
          }
      }
    }

    /// Makes a comparison of the descriptors that both sets have: the device, the configuration,
    /// the DFU interface and the functional descriptor.
    package init(
      session: Int, runTime: [Descriptor], dfuMode: [Descriptor]
    ) {
      let names = runTime.map(\.name) + dfuMode.map(\.name)
      let rows = names.uniqued.flatMap { name in
        Self.rows(
          name, runTime.first { $0.name == name }?.fields ?? [],
          dfuMode.first { $0.name == name }?.fields ?? [])
      }
      self.init(session: session, rows: rows)
    }

    private static func rows(
      _ name: String, _ runTime: [DescriptorField], _ dfuMode: [DescriptorField]
    ) -> [Row] {
      (runTime + dfuMode).map(\.name).uniqued.map { field in
        Row(
          descriptor: name, runTime.first { $0.name == field }, dfuMode.first { $0.name == field })
      }
    }
  }
}

extension [String] {
  /// Each once, in order of appearance.
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
