import Testing
import VirtualDevice

@Suite struct `Where to listen` {
  @Test(arguments: [
    ("127.0.0.1:3240", "127.0.0.1", 3240), ("[::1]:0", "::1", 0),
    ("localhost:65535", "localhost", 65535),
    ("0.0.0.0:1", "0.0.0.0", 1),
  ])
  func `an address is read`(text: String, host: String, port: Int) throws {
    #expect(try ListenAddress(text) == ListenAddress(host: host, port: port))
  }

  @Test(arguments: ["", "3240", "127.0.0.1", "127.0.0.1:", ":3240", "a:70000", "::1:3240", "a:-1"])
  func `what is none is refused`(text: String) {
    #expect(throws: ServeError.badAddress(text)) { try ListenAddress(text) }
  }

  @Test(arguments: [
    ("127.0.0.1", true), ("127.9.8.7", true), ("::1", true), ("localhost", true),
    ("0.0.0.0", false), ("::", false), ("192.168.0.1", false), ("127.0.0.1.example.org", false),
    ("127.1", false), ("1127.0.0.1", false),
  ])
  func `only this machine's own addresses are loopback`(host: String, isLoopback: Bool) {
    #expect(ListenAddress(host: host, port: 1).isLoopback == isLoopback)
  }

  @Test func `the first free port of the virtual host controller is taken`() {
    let status = """
      hub port sta spd dev      sockfd local_busid
      hs  0000 006 003 00010002 000003 1-1
      hs  0001 004 000 00000000 000000 0-0
      ss  0008 004 000 00000000 000000 0-0
      """
    #expect(VHCI.freePort(in: status) == 1)
    #expect(VHCI.freePort(in: status.replacing("hs  0001 004", with: "hs  0001 005")) == nil)
  }
}
