package import DeviceModel
import Vectors

/// The parameters of a model, as an operator gives them.
package enum ModelParameters {
  /// Reads `key=value` words, and a JSON object; the last to name a parameter counts.
  package static func read(_ words: [String]) throws(ModelError) -> [String: ParameterValue] {
    var config: [String: ParameterValue] = [:]
    for word in words {
      if word.hasPrefix("{") {
        config.merge(try object(word)) { $1 }
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw ModelError("a parameter is KEY=VALUE or a JSON object; got '\(word)'")
      }
      config[String(parts[0])] = value(String(parts[1]))
    }
    return config
  }

  private static func object(_ text: String) throws(ModelError) -> [String: ParameterValue] {
    let bytes = Array("{\"config\":\(text),\"steps\":[]}".utf8)
    do throws(VectorError) {
      return try Vector(JSONReader(bytes, in: 0..<bytes.count)).config
        .mapValues(ParameterValue.init)
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
