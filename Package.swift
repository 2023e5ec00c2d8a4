// swift-tools-version: 6.3
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A library module of ours, lowest first; `uses` are its arrows (see docs/architecture.md).
func module(_ name: String, uses: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: uses, swiftSettings: settings)
}

/// The tests of one module; `data` names files beside them that are read at run time.
func tests(_ name: String, uses: [Target.Dependency], data: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: uses + ["TestSupport"], exclude: data, swiftSettings: settings)
}

let package = Package(
  name: "dfutrace",
  products: [
    .executable(name: "dfutrace", targets: ["dfutrace"]),
    .library(name: "DFUTrace", targets: ["DFUTrace"]),
  ],
  // Ranges from what was tested, for packages that use the library (docs/library.md).
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"])]),
    .systemLibrary(
      name: "CCompression",
      providers: [
        .apt(["zlib1g-dev", "libzstd-dev", "liblzma-dev", "libbz2-dev", "liblz4-dev"])
      ]),
    .systemLibrary(
      name: "CUsbredir", pkgConfig: "libusbredirparser-0.5",
      providers: [.apt(["libusbredirparser-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(
      name: "CLibUSB", pkgConfig: "libusb-1.0", providers: [.apt(["libusb-1.0-0-dev"])]),
    .systemLibrary(name: "CXXHash", providers: [.apt(["libxxhash-dev"])]),
    .systemLibrary(name: "CLinux"),
    module("JSON"),
    module("Values"),
    module("Checksums", uses: ["CXXHash"]),
    module("Files", uses: ["CLinux"]),
    module("YAML", uses: ["CYAML"]),
    module("USB"),
    module("CaptureIO", uses: ["CPcap", "CCompression"]),
    module("HostUSB", uses: ["CLibUSB", "USB"]),
    module("DFU", uses: ["USB"]),
    module("SpecTable", uses: ["Files", "YAML", "DFU"]),
    module("Evidence", uses: ["USB", "DFU", "SpecTable"]),
    module("Checker", uses: ["Values", "USB", "DFU", "SpecTable", "Evidence"]),
    module("DeviceModel", uses: ["USB", "DFU"]),
    module("Vectors", uses: ["JSON", "USB", "DFU"]),
    module(
      "VirtualDevice",
      uses: [
        "CUsbredir", "Files", "CaptureIO", "USB", "DFU", "DeviceModel",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    .target(
      name: "Report", dependencies: ["Values", "Checksums", "JSON"],
      exclude: ["HTML/Index", "HTML/Page"], swiftSettings: settings,
      plugins: ["EmbedFiles"]),
    .plugin(name: "EmbedFiles", capability: .buildTool(), dependencies: ["dfutrace-embed"]),
    .executableTarget(name: "dfutrace-embed", swiftSettings: settings),
    module(
      "Suite",
      uses: [
        "JSON", "Files", "CaptureIO", "USB", "HostUSB", "DFU", "SpecTable", "Evidence", "Checker",
        "DeviceModel", "Vectors", "Report",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    module("DFUTrace", uses: ["USB", "DFU", "Report", "Suite"]),
    .executableTarget(
      name: "dfutrace",
      dependencies: [
        "Files", "CaptureIO", "USB", "DFU", "DeviceModel", "VirtualDevice", "Suite", "Report",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "dfutrace-prepare",
      dependencies: [
        "USB", "SpecTable", "Report", "Suite",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "dfutrace-vectors",
      dependencies: [
        "USB", "DFU", "SpecTable", "Evidence", "Checker", "DeviceModel", "Vectors", "Suite",
      ],
      swiftSettings: settings),
    .target(
      name: "TestSupport",
      dependencies: [
        "CaptureIO", "USB", "DFU", "Report",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      path: "Tests/TestSupport",
      swiftSettings: settings),
    .target(
      name: "FuzzTargets",
      dependencies: ["USB", "SpecTable", "Vectors", "Report", "Suite", "TestSupport"],
      path: "Tests/FuzzTargets",
      swiftSettings: settings),
    tests("FuzzTests", uses: ["FuzzTargets"], data: ["Corpus"]),
    tests("JSONTests", uses: ["JSON"]),
    tests("ValuesTests", uses: ["Values"]),
    tests("ChecksumsTests", uses: ["Checksums"]),
    tests("FilesTests", uses: ["Files"]),
    tests("YAMLTests", uses: ["YAML"]),
    tests("USBTests", uses: ["USB"]),
    tests("CaptureIOTests", uses: ["CaptureIO", "USB"]),
    tests("HostUSBTests", uses: ["USB", "HostUSB"]),
    tests("DFUTests", uses: ["USB", "DFU"]),
    tests("SpecTableTests", uses: ["DFU", "SpecTable"], data: ["Facts"]),
    tests("EvidenceTests", uses: ["USB", "DFU", "SpecTable", "Evidence"]),
    tests("CheckerTests", uses: ["USB", "DFU", "SpecTable", "Evidence", "Checker"]),
    tests(
      "SuiteTests",
      uses: [
        "JSON", "CaptureIO", "USB", "HostUSB", "DFU", "SpecTable", "Evidence", "Checker",
        "DeviceModel", "Vectors", "Report", "Suite",
        .product(name: "Yams", package: "Yams"),
      ]),
    tests("DeviceModelTests", uses: ["USB", "DFU", "DeviceModel", "Vectors"]),
    tests(
      "VirtualDeviceTests",
      uses: [
        "CUsbredir", "CaptureIO", "USB", "DFU", "DeviceModel", "VirtualDevice",
      ]),
    tests("ReportTests", uses: ["Report"]),
    tests("ProgramTests", uses: ["USB", "DFU", "dfutrace"]),
    tests("TidyTests", uses: []),
  ]
)

// `make fuzz`: libFuzzer follows the modules, and brings the main function of this program. The
// tools of the build have their own.
if Context.environment["DFUTRACE_FUZZ"] != nil {
  for target in package.targets where target.type == .regular {
    target.swiftSettings?.append(.unsafeFlags(["-sanitize=fuzzer"]))
  }
  package.targets.append(
    .executableTarget(
      name: "dfutrace-fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz",
      swiftSettings: settings + [.unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]))
}
