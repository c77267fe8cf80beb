import Archives
public import Findings
public import Images
public import Matching

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Scans one image source: an archive, a stream or a folder, in one pass.
public struct ImageScan {
  private let engine: Engine
  private let options: ScanOptions
  private let tool: Report.Tool
  private let progress: (Int) -> Void

  /// - Parameter progress: is called with the number of bytes read from the source.
  public init(
    engine: Engine, options: ScanOptions, tool: Report.Tool, progress: @escaping (Int) -> Void = { _ in }
  ) {
    self.engine = engine
    self.options = options
    self.tool = tool
    self.progress = progress
  }

  /// A report for each image of the source that was asked for.
  ///
  /// - Parameter descriptor: what `-` stands for.
  /// - Throws: `ScanError` where the source cannot be opened or is no image; `Engine.Fault` where matching fails.
  public func run(_ source: ImageSource, standardInput descriptor: Int32 = 0) throws -> [Report] {
    let session = try ScanSession(engine: engine, jobs: options.jobs, keepsClear: options.keepsClear)
    let collector = PackageCollector(downstream: session.sink)
    let walk = ImageWalk(downstream: collector)
    let isFolder: Bool
    do {
      isFolder = try SourceWalk(limits: options.limits, progress: progress).walk(
        source, walk, session.archives, standardInput: descriptor)
    } catch {
      _ = try? session.finish()
      throw error
    }
    var inventory = walk.inventory(isFolder: isFolder)
    let held = inventory.images
    choose(&inventory, source)
    guard !inventory.images.isEmpty else {
      _ = try? session.finish()
      throw ScanError("\(source.path ?? "-") holds no image that was asked for; see --image and --platform")
    }
    let records = submitValues(of: inventory.images, to: session.sink)
    let outcome = try session.finish()
    for (name, count) in outcome.nested.counts {
      walk.addNested(files: count.files, bytes: count.bytes, in: name)
    }
    for skip in outcome.nested.orderedSkips { walk.note(skip) }
    for (name, count) in outcome.nested.unlisted { walk.noteUnlisted(count, in: name) }
    let found = RawFindingSet(
      outcome.findings, shortfalls: outcome.shortfalls, rules: engine.rules, groups: records)
    let assembly = ImageAssembly(
      inventory: inventory, found: found, records: records, rules: engine.rules,
      packages: collector.database, base: options.baseLayers, dockerfile: options.dockerfile)
    return inventory.images.indices.map { index in
      // What the user says goes before what the image says.
      let named =
        options.baseLayers.isEmpty
        ? ImageInventory.baseLayers(of: inventory.images[index], among: held) : []
      return assembly.report(
        at: index, tool: tool, base: named, name: source.path ?? "-",
        source: source.transport == .detected || isBareRoot(inventory)
          ? inventory.source : source.transport.rawValue)
    }
  }

  private func isBareRoot(_ inventory: ImageInventory) -> Bool { inventory.source == "rootfs" }

  private func choose(_ inventory: inout ImageInventory, _ source: ImageSource) {
    let name = options.image ?? source.reference
    inventory.images.removeAll { image in
      if let name, ![image.reference, image.digest ?? ""].contains(name), !image.names.contains(name) {
        return !image.names.contains { $0.hasSuffix("/" + name) || $0.hasSuffix(":" + name) }
      }
      if let platform = options.platform, let own = image.platform {
        return own != platform && !own.hasPrefix(platform + "/")
      }
      return false
    }
  }

  /// Sends the values of the configurations through the same engine as the files.
  private func submitValues(of images: [Image], to sink: ContentSink) -> [[ContentRecord]] {
    images.map { image in
      image.values.enumerated().map { index, value in
        // A NAME=value is what an environment file holds; the readers know it by that name.
        let record = ContentRecord(chain: [], rulePath: value.isAssignment ? ".env" : "", value: index)
        sink.add(value.text, as: record)
        return record
      }
    }
  }
}
