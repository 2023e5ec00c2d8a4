/// Counts the transfers of a session that are not told one by one.
package struct FurtherTransfers: Hashable, Sendable {
  /// The downloads.
  package var downloads = 0
  /// The uploads.
  package var uploads = 0
  /// Of both, those that were completed.
  package var completed = 0

  mutating func count(_ image: ImageTransfer) {
    switch image.direction {
    case .download: downloads += 1
    case .upload: uploads += 1
    }
    if image.ending == .completed { completed += 1 }
  }
}
