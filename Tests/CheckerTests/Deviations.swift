import Testing

/// An exchange that shows a deviation, and the profiles that declare it.
///
/// After `;` stands what the line shows. `X05`: the base table has a finding, at warning or worse,
/// that is declared as X05. `note X14`: the base table has a note. `only X36`: only the overlay
/// speaks of it.
struct DeviationScenario: CustomTestStringConvertible, Sendable {
  var id: String
  var profile: String
  var text: String
  var testDescription: String { "\(id) of \(profile)" }
}

extension DeviationScenario {
  static let all: [DeviationScenario] = table.flatMap { profiles, id, text in
    profiles.map { DeviationScenario(id: id, profile: $0.rawValue, text: $0.filled(text)) }
  }

  /// The generations, with the descriptors that each shows.
  enum Profile: String, CaseIterable {
    case xmos
    case a = "xmos/sc_usb_audio-6"
    case b1 = "xmos/lib_xua-4"
    case b2 = "xmos/lib_xua-5"
    case c = "xmos/lib_dfu-2"
    case r = "xmos/tinyusb"
    case s = "dfuse"

    private var attributes: String {
      switch self {
      case .xmos, .a, .b1: "dnload upload tolerant detach=250"
      case .b2, .c: "dnload upload tolerant will-detach detach=250"
      case .r:
        "dnload upload tolerant will-detach size=4096 version=0x0101 interface=3 interfaces=4"
      case .s: "dnload upload tolerant will-detach vendor=0x0483 version=0x011A"
      }
    }

    /// The deviations that the descriptors of DFU mode show by themselves.
    private var told: String { self == .r ? " ; X30" : "" }

    /// The transcript with the name of an enumeration replaced by its lines.
    func filled(_ text: String) -> String {
      text.replacing("in DFU mode", with: "attached left\ndfu \(attributes)\(told)\nconfigured 1")
        .replacing("in run-time mode", with: "attached left\nrun-time \(attributes)\nconfigured 1")
        .replacing("ATTRIBUTES", with: attributes)
    }
  }

  private static let block = "DNLOAD 0 64 -> ACK\nGETSTATUS -> OK 0 dfuDNLOAD-IDLE\n"
  private static let inError = "GETSTATUS -> OK 0 dfuERROR"

  private static let table: [([Profile], String, String)] = extensions + refused + shared + others

  private static let extensions: [([Profile], String, String)] = [
    ([.xmos, .a, .b1, .b2], "F0", "in DFU mode\nRAW 21 F0 0 0 0 -> ACK ; F0"),
    ([.xmos, .a, .b1, .b2, .c], "F1", "in DFU mode\nRAW 21 F1 0 0 0 -> ACK ; F1"),
    (
      [.xmos, .a, .b1, .b2], "F1",
      "in run-time mode\nRAW 21 F1 0 0 0 -> ACK ; F1\nGETSTATUS -> OK 0 appIDLE"
    ),
    (
      [.a, .b1, .b2], "F2",
      "in run-time mode\nRAW 21 F2 0 0 0 -> ACK ; F2\nleft\nin DFU mode\nGETSTATUS -> OK 0 dfuIDLE"
    ),
    (
      [.a, .b1, .b2], "F3",
      "in DFU mode\nRAW 21 F3 0 0 0 -> ACK ; F3\nleft\nin run-time mode\nGETSTATUS -> OK 0 appIDLE"
    ),
    ([.a, .b1, .b2], "F4", "in DFU mode\nRAW 21 F4 1 0 0 -> ACK ; F4"),
    ([.a, .b1], "F5", "in DFU mode\nRAW 21 F5 0 0 0 -> ACK ; F5"),
    ([.a, .b1], "F6", "in DFU mode\nRAW 21 F6 0 0 0 -> ACK ; F6"),
    ([.b2, .c], "X36", "in DFU mode\nRAW 41 F1 0 0 0 -> ACK ; only X36"),
    ([.b2], "X36", "in run-time mode\nRAW 41 F1 0 0 0 -> ACK ; only X36"),
  ]

