import DFU
import Foundation
import TestSupport
import Testing

@Suite struct ServeTests {
  @Test func `a download over USB/IP is served, recorded, kept, and clean`() throws {
    let scratch = try Scratch()
    let record = scratch.url.path + "/record.pcapng"
    let flash = scratch.url.path + "/flash.bin"
    let image = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 5 &+ 2) }
    let serving = try Running(
      "serve", "--model", "dfu-1.1", "--config", "attrs=15", "--listen", "127.0.0.1:0",
      "--record", record, "--flash", flash, "--verbose")
    let port = try #require(serving.port)
    let host = DownloadHost(try #require(try client(port)))
    #expect(host.enumerate() != nil)
    #expect(host.request(.getStatus, length: 6) != nil)
    #expect(host.request(.detach, value: 1000) != nil)
    while host.request(.getState, length: 1) != nil {}
    let again = DownloadHost(try #require(try client(port)))
    #expect(again.enumerate() != nil)
    #expect(again.download(image) == .dfuIDLE)
    #expect(again.upload() == image)
    serving.terminate()
    #expect(serving.status() == 0)
    #expect(serving.complaint.contains("the device leaves the bus"))
    #expect(Array(try Data(contentsOf: URL(filePath: flash))) == image)
    let check = try Program.run("check", record)
    #expect(check.status == 0)
    #expect(check.output.contains("20b1:0016 at 1.2, 20b1:d016 at 1.3"))
    #expect(check.output.contains("0 undecodable + 0 unpaired"))
    #expect(check.output.contains("device note (with profile: note), host pass"))
  }

  @Test func `Ctrl-C ends it in the middle of a transfer, and the record is whole`() throws {
    let scratch = try Scratch()
    let record = scratch.url.path + "/record.pcapng"
    let serving = try Running(
      "serve", "--model", "dfu-1.1", "--listen", "127.0.0.1:0", "--record", record)
    let port = try #require(serving.port)
    let host = DownloadHost(try #require(try client(port)))
    #expect(host.enumerate() != nil)
    serving.interrupt()
    #expect(serving.status() == 0)
    let check = try Program.run("check", record)
    #expect(check.complaint.isEmpty)
    #expect(check.output.contains("integrity  complete"))
  }

  @Test(arguments: [
    (["--listen", "0.0.0.0:3240"], "add --allow-remote if that is meant"),
    (["--listen", "somewhere"], "'somewhere' is not ADDRESS:PORT"),
    (["--vhci", "--usbredir", "1"], "only one can be given"),
    (["--config", "attrs=99"], "attrs takes a whole number from 0 to 15"),
    (["--config", "nothing=1"], "dfu-1.1 has no parameter nothing"),
    (["--speed", "warp"], "'warp' is invalid"),
  ])
  func `a command line that is wrong ends with 64`(arguments: [String], sentence: String) throws {
    let serving = try Running(["serve", "--model", "dfu-1.1"] + arguments)
    #expect(serving.status() == 64)
    #expect(serving.complaint.contains(sentence))
  }

  @Test func `a record that cannot be written ends with 74`() throws {
    let serving = try Running(
      "serve", "--model", "dfu-1.1", "--listen", "127.0.0.1:0", "--record", "/nowhere/a.pcapng")
    #expect(serving.status() == 74)
    #expect(
      serving.complaint
        == "dfutrace: /nowhere/a.pcapng: cannot be written: No such file or directory.\n")
  }

  @Test func `a record that can no longer be written ends it with 74`() throws {
    let scratch = try Scratch()
    let record = scratch.url.path + "/record.pcapng"
    // A file may have 4096 bytes, and no signal comes of a longer one.
    let serving = try Running(
      shell: "trap '' XFSZ; ulimit -f 4; exec $dfutrace serve --model dfu-1.1 "
        + "--listen 127.0.0.1:0 --record \(record)")
    let port = try #require(serving.port)
    let host = DownloadHost(try #require(try client(port)))
    for _ in 0..<100 where host.request(.getState, length: 1) == nil { break }
    #expect(serving.status() == 74)
    #expect(serving.complaint.contains("cannot be written: File too large."))
  }

  @Test func `a peer that does not read costs no memory`() throws {
    let serving = try Running(
      "serve", "--model", "dfu-1.1", "--listen", "127.0.0.1:0", "--config", "attrs=15",
      "--config", "self_detach_ms=1", "--config", "xfer_size=4096", "--config",
      "firmware_size=1048576")
    let port = try #require(serving.port)
    let host = DownloadHost(try #require(try client(port)))
    #expect(host.request(.detach, value: 1000) != nil)
    while host.request(.getState, length: 1) != nil {}
    let peer = try #require(try client(port)).peer
    let uploads = (0..<256 as Range<UInt16>).flatMap {
      USBIPClient.submit(UInt32($0), ClassRequest.upload.setup(value: $0, length: 4096))
    }
    let before = try #require(serving.peakMemory)
    // 80 MB of answers to come; the system's own buffers hold some of them.
    peer.stopReading()
    for _ in 0..<80 { peer.post(uploads) }
    Thread.sleep(forTimeInterval: 2)
    #expect(try #require(serving.peakMemory) - before < 16 * 1024)
    serving.terminate()
    #expect(serving.status() == 0)
  }

  @Test func `whoever serves to other machines is warned`() throws {
    let serving = try Running(
      "serve", "--model", "dfu-1.1", "--listen", "0.0.0.0:0", "--allow-remote")
    #expect(serving.port != nil)
    serving.terminate()
    #expect(serving.status() == 0)
    #expect(serving.complaint.contains("USB/IP has no authentication"))
  }

  /// The device; it may be away for a moment.
  private func client(_ port: Int) throws -> USBIPClient? {
    for _ in 0..<500 {
      if let client = try USBIPClient(port: port) { return client }
      Thread.sleep(forTimeInterval: 0.01)
    }
    return nil
  }
}

extension DownloadHost {
  /// A host over USB/IP.
  fileprivate init(_ client: USBIPClient) {
    var client = client
    self.init { setup, payload in
      client.control(setup, payload: payload).map { ($0.status, $0.data) }
    }
  }
}
