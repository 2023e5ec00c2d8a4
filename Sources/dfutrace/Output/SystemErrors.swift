import Foundation

extension POSIXErrorCode {
  /// Takes the system's error code out of a Foundation error; nil when there is none.
  init?(of error: any Error) {
    var next: NSError? = error as NSError
    while let current = next {
      if current.domain == NSPOSIXErrorDomain, let code = Int32(exactly: current.code) {
        self.init(rawValue: code)
        return
      }
      next = current.userInfo[NSUnderlyingErrorKey] as? any Error as NSError?
    }
    return nil
  }
}
