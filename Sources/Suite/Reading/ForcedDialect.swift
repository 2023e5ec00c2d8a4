import CaptureIO
import USB

/// A dialect that the operator names, where the content of a capture would tell another one.
enum ForcedDialect: String, CaseIterable {
  case usbmon, qemu, sigrok, converted, usbpcap, macos, freebsd, wire
  case usbmonText = "usbmon-text"
  case totalPhase = "total-phase"

  /// The names of the dialects of text.
  static let namesForText = [usbmonText, totalPhase].map(\.rawValue)

  /// The names of the dialects that captures of a link type can be read in.
  static func names(for linkType: LinkType) -> [String] {
    allCases.filter { $0.registry.linkTypes.contains(linkType) }.map(\.rawValue)
  }

  /// What can be read in this dialect.
  var registry: DialectRegistry {
    switch self {
    case .usbmon: Self.usbmon(by: .usbmon)
    case .qemu: Self.usbmon(by: .qemu)
    case .sigrok: Self.usbmon(by: .sigrok)
    case .converted: Self.usbmon(by: .converter)
    case .usbpcap: Self.shipped(.usbPcap)
    case .macos: Self.shipped(.usbDarwin)
    case .freebsd: Self.shipped(.usbFreeBSD)
    case .wire: Self.shipped(.wire, .wireLowSpeed, .wireFullSpeed, .wireHighSpeed)
    case .usbmonText: DialectRegistry(anyText: DialectRegistry.TextEntry { UsbmonTextDecoder() })
    case .totalPhase: DialectRegistry(anyText: DialectRegistry.TextEntry { TotalPhaseDecoder() })
    }
  }

  private static func usbmon(by writer: UsbmonWriter) -> DialectRegistry {
    DialectRegistry([
      DialectRegistry.Entry(.usbLinux) { UsbmonDecoder(.short, writer: writer) },
      DialectRegistry.Entry(.usbLinuxMmapped) { UsbmonDecoder(.long, writer: writer) },
    ])
  }

  private static func shipped(_ linkTypes: LinkType...) -> DialectRegistry {
    DialectRegistry.shipped.only(linkTypes)
  }
}
