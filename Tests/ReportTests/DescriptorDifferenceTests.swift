import Report
import Testing

/// Descriptors of two captures, field by field.
@Suite struct DescriptorDifferenceTests {
  private func device(
    version: String = "0100h", serial: String? = "\"A1\"", frame: Int = 7
  ) -> Report.Descriptor {
    Report.Descriptor(
      name: "DEVICE", frame: frame, bytes: [],
      fields: [
        Report.DescriptorField(name: "bcdDevice", offset: 12, text: version),
        Report.DescriptorField(
          name: "iSerialNumber", offset: 16, text: "3", meaning: serial ?? "not read"),
      ])
  }

  private func configuration(endpoints: Int, isWhole: Bool = true) -> [Report.Descriptor] {
    let notes = isWhole ? [] : ["Only 9 of 32 bytes were read."]
    return [Report.Descriptor(name: "CONFIGURATION", frame: 9, bytes: [], fields: [], notes: notes)]
      + (0..<endpoints).map { number in
        Report.Descriptor(
          name: "ENDPOINT", level: 2, frame: 9, offset: 18 + 7 * number, bytes: [], fields: [])
      }
  }

  private func set(
    _ descriptors: [Report.Descriptor], mode: String? = "run-time", address: Int = 5
  ) -> Report.DescriptorSet {
    Report.DescriptorSet(
      bus: 1, address: address, session: 1, mode: mode, frames: 7...9, descriptors: descriptors)
  }

  private func differences(
    _ a: [Report.DescriptorSet], _ b: [Report.DescriptorSet], ignoring: String = ""
  ) -> [DiffReport.Difference] {
    DiffReport.descriptorDifferences(a, b) { $0.name == ignoring }
  }

  @Test func `the same sets at other addresses do not differ`() {
    #expect(differences([set([device()])], [set([device(frame: 70)], address: 9)]).isEmpty)
  }

  @Test func `a field that differs is told with both values`() {
    let found = differences([set([device()])], [set([device(version: "0200h", frame: 70)])])
    #expect(found.map(\.subject) == ["run-time, DEVICE"])
    #expect(found.map(\.fields) == [[.init(name: "bcdDevice", a: "0100h", b: "0200h")]])
    #expect(found.map(\.frameA) == [7])
    #expect(found.map(\.frameB) == [70])
  }

  @Test func `a string counts as far as both hosts read it`() {
    let other = set([device(serial: "\"B2\"")])
    let found = differences([set([device()])], [other])
    #expect(
      found.map(\.fields) == [[.init(name: "iSerialNumber", a: "3 (\"A1\")", b: "3 (\"B2\")")]])
    #expect(differences([set([device()])], [set([device(serial: nil)])]).isEmpty)
    #expect(differences([set([device()])], [other], ignoring: "iSerialNumber").isEmpty)
  }

  @Test func `a descriptor that is missing counts where the host read the whole answer`() {
    let (two, one) = (set(configuration(endpoints: 2)), set(configuration(endpoints: 1)))
    let found = differences([two], [one])
    #expect(found.map(\.subject) == ["run-time, ENDPOINT 2 in CONFIGURATION"])
    #expect(found.map(\.fields) == [[.init(name: "descriptor", a: "there", b: "not there")]])
    #expect(differences([one], [two]).map(\.frameA) == [nil])
    #expect(differences([two], [set(configuration(endpoints: 0, isWhole: false))]).isEmpty)
  }

  @Test func `what one host did not read is no difference`() {
    let more = set([device()] + configuration(endpoints: 1))
    #expect(differences([more], [set([device()])]).isEmpty)
    #expect(differences([more, set([device()], mode: "DFU mode")], [more]).isEmpty)
  }

  @Test func `the sets after an update are compared with each other`() {
    let (old, new) = (set([device()]), set([device(version: "0200h")]))
    #expect(differences([old, new], [old, new]).isEmpty)
    #expect(differences([old, old], [old]).isEmpty)
    let found = differences([old, new], [old])
    #expect(found.map(\.fields) == [[.init(name: "bcdDevice", a: "0200h", b: "0100h")]])
  }

  @Test func `a difference that comes again is told once`() {
    let (old, new) = (set([device()]), set([device(version: "0200h")]))
    let (other, last) = (
      set([device(serial: "\"B\"")]), set([device(version: "0200h", serial: "\"B\"")])
    )
    let found = differences([old, new], [other, last])
    #expect(found.count == 1)
  }
}
