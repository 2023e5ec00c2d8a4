import Foundation
import FuzzTargets
import Glibc

private let fuzzer = try? Fuzzer()

/// The target that the environment names in `FUZZ_TARGET`.
private let target: FuzzTarget? = unsafe getenv("FUZZ_TARGET")
  .flatMap { unsafe FuzzTarget(rawValue: String(cString: $0)) }

/// Runs one input; libFuzzer calls it.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let target else { fatalError("Name the target in FUZZ_TARGET.") }
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  do throws(Fuzzer.Contradiction) {
    try fuzzer?.run(bytes, as: target)
  } catch {
    fatalError(error.description)
  }
  return 0
}

/// libFuzzer's loop over its corpus (LLVM, FuzzerDriver).
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The main function, by the name that the package manager gives it in a program of this name.
/// `--seeds FOLDER` writes the generated inputs of the target; else libFuzzer takes over.
@_cdecl("dfutrace_fuzz_main")
public func start(
  _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> CInt {
  if count == 3, CommandLine.arguments[1] == "--seeds" {
    return writeSeeds(to: CommandLine.arguments[2])
  }
  var count = count
  var arguments = unsafe arguments
  return unsafe runDriver(&count, &arguments, testOneInput)
}

private func writeSeeds(to folder: String) -> CInt {
  do {
    for (number, bytes) in (target?.seeds ?? []).enumerated() {
      try Data(bytes).write(to: URL(filePath: "\(folder)/seed-\(number)"))
    }
    return 0
  } catch {
    print("\(folder): \(error)")
    return 1
  }
}
