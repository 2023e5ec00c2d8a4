// swift-tools-version: 6.3
import PackageDescription

let library: [Target.Dependency] = [.product(name: "DFUTrace", package: "dfutrace")]

let package = Package(
  name: "JudgeCapture",
  dependencies: [.package(name: "dfutrace", path: "../..")],
  targets: [
    .executableTarget(name: "JudgeCapture", dependencies: library),
    .executableTarget(name: "ReadCapture", dependencies: library),
    .executableTarget(name: "WriteReport", dependencies: library),
    .executableTarget(name: "AskModel", dependencies: library),
  ]
)