  private static let refused: [([Profile], String, String)] = [
    (
      [.a, .b1, .b2], "X01",
      "in DFU mode\nGETSTATUS -> OK 0 dfuIDLE\nCLRSTATUS -> ACK ; X05\n"
        + "\(inError) ; X01\nCLRSTATUS -> ACK\n"
        + "GETSTATUS -> OK 0 dfuIDLE"
    ),
    (
      [.b1, .b2], "X02",
      "in DFU mode\nUPLOAD 0 64 -> bytes 64\nDNLOAD 0 64 -> HANG 5000 ; X02\n\(inError) ; X01"
    ),
    ([.b1, .b2], "X02", "in DFU mode\nDNLOAD 0 0 -> HANG 5000 ; X02\n\(inError) ; X01"),
    (
      [.b1, .b2], "X02",
      "in DFU mode\nDNLOAD 0 64 -> HANG 5000 ; X02\nGETSTATUS -> OK 0 dfuIDLE ; only X02"
    ),
    (
      [.a], "X03",
      "in DFU mode\nUPLOAD 0 64 -> bytes 64\nDNLOAD 0 64 -> ACK ; X03\n\(inError) ; X01"
    ),
    ([.a], "X03", "in DFU mode\nDNLOAD 0 0 -> ACK ; X03\n\(inError) ; X01"),
    (
      [.a, .b1, .b2], "X04",
      "in DFU mode\n\(block)UPLOAD 0 64 -> bytes 0 ; X04\n\(inError) ; X01"
    ),
    (
      [.a, .b1, .b2], "X05",
      "in run-time mode\nGETSTATUS -> OK 0 appIDLE\nCLRSTATUS -> ACK ; X05\n\(inError) ; X01"
    ),
    (
      [.a, .b1, .b2], "X06",
      "in run-time mode\nABORT -> ACK ; X06\nGETSTATUS -> OK 0 dfuIDLE\nDNLOAD 0 64 -> ACK"
    ),
    (
      [.a, .b1, .b2], "X06",
      "in DFU mode\nGETSTATUS -> OK 0 dfuIDLE\nCLRSTATUS -> ACK ; X05\n"
        + "GETSTATE -> state dfuERROR\nABORT -> ACK ; X06\n"
        + "GETSTATUS -> OK 0 dfuIDLE"
    ),
    (
      [.r], "X06",
      "in DFU mode\nDNLOAD 0 4096 -> ACK\nGETSTATUS -> OK 100 dfuDNBUSY\nABORT -> ACK ; X06"
    ),
    (
      [.c], "X07",
      "in DFU mode\n\(block)ABORT -> STALL ; X07\nGETSTATUS -> errSTALLEDPKT 0 dfuERROR"
    ),
    (
      [.a, .b1], "X08",
      "in DFU mode\nRAW 21 77 0 0 0 -> ACK ; X08\nRAW A1 77 0 0 4 -> bytes 0 ; X08"
    ),
  ]

  private static let shared: [([Profile], String, String)] = [
    (
      [.b2, .c], "X10",
      "in DFU mode\nGETSTATUS -> OK 0 dfuIDLE\nDETACH 1000 -> ACK ; X10\nleft\n"
        + "in run-time mode\nGETSTATUS -> OK 0 appIDLE"
    ),
    ([.r], "X10", "in DFU mode\nGETSTATUS -> OK 0 dfuIDLE\nDETACH 1000 -> ACK ; X10"),
    ([.a, .b1], "X11", "in DFU mode\nDETACH 1000 -> ACK ; X11\n\(inError) ; X01"),
    (
      [.a, .b1], "X13",
      "in run-time mode\nDETACH 250 -> ACK\n+2000 GETSTATE -> state appDETACH ; X13"
    ),
    (
      [.b2], "X14",
      "in DFU mode\nDNLOAD 0 64 -> ACK\nGETSTATUS -> OK 0 dfuDNBUSY\n"
        + "GETSTATE -> state dfuDNBUSY ; note X14\n\(inError) ; X01"
    ),
    (
      [.a, .b1], "X17",
      "in DFU mode\nDNLOAD 0 64 -> ACK /6000 ; X17\nGETSTATUS -> OK 0 dfuDNLOAD-IDLE"
    ),
    (
      [.a, .b1, .b2], "X19",
      "in DFU mode\nUPLOAD 0 32 -> OVERFLOW ; X19\nGETSTATUS -> OK 0 dfuUPLOAD-IDLE\n"
        + "GETSTATUS 0 3 -> OVERFLOW ; X19"
    ),
    ([.a, .b1, .b2], "X19", "in DFU mode\nUPLOAD 0 128 -> HANG 5000 ; X19"),
    (
      [.a, .b1, .b2, .c], "X22",
      "in DFU mode\n\(block)DNLOAD 1 128 -> HANG 5000 ; X22\nGETSTATUS -> HANG 5000 ; X22"
    ),
    (
      [.a], "X25",
      "in DFU mode\n\(block)reset\nattached reset\ndfu ATTRIBUTES\n"
        + "GETSTATUS -> OK 0 dfuIDLE ; X25"
    ),
    (
      [.a, .b1], "X28",
      "attached left\nrun-time product=0x0016 ATTRIBUTES\nconfigured 1\nDETACH 250 -> ACK\n"
        + "reset\nattached reset\ndfu product=0x0016 ATTRIBUTES ; X28\nGETSTATUS -> OK 0 dfuIDLE"
    ),
    (
      [.b2, .c], "X28",
      "attached left\nrun-time product=0x0016 ATTRIBUTES\nconfigured 1\nDETACH 250 -> ACK\n"
        + "left\nattached left\ndfu product=0x0016 ATTRIBUTES ; X28\nGETSTATUS -> OK 0 dfuIDLE"
    ),
    (
      [.a, .b1, .b2], "X37",
      "in DFU mode\nDNLOAD 1 64 -> ACK\nGETSTATUS -> OK 0 dfuDNLOAD-IDLE\n"
        + "DNLOAD 2 0 -> HANG 5000 ; X37"
    ),
  ]

