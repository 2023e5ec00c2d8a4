import ArgumentParser
import DeviceModel
import Files
import FoundationEssentials
import Report
import Suite
import VirtualDevice

struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve a model of a device as a USB device that a host can use.",
    discussion: """
      A host reaches the device over USB/IP (the default), in this machine's kernel (--vhci), or \
      over usbredir, for QEMU. With USB/IP and --vhci the device does not see bus resets, because \
      Linux does not pass them on.
      Ctrl-C or SIGTERM ends the program. Exit status: 0 it was ended, 64 the command line is \
      wrong, 69 the device cannot be served, 74 reading or writing failed, 77 permission is \
      missing.
      """)

  @Option(
    help: ArgumentHelp(
      "The model of the device, for example `dfu-1.1` or `xmos/lib_xua-5`.", valueName: "NAME"),
    completion: .models())
  var model: String

  @Option(
    help: ArgumentHelp(
      "A parameter of the model or a fault, for example `fault_block=3`, or a JSON object of "
        + "them; may be repeated.", valueName: "KEY=VALUE"))
  var config: [String] = []

  @Option(
    help: ArgumentHelp(
      "Address and port on which to listen for USB/IP (default: 127.0.0.1:3240).",
      valueName: "ADDR:PORT"))
  var listen: String?

  @Flag(help: "Allow an address that other machines can reach; USB/IP has no authentication.")
  var allowRemote = false

  @Flag(help: "Plug the device into this machine (needs root and the module vhci-hcd).")
  var vhci = false

  @Option(
    help: ArgumentHelp(
      "Serve over usbredir on this Unix socket, or on this port of the loopback interface.",
      valueName: "PATH|PORT"), completion: .file())
  var usbredir: String?

  @Option(help: ArgumentHelp("Speed of the bus: full or high.", valueName: "SPEED"))
  var speed: DeviceSpeed = .high

  @Option(
    help: ArgumentHelp(
      "Record the transfers that the device sees into this file (pcapng).", valueName: "FILE"),
    completion: .file())
  var record: String?

  @Option(
    help: ArgumentHelp(
      "Keep the image that the device boots in this file, for the next start.",
      valueName: "FILE"), completion: .file())
  var flash: String?

  @Flag(name: .shortAndLong, help: "Print a line for each event and each transfer.")
  var verbose = false

  func validate() throws {
    let transports = [listen != nil, vhci, usbredir != nil]
    guard transports.count(where: { $0 }) <= 1 else {
      throw ValidationError("Of --listen, --vhci and --usbredir only one can be given.")
    }
    if let record, let flash, WholeFile.isOnePlace(record, flash) {
      throw ValidationError("--record and --flash name the same file; each needs its own.")
    }
    for path in [record, flash].compactMap(\.self) where WholeFile.isStandardOutput(path) {
      throw ValidationError(
        "\(path.printable()) is standard output, which tells where the device is; name a file.")
    }
    do throws(ModelError) {
      _ = try makeDevice()
    } catch {
      throw ValidationError(error.message)
    }
    do throws(ServeError) {
      _ = try transport()
    } catch {
      throw ValidationError(error.description)
    }
  }

  func run() throws {
    Terminal.ignoreClosedPipes()
    Interruption.await(second: .isIgnored)
    var options = ServeOptions(
      try makeDevice(), over: try transport(),
      epoch: Int64(Date().timeIntervalSince1970 * 1_000_000) * 1_000)
    options.speed = speed
    options.record = record
    options.flash = flash
    let log = ServeLog(isVerbose: verbose)
    // The kernel cannot attach the same device twice. Over a socket, a host may connect again.
    let endsWhenDetached = vhci
    do throws(ServeFailure) {
      let service = try Service(options) { event in
        log.tell(event)
        switch event.kind {
        case .failed: Interruption.ask()
        case .detached where endsWhenDetached: Interruption.ask()
        case .attached, .detached, .left, .returned, .reset, .transfer, .refused: break
        }
      }
      announce(service, options.transport)
      Interruption.wait()
      try service.stop()
    } catch {
      Terminal.complain(error.description)
      throw ExitCode(error.exitStatus)
    }
  }

  private func makeDevice() throws(ModelError) -> any DeviceModel {
    try Personality.named(model).make(ModelParameters.read(config))
  }

  private func transport() throws(ServeError) -> ServeOptions.Transport {
    if vhci { return .vhci }
    if let usbredir {
      guard let port = Int(usbredir) else { return .usbredirSocket(path: usbredir) }
      guard UInt16(exactly: port) != nil else { throw .badPort(port) }
      return .usbredirPort(port)
    }
    let address = try ListenAddress(listen ?? "127.0.0.1:3240")
    guard address.isLoopback || allowRemote else { throw .notLoopback(address.host) }
    return .usbip(address: address.host, port: address.port)
  }

  /// Prints which device is served and how a host can reach it.
  private func announce(_ service: Service, _ transport: ServeOptions.Transport) {
    let how =
      switch transport {
      case .vhci: "plugged into this machine"
      case .usbredirSocket(let path): Self.qemu("path=\(path)")
      case .usbredirPort: Self.qemu("host=127.0.0.1,port=\(service.port ?? 0)")
      case .usbip(let address, _): Self.usbip(address, service.port ?? 0)
      }
    if case .usbip(let address, let port) = transport,
      !ListenAddress(host: address, port: port).isLoopback
    {
      Terminal.complain("warning: USB/IP has no authentication; whoever reaches it has the device")
    }
    var output = StandardOutput()
    try? output.finish(with: "serving \(model): \(how)\n")
  }

  private static func qemu(_ place: String) -> String {
    "-chardev socket,id=dfu,\(place) -device usb-redir,chardev=dfu"
  }

  private static func usbip(_ address: String, _ port: Int) -> String {
    "usbip \(port == 3240 ? "" : "--tcp-port \(port) ")attach -r \(address) -b 1-1"
  }
}

extension DeviceSpeed: ExpressibleByArgument {}
