package import CaptureIO
package import DeviceModel
import NIOCore
import USB

/// Which device to serve, over which transport, and what to record.
package struct ServeOptions: Sendable {
  /// How a host gets the device.
  package enum Transport: Hashable, Sendable {
    /// USB/IP over TCP. Port 0 lets the system choose one.
    case usbip(address: String, port: Int)
    /// The virtual host controller of this machine's kernel.
    case vhci
    /// usbredir over a Unix socket, which is created at this path.
    case usbredirSocket(path: String)
    /// usbredir over this TCP port of 127.0.0.1. 0 lets the system choose one.
    case usbredirPort(Int)
  }

  /// The model, in its state at the moment of plugging in.
  package var device: any DeviceModel
  /// How a host gets the device.
  package var transport: Transport
  /// The speed that hosts are told.
  package var speed = DeviceSpeed.high
  /// The path of a capture to write, with everything that the device sees; nil for none.
  package var record: String?
  /// The path of a file that keeps the device's image between runs; nil for none.
  package var flash: String?
  /// The time at which serving begins, in nanoseconds since the epoch.
  package var epoch: Int64
  /// How long a peer may leave a message unfinished or its data unread, in milliseconds.
  package var patience: Int64 = 10_000
  var patienceAmount: TimeAmount { .milliseconds(patience) }

  /// Makes options with high speed, without a recording and without a file for the image.
  package init(_ device: any DeviceModel, over transport: Transport, epoch: Int64) {
    self.device = device
    self.transport = transport
    self.epoch = epoch
  }
}

/// Something that happened while a device was served.
package struct ServeEvent: Hashable, Sendable {
  /// What happened.
  package enum Kind: Hashable, Sendable {
    /// A host took the device, or gave it back.
    case attached, detached
    /// The device left the bus by itself, or came back.
    case left, returned
    /// The host reset the bus.
    case reset
    /// A transfer ended.
    case transfer(Transfer, Completion)
    /// A peer's connection was closed, for this reason.
    case refused(String)
    /// The recording or the image's file failed. Serving continues without it.
    case failed(ServeFailure)
  }

  /// Nanoseconds since serving began.
  package var nanoseconds: Int64
  /// The event at that time.
  package var kind: Kind
}

/// Why serving failed.
package enum ServeFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The recording failed.
  case capture(CaptureError)
  /// Everything else.
  case serve(ServeError)

  /// What happened, where, and what to do.
  package var description: String {
    switch self {
    case .capture(let error): error.description
    case .serve(let error): error.description
    }
  }
}
