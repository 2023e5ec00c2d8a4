import CaptureIO
import Files
import Glibc
import Report
import Suite

/// A file that is read twice: a capture, to be judged and to be copied, or the report of a shard.
struct CopySource {
  /// The file, as it was named.
  let path: String
  /// The option or command that copies it, as in `--annotate`.
  let command: String
  /// What the file is.
  let kind: String
  /// The file as it was before it was read.
  private let state: FileState?

  /// `command`: the option or command that copies it; `kind`: what the file is.
  init(path: String, by command: String, of kind: String = "the capture") {
    self.path = path
    self.command = command
    self.kind = kind
    state = FileState(of: path)
  }

  /// Refuses what can be read once only.
  func refuseUnreadableTwice() throws(CheckFailure) {
    guard !Folder.isOne(path) else {
      throw CheckFailure(usage: "\(path.printable()) is a folder; name a file in it.")
    }
    guard path != "-", InputFile.isRegular(path) || InputFile.size(of: path) == nil else {
      throw CheckFailure(
        usage: "\(command) reads \(kind) twice, which a pipe does not allow. Write it to a "
          + "file first: cat > FILE")
    }
  }

  /// Refuses an output that is no file of its own.
  func refuseOutput(_ output: String) throws(CheckFailure) {
    guard output != "-" else {
      throw CheckFailure(usage: "\(command) writes a file: name one, such as copy.pcapng.")
    }
    guard !output.isEmpty else { throw CheckFailure(usage: "An empty name names no copy.") }
    guard !OutputFile.isFolder(output) else { throw OutputFile.folder(output) }
    guard !WholeFile.isOnePlace(path, output) else {
      throw CheckFailure(
        usage: "\(output.printable()) is the capture itself; name another file for the copy.")
    }
  }

  /// Writes its copy to `output`, whole or not at all, and fails where the file is not any more as
  /// it was at the beginning: then the copy may hold what was not read before. `tables`: further
  /// files that the copy must not replace.
  func writeCopy(
    to output: String, keeping tables: [String] = [],
    _ body: (borrowing OutputStream) throws(SystemError) -> Void
  ) throws(CheckFailure) {
    try refuseChanged()
    do throws(CheckFailure) {
      try OutputFile.write(to: output, keeping: [path] + tables) { file throws(SystemError) in
        try body(file)
        guard isAsItWas else { throw SystemError(code: ECANCELED) }
      }
    } catch {
      try refuseChanged()
      throw error
    }
  }

  private var isAsItWas: Bool { FileState(of: path) == state }

  private func refuseChanged() throws(CheckFailure) {
    guard !isAsItWas else { return }
    throw CheckFailure(
      file: path, status: .inputOutput,
      message: "was written to, or replaced, while it was read, so there is no copy. Wait until "
        + "its recorder has ended, or copy the file as it is now: cp FILE NEW")
  }

  /// Refuses text, with the reason. What cannot be opened is told when it is judged.
  func refuseText(_ reason: String) throws(CheckFailure) {
    guard let source = try? ByteSource(path: path), !source.holdsRecords,
      Judge.readsText(source.beginning)
    else { return }
    throw CheckFailure(
      usage: "\(path.printable()) is text, not a file of packets: \(reason). \(command) takes pcap "
        + "and pcapng.")
  }
}
