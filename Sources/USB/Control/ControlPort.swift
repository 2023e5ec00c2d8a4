/// The host's end of one device: what a vector needs of a model, of hardware and of anything
/// between them.
///
/// Moments are the port's own: `frame` counts what the port has reported, from 1, and
/// nanoseconds are of its clock, virtual or real.
package protocol ControlPort {
  /// Where the device is now; another address after it was enumerated again.
  var device: DeviceAddress { get }
  /// The time on the port's clock, in nanoseconds.
  var nanoseconds: Int64 { get }

  /// Sends one control transfer and waits for its end; `payload` is the data stage towards the
  /// device. A STALL, a time-out or a device that goes is an outcome, not an error.
  mutating func send(_ setup: SetupPacket, payload: [UInt8]) throws(PortError) -> ControlTransfer
  /// Lets time pass.
  mutating func wait(milliseconds: Int) throws(PortError)
  /// Resets the bus (USB 2.0, 9.1.1.3) and leaves the device addressed, not configured.
  mutating func resetBus() throws(PortError)
  /// Takes the device's power away and gives it back.
  mutating func powerCycle() throws(PortError)
  /// Waits until a device that has left the bus is back and addressed; at most `milliseconds`.
  mutating func awaitReturn(milliseconds: Int) throws(PortError)
}

/// Why a port could not do what it was asked; never what a device did.
package enum PortError: Error, Hashable, Sendable {
  /// The port has no means to do this; the sentence says what, and what to do instead.
  case unsupported(String)
  /// The device did not come back in time.
  case gone(waitedMilliseconds: Int)
  /// The port's own machinery failed: the library, the kernel or the connection.
  case broken(String)
}
