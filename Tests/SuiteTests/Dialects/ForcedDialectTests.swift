import CaptureIO
import Report
import TestSupport
import Testing
import USB

@testable import Suite

@Suite struct `A dialect that the operator names` {
  private func failure(_ name: String, linkType: UInt32 = 220) throws -> CheckFailure? {
    let folder = try TemporaryFolder()
    let path = try folder.write(CaptureWriter(linkType: linkType).bytes)
    do throws(CheckFailure) {
      _ = try Judge(CheckOptions(dialect: name)).check(path)
      return nil
    } catch {
      return error
    }
  }

  @Test func `is one of those that exist`() throws {
    let refusal = try #require(try failure("windows"))
    #expect(refusal.status == .usage)
    #expect(refusal.message.contains("usbmon, qemu, sigrok, converted, usbpcap"))
    #expect(refusal.message.hasSuffix("got 'windows'."))
  }

  @Test(arguments: ForcedDialect.allCases)
  func `fits its own link types, and names those that fit another`(dialect: ForcedDialect) throws {
    for linkType in DialectRegistry.shipped.linkTypes {
      let fits = dialect.registry.linkTypes.contains(linkType)
      let refusal = try failure(dialect.rawValue, linkType: UInt32(linkType.rawValue))
      if fits {
        #expect(refusal == nil)
      } else {
        #expect(refusal?.status == .usage)
        let names = ForcedDialect.names(for: linkType).joined(separator: ", ")
        #expect(refusal?.message.hasSuffix("does not fit; it takes \(names).") == true)
      }
    }
  }

  @Test func `a link type that nobody reads is refused as without it`() throws {
    #expect(try failure("usbmon", linkType: 1)?.status == .unreadable)
  }

  @Test func `of text is told where another one is named`() throws {
    let folder = try TemporaryFolder()
    let line = "ffff8800 100 S Ci:1:005:0 s a1 03 0000 0000 0006 6 <\n"
    let path = try folder.write(Array(line.utf8))
    #expect(try Judge(CheckOptions(dialect: "usbmon-text")).check(path).capture.records.total == 1)
    do throws(CheckFailure) {
      _ = try Judge(CheckOptions(dialect: "usbmon")).check(path)
      Issue.record("text was read as records")
    } catch {
      #expect(error.status == .usage)
      #expect(error.message.hasSuffix("--dialect takes usbmon-text or total-phase for it."))
    }
  }

  @Test func `every link type that is read has a name`() {
    for linkType in DialectRegistry.shipped.linkTypes {
      #expect(!ForcedDialect.names(for: linkType).isEmpty)
    }
  }

  @Test func `counts instead of what the content tells`() throws {
    let folder = try TemporaryFolder()
    var writer = CaptureWriter(flavour: .sigrok)
    writer.control(SetupPacket(requestType: .classInterfaceOut, request: 4))
    let path = try folder.write(writer.bytes)
    #expect(try Judge(CheckOptions()).check(path).capture.dialect == "sigrok")
    for (name, dialect) in [("usbmon", "usbmon"), ("qemu", "QEMU")] {
      #expect(try Judge(CheckOptions(dialect: name)).check(path).capture.dialect == dialect)
    }
  }
}
