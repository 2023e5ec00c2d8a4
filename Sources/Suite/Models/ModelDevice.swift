public import DFU
import DeviceModel
public import Report
public import USB

/// A modelled DFU device with a host at its other end, on a virtual clock.
///
/// It is a value: a copy is a second, independent device. No call takes real time.
public struct ModelDevice: Sendable {
  private var port: ModelPort

  /// Makes a powered device that has an address, but is not configured yet.
  ///
  /// `VectorBench.models` has the names of the models. `config` has the parameters of the model:
  /// words of the form `key=value`, or JSON objects. Fails with status 64 for a wrong name or
  /// parameter.
  public init(_ model: String, config: [String] = []) throws(CheckFailure) {
    do throws(ModelError) {
      let parameters = try ModelParameters.read(config)
      port = ModelPort(try Personality.named(model).make(parameters))
    } catch {
      throw CheckFailure(usage: error.message)
    }
  }

  /// The device's state.
  public var state: State { port.model.state }

  /// Which descriptor set the device shows.
  public var mode: Mode { port.model.mode }

  /// The bus and the address of the device. A device that leaves and comes back gets a new address.
  public var address: DeviceAddress { port.device }

  /// The time on the virtual clock, in nanoseconds; only differences mean something.
  public var nanoseconds: Int64 { port.nanoseconds }

  /// The image that boots: the result of the downloads. Empty when there is none, nil for a model
  /// without a memory for an image.
  public var image: [UInt8]? { port.model.image }

  /// Sends one control transfer, and returns it with its end and with the data of the device.
  ///
  /// `payload` is the data of the host; wLength of `setup` should be its length, in bytes. A STALL
  /// and a time-out (after 5 s, USB 2.0, 9.2.6.1) are outcomes of the transfer. Its frames count
  /// from 1.
  public mutating func send(_ setup: SetupPacket, payload: [UInt8] = []) -> ControlTransfer {
    port.send(setup, payload: payload)
  }

  /// Lets time pass. Work and timers of the device that are due in this time are done.
  public mutating func wait(milliseconds: Int) { port.wait(milliseconds: milliseconds) }

  /// Resets the bus. A device that reboots because of it is back afterwards.
  public mutating func resetBus() { port.resetBus() }

  /// Waits until a device that is about to leave the bus is back, at most so long.
  public mutating func awaitReturn(milliseconds: Int) {
    port.awaitReturn(milliseconds: milliseconds)
  }

  /// Switches the device's power off and on again.
  public mutating func powerCycle() { port.powerCycle() }
}
