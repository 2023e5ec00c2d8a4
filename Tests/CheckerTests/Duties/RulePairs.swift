extension RulePair {
  /// A pair for every obligation and every timing rule of the table.
  static let all = runTime + capabilities + blocks + errors + ends + modes + times

  private static let runTime = [
    RulePair(
      "H01", kept: (.dfu, "DNLOAD 0 64 -> ACK"), broken: (.runTime, "DNLOAD 0 64 -> STALL ;")),
    RulePair(
      "H02", .dfu, kept: "GETSTATUS -> OK 0 dfuIDLE", broken: "GETSTATUS @1 -> OK 0 dfuIDLE ;"),
    // Table 3.1: a bRequest of DFU has one direction; an extension's is its own affair.
    RulePair(
      "H02.direction", .dfu, kept: "RAW 21 F4 0 0 0 -> STALL", broken: "RAW 21 3 0 0 0 -> STALL ;"),
    RulePair("H03", .runTime, kept: "DETACH 1000 -> ACK", broken: "DETACH 1001 -> ACK ;"),
    RulePair(
      "H04.again", .runTime, kept: "DETACH 1000 -> ACK\nreset",
      broken: "DETACH 1000 -> ACK\nDETACH 1000 -> STALL ;"),
    RulePair(
      "H04.noReset", .runTimeWillDetach, kept: "DETACH 1000 -> ACK\nleft\nattached left",
      broken: "DETACH 1000 -> ACK\nreset ;"),
    RulePair("H15.runTime", kept: (.dfu, "ABORT -> ACK"), broken: (.runTime, "ABORT -> STALL ;")),
  ]

  private static let capabilities = [
    RulePair(
      "H06.download", kept: (.dfu, "DNLOAD 0 64 -> STALL"),
      broken: (.uploadOnly, "DNLOAD 0 64 -> STALL ;")),
    RulePair(
      "H06.upload", kept: (.dfu, "UPLOAD 0 64 -> STALL"),
      broken: (.downloadOnly, "UPLOAD 0 64 -> STALL ;")),
    RulePair("H07.size", .dfu, kept: "DNLOAD 0 64 -> ACK", broken: "DNLOAD 0 65 -> ACK ;"),
    RulePair("H07.empty", .dfu, kept: "UPLOAD 0 1 -> bytes 1", broken: "UPLOAD 0 0 -> STALL ;"),
  ]

  private static let blocks = [
    RulePair(
      "H07.block", .dfu,
      kept: "DNLOAD 0 64 -> ACK\nGETSTATUS -> OK 0 dfuDNLOAD-IDLE\nDNLOAD 1 63 -> ACK",
      broken: "DNLOAD 0 63 -> ACK\nGETSTATUS -> OK 0 dfuDNLOAD-IDLE\nDNLOAD 1 64 -> ACK ;"),
    RulePair(
      "H08", .dfu, kept: block + "DNLOAD 1 64 -> ACK", broken: block + "DNLOAD 2 64 -> ACK ;"),
    RulePair(
      "H09", .dfu, kept: block + "DNLOAD 1 64 -> ACK",
      broken: "DNLOAD 0 64 -> ACK\nDNLOAD 1 64 -> STALL ;"),
    RulePair(
      "H12", .dfu, kept: block + "DNLOAD 1 0 -> ACK",
      broken: "GETSTATUS -> OK 0 dfuIDLE\nDNLOAD 0 0 -> STALL ;"),
    RulePair(
      "H19", .dfu,
      kept: "DNLOAD 0 16 -> hex \(noSuffix)\nGETSTATUS -> OK 0 dfuDNLOAD-IDLE\nDNLOAD 1 0 -> ACK",
      broken:
        "DNLOAD 0 16 -> hex \(suffix)\nGETSTATUS -> OK 0 dfuDNLOAD-IDLE\nDNLOAD 1 0 -> ACK ;"),
  ]

  private static let errors = [
    RulePair(
      "H13", .dfu,
      kept: "DNLOAD 0 64 -> STALL\nGETSTATUS -> errADDRESS 0 dfuERROR\nCLRSTATUS -> ACK",
      broken: "DNLOAD 0 64 -> STALL\nCLRSTATUS -> ACK ;"),
    RulePair(
      "H14.outside", .dfu,
      kept: "DNLOAD 0 64 -> ACK\nGETSTATUS -> errPROG 0 dfuERROR\nCLRSTATUS -> ACK",
      broken: block + "CLRSTATUS -> STALL ;"),
    RulePair(
      "H14.first", .dfu,
      kept: "DNLOAD 0 64 -> ACK\nGETSTATUS -> errPROG 0 dfuERROR\nCLRSTATUS -> ACK\n"
        + "DNLOAD 0 64 -> ACK",
      broken: "DNLOAD 0 64 -> ACK\nGETSTATUS -> errPROG 0 dfuERROR\nDNLOAD 0 64 -> STALL ;"),
    RulePair(
      "H15.sync", .dfu, kept: block + "ABORT -> ACK",
      broken: "DNLOAD 0 64 -> ACK\nABORT -> ACK ;"),
  ]

  private static let ends = [
    RulePair(
      "H11.reset", .dfu, kept: block + "ABORT -> ACK\nreset", broken: block + "reset ;"),
    RulePair(
      "H11.busy", .dfu,
      kept: "DNLOAD 0 64 -> ACK\nGETSTATUS -> OK 5 dfuDNBUSY\n"
        + "+6 GETSTATUS -> OK 0 dfuDNLOAD-IDLE\nABORT -> ACK\nreset",
      broken: "DNLOAD 0 64 -> ACK\nGETSTATUS -> OK 5 dfuDNBUSY\n+6 reset ;"),
    RulePair(
      "H11.setting", .dfu, kept: block + "ABORT -> ACK\ninterface 1",
      broken: block + "interface 1 ;"),
    RulePair(
      "H11.status", .dfu, kept: block + "DNLOAD 1 0 -> ACK\nGETSTATUS -> OK 50 dfuMANIFEST",
      broken: block + "DNLOAD 1 0 -> ACK\nreset ;"),
    RulePair(
      "H16", .dfu, kept: "UPLOAD 0 64 -> bytes 64\nABORT -> ACK\nreset",
      broken: "UPLOAD 0 64 -> bytes 64\nreset ;"),
    RulePair(
      "H17.tolerant", .dfu, kept: download + "+51 GETSTATUS -> OK 0 dfuIDLE\nreset",
      broken: download + "+51 reset ;"),
    RulePair(
      "H17.quiet", .intolerant, kept: download + "+51 reset",
      broken: download + "+51 GETSTATUS -> OK 0 dfuMANIFEST-WAIT-RESET ;"),
    RulePair(
      "H18.tolerant", kept: (.dfu, download + "+51 GETSTATUS -> OK 0 dfuIDLE\nreset"),
      broken: (.willDetach, download + "+51 GETSTATUS -> OK 0 dfuIDLE\nreset ;")),
  ]

  private static let modes = [
    RulePair(
      "H20", kept: (.runTime, "DETACH 1000 -> ACK"), broken: (.dfu, "DETACH 1000 -> STALL ;")),
    RulePair(
      "H21.download", .dfu, kept: "UPLOAD 0 64 -> bytes 64\nABORT -> ACK\nDNLOAD 0 64 -> ACK",
      broken: "UPLOAD 0 64 -> bytes 64\nDNLOAD 0 64 -> STALL ;"),
    RulePair(
      "H21.upload", .dfu, kept: block + "ABORT -> ACK\nUPLOAD 0 64 -> bytes 64",
      broken: block + "UPLOAD 0 64 -> STALL ;"),
  ]

  private static let times = [
    RulePair(
      "T1", .dfu,
      kept: "DNLOAD 0 64 -> ACK\nGETSTATUS -> OK 50 dfuDNBUSY\n"
        + "+50 GETSTATUS -> OK 0 dfuDNLOAD-IDLE",
      broken: "DNLOAD 0 64 -> ACK\nGETSTATUS -> OK 50 dfuDNBUSY\n"
        + "+48 GETSTATUS -> OK 50 dfuDNBUSY ;"),
    RulePair(
      "T1.manifest", .dfu, kept: download + "+50 GETSTATUS -> OK 0 dfuIDLE",
      broken: download + "+48 GETSTATUS -> OK 50 dfuMANIFEST ;"),
    RulePair(
      "T5", .dfu, kept: "GETSTATUS -> OK 50 dfuIDLE\n+50 GETSTATUS -> OK 0 dfuIDLE",
      broken: "GETSTATUS -> OK 50 dfuIDLE\n+48 GETSTATUS -> OK 0 dfuIDLE ;"),
    RulePair(
      "T6", .runTime, kept: "DETACH 500 -> ACK\n+500 reset",
      broken: "DETACH 500 -> ACK\n+502 reset ;"),
    RulePair("T11", .dfu, kept: block + "+4999 left", broken: block + "+5003 left ;"),
    RulePair(
      "T6.unseen", .runTime, kept: "DETACH 500 -> ACK\n+1100 GETSTATUS -> OK 0 appIDLE",
      broken: "DETACH 500 -> ACK\n+1100 DETACH 500 -> ACK ;"),
    RulePair(
      "T8", .intolerant, kept: download + "+50 reset", broken: download + "+48 reset ;"),
    RulePair(
      "T9", .dfu, kept: "DNLOAD 0 64 -> ACK /5000", broken: "DNLOAD 0 64 -> ACK /5002 ;"),
  ]
}
