/// Conversations next to a deviation: the last line is what its words do not cover.
extension DeviationScenario {
  static let neighbours: [DeviationScenario] = beside.flatMap { profiles, id, text in
    profiles.map { profile in
      // The enumerations show deviations of their own, which are not the matter here.
      let lines = profile.filled(text).split(separator: "\n").map { line in
        line.split(separator: ";")[0].description
      }
      return DeviationScenario(
        id: id, profile: profile.rawValue, text: lines.joined(separator: "\n") + " ; \(id)")
    }
  }

  private static let back = "left\nattached left\n"
  private static let download = "DNLOAD 0 64 -> ACK\nGETSTATUS -> OK 0 dfuDNLOAD-IDLE\n"
  private static let reset = "reset\nattached reset\ndfu ATTRIBUTES\n"

  private static let beside: [([Profile], String, String)] = boots + resets + times + values

  private static let boots: [([Profile], String, String)] = [
    (
      [.b1, .b2], "F0",
      "in run-time mode\nRAW 21 F0 0 0 0 -> ACK\n\(back)dfu ATTRIBUTES"
    ),
    (
      [.xmos], "F0",
      "in run-time mode\nRAW 21 F0 0 0 0 -> ACK\n\(back)run-time ATTRIBUTES interfaces=3"
    ),
    // It may boot into either mode; it does boot.
    (
      [.a], "F0",
      "in DFU mode\n\(download)RAW 21 F0 0 0 0 -> ACK\n+2000 GETSTATUS -> OK 0 dfuDNLOAD-IDLE"
    ),
    (
      [.a, .b1, .b2], "F2",
      "in run-time mode\nRAW 21 F2 0 0 0 -> ACK\n\(back)run-time ATTRIBUTES interfaces=3"
    ),
    (
      [.a, .b1, .b2], "F2",
      "in run-time mode\nRAW 21 F2 0 0 0 -> ACK\n+2000 GETSTATUS -> OK 0 appIDLE"
    ),
    (
      [.a, .b1, .b2], "F3",
      "in DFU mode\nRAW 21 F3 0 0 0 -> ACK\n\(back)dfu ATTRIBUTES"
    ),
    (
      [.b2, .c], "X10",
      "in DFU mode\nGETSTATUS -> OK 0 dfuIDLE\nDETACH 1000 -> ACK\n\(back)dfu ATTRIBUTES"
    ),
    (
      [.r], "X10",
      "in DFU mode\nGETSTATUS -> OK 0 dfuIDLE\nDETACH 1000 -> ACK\n"
        + "GETSTATUS -> OK 0 dfuUPLOAD-IDLE"
    ),
  ]

  private static let resets: [([Profile], String, String)] = [
    (
      [.a, .b1], "X13",
      "in run-time mode\nDETACH 250 -> ACK\n+2000 GETSTATE -> state dfuIDLE"
    ),
    ([.a], "X25", "in DFU mode\n\(download)\(reset)GETSTATUS -> OK 0 dfuDNLOAD-IDLE"),
    ([.r], "X30", "in DFU mode\n\(download)\(reset)GETSTATUS -> OK 0 dfuDNLOAD-IDLE"),
    ([.s], "S01", "in DFU mode\n\(download)\(reset)GETSTATUS -> OK 0 dfuDNLOAD-IDLE"),
  ]

  private static let times: [([Profile], String, String)] = [
    ([.a, .b1], "X17", "in DFU mode\n\(download)DNLOAD 1 64 -> ACK /6000"),
    ([.a, .b1], "X17", "in DFU mode\n\(download)DNLOAD 0 64 -> ACK /6000"),
    ([.a, .b1], "X17", "in DFU mode\nDNLOAD 4 64 -> ACK /6000"),
    ([.a, .b1], "X17", "in DFU mode\nUPLOAD 0 64 -> bytes 64 /6000"),
  ]

  private static let values: [([Profile], String, String)] = [
    (
      [.a, .b1, .b2, .c], "X28",
      "in run-time mode\n\(back)dfu vendor=0x20B2 ATTRIBUTES"
    ),
    (
      [.r], "X31",
      "attached left\ndfu dnload upload tolerant will-detach version=0x0102"
    ),
    (
      [.c], "X52",
      "in DFU mode\nGETSTATUS -> OK 0 dfuIDLE\nGETSTATUS -> OK 0 appIDLE"
    ),
    (
      [.a, .b1, .b2, .c], "X22",
      "in DFU mode\n\(download)DNLOAD 1 128 -> HANG 5000\n"
        + "GETSTATUS -> OK 0 dfuDNLOAD-IDLE"
    ),
    (
      [.a, .b1, .b2], "X06",
      "in DFU mode\nGETSTATUS -> OK 0 dfuIDLE\nCLRSTATUS -> ACK\nGETSTATUS -> OK 0 dfuERROR\n"
        + "ABORT -> ACK\nGETSTATUS -> OK 0 dfuERROR"
    ),
    (
      [.a, .b1, .b2], "X51",
      "in DFU mode\nGETSTATUS -> OK 0 dfuIDLE\nRAW 21 02 0 0 0 -> ACK\n"
        + "GETSTATUS -> OK 0 dfuIDLE"
    ),
  ]
}
