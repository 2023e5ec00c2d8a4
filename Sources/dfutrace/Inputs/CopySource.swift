import CaptureIO
import Files
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

  /// `command`: the option or command that copies it; `kind`: what the file is.
  init(path: String, by command: String, of kind: String = "the capture") {
    self.path = path
    self.command = command
    self.kind = kind
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