  private static let others: [([Profile], String, String)] = [
    (
      [.c], "X33",
      "in DFU mode\nDNLOAD 0 64 -> ACK\nGETSTATUS -> OK 150 dfuDNBUSY\n"
        + "GETSTATE -> state dfuDNLOAD-SYNC ; X33"
    ),
    ([.c], "X35", "in run-time mode\nABORT -> ACK ; X35\nGETSTATUS -> OK 0 appIDLE"),
    (
      [.c], "X44",
      "in DFU mode\n\(block)DNLOAD 1 0 -> ACK\nGETSTATUS -> OK 0 dfuMANIFEST\n"
        + "GETSTATUS -> OK 0 dfuIDLE"
    ),
    ([.r], "X30", "attached left\ndfu ATTRIBUTES ; X30"),
    (
      [.r], "X30",
      "in DFU mode\nDNLOAD 0 4096 -> ACK\nGETSTATUS -> OK 0 dfuDNLOAD-IDLE\nreset\n"
        + "attached reset\ndfu ATTRIBUTES\nGETSTATUS -> OK 0 dfuIDLE ; X30"
    ),
    ([.r], "X31", "attached left\ndfu ATTRIBUTES ; X31"),
    (
      [.r], "X32",
      "in DFU mode\nGETSTATUS -> OK 0 dfuIDLE\nDNLOAD 0 0 -> ACK ; X32\n"
        + "GETSTATUS -> OK 0 dfuMANIFEST"
    ),
    ([.r], "X32", "in DFU mode\nUPLOAD 0 4096 -> bytes 4096\nGETSTATUS -> OK 0 dfuIDLE ; X32"),
    (
      [.r], "X32",
      "in DFU mode\nGETSTATUS -> OK 0 dfuIDLE\nCLRSTATUS -> ACK ; X32\nGETSTATUS -> OK 0 dfuIDLE"
    ),
    (
      [.r], "X32",
      "in DFU mode\nDNLOAD 0 4096 -> ACK\nGETSTATUS -> OK 100 dfuDNBUSY\nDNLOAD 1 4096 -> STALL\n"
        + "+200 GETSTATUS -> OK 0 dfuDNLOAD-IDLE ; X32"
    ),
    (
      [.r], "X46",
      "attached left\ndfu dnload tolerant will-detach version=0x0101 ; X31\nconfigured 1\n"
        + "UPLOAD 0 64 -> STALL\nGETSTATUS -> OK 0 dfuIDLE ; X46"
    ),
    (
      [.r], "X46",
      "in DFU mode\nreset\nattached reset\ndfu ATTRIBUTES\nGETSTATUS -> STALL ; X46"
    ),
    ([.r], "X47", "in DFU mode\nRAW 21 05 0 3 1 -> ACK ; X47\nGETSTATUS -> OK 0 dfuERROR ; X47"),
    (
      [.r], "X48",
      "in DFU mode\nDNLOAD 0 64 -> ACK\nGETSTATUS -> OK 10 dfuDNBUSY\n"
        + "GETSTATE -> state dfuDNLOAD-SYNC ; X48"
    ),
    (
      [.a, .b1, .b2, .c], "X49",
      "in DFU mode\nRAW 21 05 0 0 1 -> ACK ; X49\nGETSTATUS -> OK 0 dfuIDLE"
    ),
    (
      [.a, .b1, .b2], "X51",
      "in DFU mode\nGETSTATUS -> OK 0 dfuIDLE\nRAW A1 06 0 0 8 -> bytes 0 ; X51\n"
        + "GETSTATUS -> OK 0 dfuIDLE\nRAW 21 02 0 0 0 -> ACK ; X51\n\(inError) ; X01"
    ),
    (
      [.r], "X51",
      "in DFU mode\nGETSTATUS -> OK 0 dfuIDLE\nRAW A1 01 0 3 40 -> bytes 64 ; X51"
    ),
    (
      [.c], "X51",
      "in DFU mode\nGETSTATUS -> OK 0 dfuIDLE\nRAW A1 06 0 0 8 -> bytes 0 ; X51\n"
        + "GETSTATUS -> OK 0 dfuIDLE\nRAW 21 02 0 0 40 -> ACK ; X51\n"
        + "GETSTATUS -> OK 0 dfuUPLOAD-IDLE"
    ),
    (
      [.c], "X52",
      "in run-time mode\nDETACH 250 -> ACK\nleft\nin DFU mode\nGETSTATUS -> OK 0 appIDLE ; X52"
    ),
    (
      [.c], "X45",
      "in DFU mode\nDNLOAD 0 64 -> ACK\nGETSTATUS 0 5 -> OVERFLOW ; X45\n"
        + "GETSTATUS -> errUNKNOWN 0 dfuERROR"
    ),
    (
      [.c], "X50",
      "in DFU mode\nDNLOAD 0 64 -> ACK\nGETSTATUS -> OK 8 dfuDNBUSY\n"
        + "+9 CLRSTATUS -> ACK ; X50\nGETSTATUS -> OK 0 dfuIDLE"
    ),
  ]
}
