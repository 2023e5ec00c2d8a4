/// The host's end of one device.
///
/// Vectors run through it against a model, against hardware, or against a device behind a
/// connection. The port has its own record numbers and clock: `frame` counts the records that the
/// port has reported, from 1. Nanoseconds are those of its clock, virtual or real.
package protocol ControlPort {
  /// The present address of the device. A new enumeration can change it.
  var device: DeviceAddress { get }
  /// The time on the port's clock, in nanoseconds.
  var nanoseconds: Int64 { get }

  /// Sends one control transfer and waits for its end.
  ///
  /// `payload` is the data stage towards the device. A STALL, a time-out and a disconnected device
  /// are outcomes of the transfer, not errors.
  mutating func send(_ setup: SetupPacket, payload: [UInt8]) throws(PortError) -> ControlTransfer
  /// Lets time pass.
  mutating func wait(milliseconds: Int) throws(PortError)
  /// Resets the bus (USB 2.0, 9.1.1.3) and leaves the device addressed, not configured.
  mutating func resetBus() throws(PortError)
  /// Switches the device's power off and on again.
  mutating func powerCycle() throws(PortError)
  /// Waits at most `milliseconds` until a device that left the bus is back and has an address.
  mutating func awaitReturn(milliseconds: Int) throws(PortError)
}

/// Why a port could not do what it was asked to do. The device's own behaviour is never an error.
package enum PortError: Error, Hashable, Sendable {
  /// The port cannot do this. The sentence says what it cannot do, and what to do instead.
  case unsupported(String)
  /// The device did not come back in time.
  case gone(waitedMilliseconds: Int)
  /// The port itself failed: the library, the kernel or the connection.
  case broken(String)
}
