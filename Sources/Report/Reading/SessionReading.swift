import JSON

// Reads sessions and findings of a report.

extension JSONReader {
  mutating func session() throws(JSONFault) -> Report.Session {
    let start = offset
    var session = Report.Session(devices: [])
    var (verdict, profileVerdict): (Report.Verdicts?, Report.Verdicts?)
    var findings: [Report.Finding]?
    var profile: (name: String?, choice: Report.Profile.Choice?)
    try distinctMembers { name, reader throws(JSONFault) in
      switch name {
      case "vector": session.vector = try reader.optionalString()
      case "tested":
        let sides = try reader.list { (reader) throws(JSONFault) in try reader.side() }
        session.isHostScripted = !sides.contains(.host)
      case "devices":
        session.devices = try reader.list { (reader) throws(JSONFault) in try reader.place() }
      case "transfers": session.transfers = try reader.count()
      case "verdict": verdict = try reader.verdicts()
      case "profile": profile.name = try reader.optionalString()
      case "profileChoice":
        profile.choice =
          try reader.takeNull() ? nil : reader.word(Report.Profile.Choice.self, "profileChoice")
      case "profileVerdict": profileVerdict = try reader.verdicts()
      case "images":
        session.images = try reader.list { (reader) throws(JSONFault) in try reader.image() }
      case "rules":
        session.rules = try reader.list { (reader) throws(JSONFault) in try reader.use() }
      case "findings":
        findings = try reader.list { (reader) throws(JSONFault) in try reader.finding() }
      case "unlisted":
        session.unlisted = try reader.list { (reader) throws(JSONFault) in try reader.unlisted() }
      default: try reader.skip()
      }
    }
    guard let verdict, let findings else {
      throw JSONFault("a session lacks one of the members verdict and findings", at: start)
    }
    (session.verdict, session.findings) = (verdict, findings)
    session.profileVerdict = profileVerdict ?? verdict
    if let name = profile.name, let choice = profile.choice {
      session.profile = Report.Profile(name: name, choice: choice)
    }
    return session
  }

  private mutating func side() throws(JSONFault) -> Report.Actor {
    try word(Report.Actor.self, "side")
  }

  private mutating func place() throws(JSONFault) -> Report.Device {
    var device = Report.Device(bus: 0, address: 0)
    try distinctMembers { name, reader throws(JSONFault) in
      switch name {
      case "bus": device.bus = try reader.count()
      case "address": device.address = try reader.count()
      case "vendor": device.vendor = try reader.optionalHex()
      case "product": device.product = try reader.optionalHex()
      default: try reader.skip()
      }
    }
    return device
  }

  private mutating func verdicts() throws(JSONFault) -> Report.Verdicts {
    var verdicts = Report.Verdicts()
    try distinctMembers { name, reader throws(JSONFault) in
      switch name {
      case "device": verdicts.device = try reader.word(Report.Verdict.self, "verdict")
      case "host": verdicts.host = try reader.word(Report.Verdict.self, "verdict")
      default: try reader.skip()
      }
    }
    return verdicts
  }

  private mutating func use() throws(JSONFault) -> Report.RuleUse {
    var use = Report.RuleUse(rule: "", count: 0)
    try distinctMembers { name, reader throws(JSONFault) in
      switch name {
      case "rule": use.rule = try reader.string()
      case "count": use.count = try reader.count()
      default: try reader.skip()
      }
    }
    return use
  }

  private mutating func unlisted() throws(JSONFault) -> Report.Unlisted {
    let start = offset
    var kind = Report.Unlisted(
      rule: "", actor: .device, verdict: .pass, profileVerdict: .pass, count: 0)
    try distinctMembers { name, reader throws(JSONFault) in
      switch name {
      case "rule": kind.rule = try reader.string()
      case "actor": kind.actor = try reader.side()
      case "verdict": kind.verdict = try reader.word(Report.Verdict.self, "verdict")
      case "profileVerdict": kind.profileVerdict = try reader.word(Report.Verdict.self, "verdict")
      case "count": kind.count = try reader.count()
      case "accepted": kind.acceptance = try reader.acceptance()
      case "acceptedCount": kind.accepted = try reader.count()
      default: try reader.skip()
      }
    }
    guard kind.accepted <= kind.count else {
      throw JSONFault("more findings are accepted than there are", at: start)
    }
    return kind
  }

  private mutating func finding() throws(JSONFault) -> Report.Finding {
    let start = offset
    var (rule, actor, verdict): (String?, Report.Actor?, Report.Verdict?)
    var finding = Report.Finding(rule: "", actor: .device, verdict: .pass, frame: nil) {
      Report.Finding.Words(expected: "", observed: "", clause: "", message: "")
    }
    var profileVerdict: Report.Verdict?
    var words = finding.words
    try distinctMembers { name, reader throws(JSONFault) in
      switch name {
      case "rule": rule = try reader.string()
      case "actor": actor = try reader.side()
      case "verdict": verdict = try reader.word(Report.Verdict.self, "verdict")
      case "profileVerdict": profileVerdict = try reader.word(Report.Verdict.self, "verdict")
      case "frame": finding.frame = try reader.takeNull() ? nil : reader.count()
      case "request": finding.request = try reader.optionalString()
      case "states":
        words.states = try reader.list { (reader) throws(JSONFault) in try reader.string() }
      case "message": words.message = try reader.string()
      case "accepted": finding.acceptance = try reader.acceptance()
      default: try reader.skip()
      }
    }
    guard let rule, let actor, let verdict else {
      throw JSONFault("a finding lacks one of the members rule, actor and verdict", at: start)
    }
    (finding.rule, finding.actor, finding.verdict) = (rule, actor, verdict)
    finding.profileVerdict = profileVerdict ?? verdict
    finding.words = words
    return finding
  }

  private mutating func acceptance() throws(JSONFault) -> Report.Acceptance {
    var (word, reason, place) = ("", "", "")
    try distinctMembers { name, reader throws(JSONFault) in
      switch name {
      case "as": word = try reader.string()
      case "reason": reason = try reader.optionalString() ?? ""
      case "place": place = try reader.optionalString() ?? ""
      default: try reader.skip()
      }
    }
    return word == Report.Acceptance.known.word ? .known : .waived(reason: reason, place: place)
  }
}
