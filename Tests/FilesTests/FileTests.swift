import Files
import Foundation
import Testing

@Suite struct FileTests {
  @Test func `a file is read as a whole, and in pieces`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    try Data(bytes).write(to: URL(filePath: path))
    #expect(try InputFile.bytes(of: path, atMost: bytes.count) == bytes)
    #expect(try InputFile.bytes(of: path, atMost: bytes.count - 1) == nil)
    #expect(InputFile.size(of: path) == bytes.count)
    #expect(InputFile.size(of: path + "x") == nil)
    let file = try InputFile(path)
    #expect(try file.read(upTo: 3) == [0, 7, 14])
    #expect(try file.readAll(atMost: bytes.count) == Array(bytes.dropFirst(3)))
    #expect(try file.read(upTo: 3) == [])
    var part: [UInt8] = [1]
    try InputFile(path).append(100_000..<150_000, to: &part)
    #expect(part == [1] + bytes[100_000..<150_000])
    #expect(throws: SystemError(code: EIO)) {
      try InputFile(path).append(199_999..<200_001, to: &part)
    }
  }

  @Test(arguments: ["n", "é"])
  func `a name may be as long as the system takes it`(letter: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let name = String(repeating: letter, count: 255 / letter.utf8.count)
    let path = folder.path + "/" + name
    try WholeFile.write([1, 2], to: path)
    #expect(try InputFile.bytes(of: path, atMost: 2) == [1, 2])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [name])
  }

  @Test func `what fails is told in the system's words`() {
    func reason(_ body: () throws(SystemError) -> Void) -> String? {
      do throws(SystemError) {
        try body()
        return nil
      } catch {
        return error.reason
      }
    }
    #expect(
      reason { () throws(SystemError) in _ = try InputFile("/nowhere/at/all") }
        == "No such file or directory")
    #expect(
      reason { () throws(SystemError) in _ = try InputFile.bytes(of: "/", atMost: 1) }
        == "Is a directory")
    #expect(
      reason { () throws(SystemError) in try OutputStream("/dev/full").write("a") }
        == "No space left on device")
  }

  @Test func `the reason is found in an error of Foundation`() throws {
    let error = #expect(throws: (any Error).self) {
      try Data([1]).write(to: URL(filePath: "/nowhere/at/all"))
    }
    #expect(SystemError(of: try #require(error)).code == ENOENT)
  }

  @Test func `the time in a file's name sorts by time`() throws {
    let parts = FileTime.now.split(separator: "-").map(String.init)
    #expect(parts.map(\.count) == [8, 6])
    let year = try #require(parts.first.flatMap { Int($0.prefix(4)) })
    #expect(abs(year - Calendar.current.component(.year, from: Date())) <= 1)
  }
}
