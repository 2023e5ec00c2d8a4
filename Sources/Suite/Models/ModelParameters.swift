package import DeviceModel
import JSON
import Vectors

/// Reads the parameters of a model that the operator gives with `--config`. `replay`, `run` and
/// `serve` share this form.
package enum ModelParameters {
  /// Reads words of the form `KEY=VALUE`, or JSON objects (RFC 8259).
  ///
  /// When two words give the same parameter, the later word counts. A value is a whole number, a
  /// list of whole numbers with commas between them, or otherwise a text. An error in a JSON object
  /// gives the offset of the byte in this object, counted from 0.
  package static func read(_ words: [String]) throws(ModelError) -> [String: ParameterValue] {
    var parameters: [String: ParameterValue] = [:]
    for word in words {
      if word.hasPrefix("{") {
        parameters.merge(try object(word)) { $1 }
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw ModelError("a parameter is KEY=VALUE or a JSON object; got '\(word)'")
      }
      parameters[String(parts[0])] = value(String(parts[1]))
    }
    return parameters
  }

  private static func object(_ text: String) throws(ModelError) -> [String: ParameterValue] {
    do throws(VectorError) {
      return try Vector.config(reading: Array(text.utf8)).mapValues(ParameterValue.init)
    } catch {
      throw ModelError("the parameters cannot be read: \(error.message)")
    }
  }

  private static func value(_ text: String) -> ParameterValue {
    if let number = Int(text) { return .number(number) }
    let numbers = text.split(separator: ",").map { Int($0) }
    let known = numbers.compactMap(\.self)
    return known.count > 1 && known.count == numbers.count ? .numbers(known) : .text(text)
  }
}
