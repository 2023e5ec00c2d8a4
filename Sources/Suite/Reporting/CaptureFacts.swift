import CaptureIO
import DFU
import Files
import Report
import USB

// The part of a report that is about the whole capture: its gaps, its records, its hash.

extension Judge {
  /// Makes the report's entry for a capture or a watched bus with these sessions.
  func capture(
    _ name: String, _ result: CapturePassResult, _ sessions: [Report.Session]
  ) -> Report.Capture {
    Report.Capture(
      file: name, sha256: result.file.sha256, linkType: result.linkType?.rawValue,
      dialect: result.dialect ?? "unknown", limits: result.limits, gaps: gaps(result),
      dropped: result.file.dropped, records: records(result), sessions: sessions,
      descriptors: wantsDescriptors ? descriptors(result, sessions) : Report.Descriptors())
  }

  /// The SHA-256 of a recording that was written; nil when the report shall not carry it, and for a
  /// pipe, which cannot be read any more.
  func digest(_ path: String) -> String? {
    guard wantsHashes, InputFile.isRegular(path), let file = try? InputFile(path) else {
      return nil
    }
    return SHA256Digest.text(of: file)
  }

  private func gaps(_ result: CapturePassResult) -> [Report.Gap] {
    let file = result.file
    var gaps = oneSided(result) + losses(file.losses) + damages(file.damages)
    if file.clockSteps.areTold { gaps.append(clockGap(file.clockSteps)) }
    if let frame = file.firstTimeless {
      let reason = "records have no time, from frame \(frame) on: from there on no time is judged"
      gaps.append(Report.Gap(frame: frame, reason: reason))
    }
    if result.cutRecords.count > 0 {
      gaps.append(cutGap(result.cutRecords, isText: result.linkType == nil))
    }
    gaps += cutConfigurations(result)
    let malformed = result.malformedLines
    if malformed.count > 0 {
      gaps.append(
        Report.Gap(
          frame: malformed.firstFrame,
          reason: "\(counted(malformed.count, "line")) of another form, from line "
            + "\(malformed.firstFrame) on"))
    }
    if case .damaged(let frame, let reason) = result.end {
      gaps.append(
        Report.Gap(
          frame: frame, reason: "the capture is cut or damaged after frame \(frame): \(reason)"))
    }
    return gaps
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  /// Records that are there in part. Of a text they are lines that are too long to be read whole.
  private func cutGap(_ cut: CutRecords, isText: Bool) -> Report.Gap {
    let records = counted(cut.count, isText ? "line" : "control record")
    let reason =
      isText
      ? "\(records) of more than 128 KiB, from line \(cut.firstFrame) on: the rest is not read"
      : "the recorder kept only the beginning of \(records), from frame \(cut.firstFrame) on; "
        + "record with a larger snap length (tcpdump -s 0; check --live without --ring)"
    return Report.Gap(frame: cut.firstFrame, reason: reason)
  }

  /// Configurations that a recorder without a snap length cuts. Where it has one, the records that
  /// it cut are told.
  private func cutConfigurations(_ result: CapturePassResult) -> [Report.Gap] {
    guard result.cutRecords.count == 0 else { return [] }
    let byFrame = result.cutConfigurations.sorted { $0.value.frame < $1.value.frame }
    return byFrame.map { device, cut in
      Report.Gap(
        frame: cut.frame,
        reason: "of the configuration descriptor of \(device) the capture holds \(cut.held) of "
          + "\(cut.moved) bytes: what its DFU interface is and can do is not known, and rules "
          + "that need it are not judged" + unfollowed(result.candidates[device], at: device))
    }
  }

  /// Requests that are not followed because no descriptor proves that they are DFU's.
  private func unfollowed(_ requests: UnprovedRequests?, at device: DeviceAddress) -> String {
    guard let requests else { return "" }
    let count = counted(requests.count, "request")
    return "; \(count) to it that may be DFU's, not followed: judge with --address \(device)"
  }

  /// What to say where most records are one half of a transfer without the other; empty elsewhere.
  /// Of a recorder with known limits only the control records of sessions count, where it has some.
  private func oneSided(_ result: CapturePassResult) -> [Report.Gap] {
    let bins = result.bins
    let followed = bins.used + bins.notDFU
    let most = result.limits.isEmpty || followed == 0 ? result.recordCount / 2 : followed
    guard bins.unpaired > most else { return [] }
    let count =
      "\(bins.unpaired) of \(result.recordCount) records are half a transfer without its other "
      + "half."
    let isOnWire = result.linkType.map { 288...295 ~= $0.rawValue } ?? false
    let wayOut =
      isOnWire
      ? "record again without a filter of packets"
      : "record on the host, or in the guest, with: tcpdump -i usbmonN -w FILE"
    let reason = "\(count) What the device answered in them is not judged; \(wayOut)"
    return [Report.Gap(frame: nil, reason: reason)]
  }

  private func losses(_ losses: PlacedLosses) -> [Report.Gap] {
    let listed = losses.first.map { loss in
      Report.Gap(
        frame: loss.frame,
        reason: "the recorder lost \(counted(loss.fact, "record")) "
          + "before frame \(loss.frame)")
    }
    guard losses.further > 0 else { return listed }
    return listed + [
      Report.Gap(
        frame: nil, reason: "the recorder lost records at \(losses.further) more places")
    ]
  }

  private func damages(_ damages: Places<FileNote.Damage>) -> [Report.Gap] {
    let listed = damages.first.map { place in
      let damage = place.fact
      return Report.Gap(
        frame: place.frame,
        reason: "the capture is damaged before frame \(place.frame): \(damage.reason), at byte "
          + "\(damage.offset); \(damage.count) bytes are passed over")
    }
    guard damages.further > 0 else { return listed }
    return listed + [
      Report.Gap(frame: nil, reason: "the capture is damaged at \(damages.further) more places")
    ]
  }

  private func clockGap(_ steps: ClockSteps) -> Report.Gap {
    let times = steps.count == 1 ? "once" : "\(steps.count) times"
    return Report.Gap(
      frame: steps.firstFrame,
      reason: "the clock goes back \(times), first at frame \(steps.firstFrame), by at most "
        + "\(steps.largest / 1_000_000) ms: from there on no time is judged")
  }

  private func records(_ result: CapturePassResult) -> Report.Records {
    let bins = result.bins
    return Report.Records(
      total: result.recordCount, used: bins.used, otherDevice: bins.otherDevice,
      otherEndpoint: bins.otherEndpoint, notDFU: bins.notDFU, undecodable: bins.undecodable,
      unpaired: bins.unpaired, copies: bins.copies, bus: bins.bus,
      otherLinkType: bins.otherLinkType)
  }
}

extension CapturePassResult {
  /// The most addresses that a hint names.
  private static var hintLimit: Int { 10 }

  /// Names the traffic that may be DFU in a capture without a session; nil when there is none.
  var hint: String? {
    let found = candidates.sorted { $0.key < $1.key }
    guard let first = found.first else { return nil }
    let list = found.prefix(Self.hintLimit).map { "\($0.value.text) at \($0.key)" }
    let more = found.count > list.count ? ["and at \(found.count - list.count) more addresses"] : []
    return "Requests that look like DFU were seen (\((list + more).joined(separator: ", "))), "
      + "but no answer proves it; "
      + "take them with --address \(first.key)."
  }
}

extension UnprovedRequests {
  /// `12`, or `12 to interface 0 of class FFh, 00h, 00h, which is not that of DFU,`.
  fileprivate var text: String {
    guard let interface else { return "\(count)" }
    let fields = [
      interface.interfaceClass, interface.interfaceSubClass, interface.interfaceProtocol,
    ].map { Hex.specText($0, width: 2) }.joined(separator: ", ")
    return "\(count) to interface \(interface.number) of class \(fields), which is not that of DFU,"
  }
}
