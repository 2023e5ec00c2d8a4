import Glibc

/// The time of day as names of files have it.
package enum FileTime {
  /// The local time now: `20261231-235959`.
  package static var now: String {
    var seconds = time(nil)
    var parts = unsafe tm()
    unsafe localtime_r(&seconds, &parts)
    let (year, month, day) = unsafe (parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday)
    let date = (year * 100 + month) * 100 + day
    let clock = unsafe (parts.tm_hour * 100 + parts.tm_min) * 100 + parts.tm_sec
    return "\(date)-" + String("\(1_000_000 + clock)".dropFirst())
  }
}
