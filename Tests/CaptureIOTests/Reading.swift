import CaptureIO

/// The parts of a record that tests compare.
struct ReadRecord: Hashable {
  var frame: Int
  var nanoseconds: Int64
  var bytes: [UInt8]
}

/// Everything that reading a file returns.
struct Reading: Hashable {
  var records: [ReadRecord] = []
  var end: ReadEnd

  init(_ path: String, stopAfter last: Int = .max) throws(CaptureError) {
    var file = try CaptureFile(path: path, linkTypes: LinkType.ofUsbmon)
    self = Reading(&file, stopAfter: last)
  }

  init(_ file: inout CaptureFile, stopAfter last: Int = .max) {
    var records: [ReadRecord] = []
    end = file.forEach { bytes, info in
      let copy = bytes.indices.map { bytes[$0] }
      records.append(ReadRecord(frame: info.frame, nanoseconds: info.nanoseconds, bytes: copy))
      return info.frame == last ? .stop : .proceed
    }
    self.records = records
  }
}
