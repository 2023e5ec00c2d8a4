/// An address and a port to listen on, such as `127.0.0.1:3240` or `[::1]:3240`.
package struct ListenAddress: Hashable, Sendable {
  /// A name or an address, without brackets.
  package var host: String
  /// The TCP port, 0 to 65535. 0 lets the system choose one.
  package var port: Int

  /// Makes an address without checks.
  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Reads `ADDRESS:PORT`, with an IPv6 address in brackets. Throws `badAddress` for any other
  /// text.
  package init(_ text: String) throws(ServeError) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...])
    else { throw .badAddress(text) }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      throw .badAddress(text)
    }
    guard !host.isEmpty else { throw .badAddress(text) }
    self.host = String(host)
    self.port = Int(port)
  }

  /// Whether only this machine can reach it: `localhost`, 127.0.0.0/8 and ::1 (RFC 1122, 3.2.1.3;
  /// RFC 4291, 2.5.3).
  package var isLoopback: Bool {
    if host == "::1" || host == "localhost" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return parts.count == 4 && !parts.contains(nil) && parts[0] == 127
  }
}
