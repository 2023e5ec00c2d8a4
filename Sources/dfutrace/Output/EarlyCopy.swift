import CaptureIO
import Dispatch
import Files
import Glibc
import Report
import Synchronization

/// A copy with comments that is written on another thread while the capture is judged.
///
/// It reads the file by itself, behind the judge, so the system has the content at hand.
final class EarlyCopy: Sendable {
  /// Where the comments come from.
  let comments = CommentFeed()
  private let queue = DispatchQueue(label: "EarlyCopy")
  private let isWritten = Atomic(false)

  /// Begins the copy of a capture. `tables`: further files that it must not replace.
  init(of capture: CopySource, to output: String, keeping tables: [String]) {
    queue.async { [self] in
      do {
        try write(capture, to: output, keeping: tables)
        isWritten.store(true, ordering: .releasing)
      } catch {
        comments.abandon()
      }
    }
  }

  private func write(
    _ capture: CopySource, to output: String, keeping tables: [String]
  ) throws {
    var copy = try AnnotatedCapture(path: capture.path, comments, hasRoom: true)
    try capture.writeCopy(to: output, keeping: tables) { file throws(SystemError) in
      try file.write(inTurn: { copy.next() })
      guard let beginning = copy.beginning() else { throw SystemError(code: ECANCELED) }
      try file.overwrite(beginning)
    }
  }

  /// Ends the copy, with the comments that hold; nil: without. Gives whether it is written: where
  /// it is not, nothing is left of it, and why does not matter.
  func finish(_ found: PacketComments?) -> Bool {
    if let found { comments.finish(found) } else { comments.abandon() }
    queue.sync {}
    return isWritten.load(ordering: .acquiring)
  }
}
