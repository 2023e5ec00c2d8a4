import Foundation
import PackagePlugin

/// Makes the pages of the HTML reports part of the module that writes them.
///
/// `dfutrace-embed` turns the files in the module's folder `HTML` that are no Swift into one Swift
/// file. A build does this anew when one of them has changed, so no copy of a page is in the tree.
@main
struct EmbedFiles: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let folder = target.directoryURL.appending(path: "HTML")
    let files = (FileManager.default.subpaths(atPath: folder.path) ?? []).sorted()
      .map { folder.appending(path: $0) }
      .filter { !$0.hasDirectoryPath && ["html", "css", "js"].contains($0.pathExtension) }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    return [
      .buildCommand(
        displayName: "Embedding the pages of \(target.name)",
        executable: try context.tool(named: "dfutrace-embed").url,
        arguments: [output.path] + files.map(\.path),
        inputFiles: files, outputFiles: [output])
    ]
  }
}
