import Findings
import Testing

@testable import Images

/// What later layers leave of a file (OCI image specification, "Image Layer Filesystem Changeset").
@Suite struct LayerEffectTests {
  private static func layer(files: [String] = [], folders: [String] = []) -> LayerRecord {
    let record = LayerRecord()
    for path in folders { record.note(path: path, isFolder: true) }
    for path in files { record.note(path: path, isFolder: false) }
    return record
  }

  @Test func aLayerThatDoesNotNameThePathLeavesIt() {
    let layer = LayerEffectTests.layer(files: ["app/other", "ap"], folders: ["app"])
    #expect(layer.effect(on: "app/secret") == .none)
    #expect(layer.effect(on: "root") == .none)
  }

  @Test func aWhiteoutDeletes() {
    let layer = LayerEffectTests.layer(files: ["app/.wh.secret", ".wh.top"])
    #expect(layer.effect(on: "app/secret") == .deletes)
    #expect(layer.effect(on: "top") == .deletes)
    #expect(layer.effect(on: "app/secret2") == .none)
  }

  @Test func aWhiteoutOfAFolderDeletesAllBelow() {
    let layer = LayerEffectTests.layer(files: [".wh.app"])
    #expect(layer.effect(on: "app/a/b/c") == .deletes)
    #expect(layer.effect(on: "apple") == .none)
  }

  @Test func anOpaqueFolderHidesWhatLowerLayersHaveInIt() {
    let layer = LayerEffectTests.layer(files: ["app/.wh..wh..opq", "app/new"], folders: ["app"])
    #expect(layer.effect(on: "app/old") == .deletes)
    #expect(layer.effect(on: "app/deep/old") == .deletes)
    #expect(layer.effect(on: "app/new") == .replaces)
    #expect(layer.effect(on: "other") == .none)
  }

  @Test func theSamePathReplaces() {
    #expect(LayerEffectTests.layer(files: ["app/secret"]).effect(on: "app/secret") == .replaces)
    #expect(LayerEffectTests.layer(folders: ["app/secret"]).effect(on: "app/secret") == .replaces)
  }

  @Test func aFileInPlaceOfAFolderDeletesWhatWasInIt() {
    #expect(LayerEffectTests.layer(files: ["app"]).effect(on: "app/secret") == .deletes)
    #expect(LayerEffectTests.layer(folders: ["app"]).effect(on: "app/secret") == .none)
  }

  @Test func otherMarkersOfTheFileSystemAreNoWhiteouts() {
    let layer = LayerEffectTests.layer(files: ["app/.wh..wh.plnk", "app/.wh..wh.aufs"])
    #expect(layer.effect(on: "app/secret") == .none)
  }

  @Test func theLastLayerThatTouchesAPathDecides() {
    let whiteout = LayerEffectTests.layer(files: [".wh.secret"])
    let file = LayerEffectTests.layer(files: ["secret"])
    let other = LayerEffectTests.layer(files: ["other"])
    func state(_ later: [LayerRecord?]) -> FileState {
      let layers = ([file] + later).map { Image.Layer(record: $0) }
      let image = Image(
        reference: "", names: [], layers: layers, values: [], attestations: [], problems: [])
      return image.state(of: "secret", inLayer: 0)
    }
    #expect(state([]) == .present)
    #expect(state([other]) == .present)
    #expect(state([whiteout]) == .deleted)
    #expect(state([file]) == .overwritten)
    #expect(state([whiteout, file]) == .overwritten)
    #expect(state([file, whiteout, other]) == .deleted)
    #expect(state([nil]) == .present, "a layer that is missing says nothing")
  }
}
