import Findings

/// Where a secret stands, in words.
struct PlaceText {
  let location: Location
  let layer: LayerReference?
  /// How many layers were read; a layer is counted against it.
  let layers: Int

  /// `layer 4/5  app/lib.jar ! config.properties : 3:10`, the names shortened so that all of it takes about
  /// `columns`. A file that can be opened is written `path:3:10`, as editors and terminals know it.
  func styled(columns: Int) -> StyledText {
    let prefix = StyledText(surface.map { $0 + "  " } ?? "", .faint)
    let names = ([location.path] + location.nested).joined(separator: " ! ")
    let suffix = StyledText(position, .faint)
    let room = max(16, columns - prefix.columns - suffix.columns)
    return prefix + StyledText(names, .path, shortenedTo: room) + suffix
  }

  /// The part of the image, where one is involved.
  private var surface: String? {
    switch location.kind {
    case .imageConfig: "image config"
    case .imageHistory: "image history"
    case .attestation: "attestation"
    case .layerFile: PlaceText.layer(layer?.index, of: layers)
    case .dockerfile, .file, .git: nil
    }
  }

  private var position: String {
    let position = "\(location.line):\(location.column)"
    return switch location.kind {
    case .imageConfig, .imageHistory: ""
    case .dockerfile, .file, .git: (location.nested.isEmpty ? ":" : " : ") + position
    case .layerFile, .attestation: " : " + position
    }
  }

  /// `layer 4/5`, counted from 1; without the total where the layer lies beyond it.
  static func layer(_ index: Int?, of layers: Int) -> String? {
    guard let index, index >= 0, index < Int.max else { return nil }
    return index < layers ? "layer \(index + 1)/\(layers)" : "layer \(index + 1)"
  }
}
