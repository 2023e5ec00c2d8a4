/// The speed of the recorded bus, as the link type tells it (tcpdump.org, LINKTYPE_USB_2_0 and the
/// three after it).
package enum WireSpeed: Hashable, Sendable {
  /// Link type 288 does not tell.
  case unknown
  /// 1.5 Mbit/s: link type 293.
  case low
  /// 12 Mbit/s: link type 294.
  case full
  /// 480 Mbit/s: link type 295.
  case high
}
