package import CaptureIO
package import DeviceModel
import NIOCore
import USB

/// What to serve, and how.
package struct ServeOptions: Sendable {
  /// How a host comes to the device.
  package enum Transport: Hashable, Sendable {
    /// USB/IP over TCP.
    case usbip(address: String, port: Int)
    /// The virtual host controller of this machine's kernel.
    case vhci
    /// usbredir over a Unix socket, made at this path.
    case usbredirSocket(path: String)
    /// usbredir over TCP, on the loopback interface.
    case usbredirPort(Int)
  }

  package var device: any DeviceModel
  package var transport: Transport
  package var speed = DeviceSpeed.high
  /// The file that what the device sees is recorded in.
  package var record: String?
  /// The file that keeps the device's image.
  package var flash: String?
  /// Nanoseconds since the epoch, now.
  package var epoch: Int64
  /// How many milliseconds a peer may keep a message unfinished, or its data unread.
  package var patience: Int64 = 10_000
  var patienceAmount: TimeAmount { .milliseconds(patience) }

  package init(_ device: any DeviceModel, over transport: Transport, epoch: Int64) {
    self.device = device
    self.transport = transport
    self.epoch = epoch
  }
}

/// Something that happened while a device was served.
package struct ServeEvent: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case attached, detached, left, returned, reset
    case transfer(Transfer, Completion)
    /// A peer was sent away; why.
    case refused(String)
    case failed(ServeFailure)
  }

  /// Since the device was made.
  package var nanoseconds: Int64
  package var kind: Kind
}

/// Why serving failed.
package enum ServeFailure: Error, Hashable, Sendable, CustomStringConvertible {
  case capture(CaptureError)
  case serve(ServeError)

  /// What happened, where, and what to do.
  package var description: String {
    switch self {
    case .capture(let error): error.description
    case .serve(let error): error.description
    }
  }
}
