import Foundation

/// One image with a secret in every place that must be searched, built by buildah and saved by Skopeo and Podman
/// in every form they write. Built once for all tests.
struct PlantedImage: Sendable {
  /// Where a secret is planted.
  enum Spot: String, CaseIterable, Sendable {
    case early, removed, overwritten, replacement, env, label, buildArgument, jarInZip, gzip, zstd, latePart
    /// The token planted there.
    var token: String { Tokens.gitHub("planted " + rawValue) }
  }

  /// A form in which the image is saved.
  enum Form: String, CaseIterable, Sendable {
    case dockerArchive = "docker-archive.tar"
    case ociArchive = "oci-archive.tar"
    case ociFolder = "oci"
    case dirFolder = "dir"
    case ociZstdFolder = "oci-zstd"
    case podmanDockerArchive = "podman-docker-archive.tar"
    case podmanOCIArchive = "podman-oci-archive.tar"
    case dockerArchiveGzip = "docker-archive.tar.gz"
    case dockerArchiveZstd = "docker-archive.tar.zst"
    case ociArchiveXz = "oci-archive.tar.xz"
  }

  private let place: Workspace

  /// The image, or why it could not be built.
  static let shared = Result { try PlantedImage() }

  func path(_ form: Form) -> String { place.path(form.rawValue) }

  private init() throws {
    place = try Workspace.shared()
    guard geteuid() == 0 else {
      throw CommandFailure(description: "buildah builds this image as root; run the tests as root")
    }
    try writeContext()
    try build()
    try save()
    try compress()
  }

  private static let containerfile = """
    FROM scratch
    COPY bin /bin
    COPY early /app/early
    COPY removed /app/removed
    COPY first/settings.conf /app/settings.conf
    ENV API_TOKEN=\(Spot.env.token)
    LABEL com.example.deploy="\(Spot.label.token)"
    ARG BUILD_TOKEN
    RUN busybox rm /app/removed/token.txt
    COPY second/settings.conf /app/settings.conf
    COPY nested /app/nested
    CMD ["/bin/sh"]
    """

  private func writeContext() throws {
    guard access("/bin/busybox", X_OK) == 0 else {
      throw CommandFailure(
        description:
          "/bin/busybox is missing; install the Debian package busybox-static, or run: make test-deps")
    }
    try place.makeFolder("context/bin")
    try FileManager.default.copyItem(atPath: "/bin/busybox", toPath: place.path("context/bin/busybox"))
    try FileManager.default.createSymbolicLink(
      atPath: place.path("context/bin/sh"), withDestinationPath: "busybox")
    func plant(_ path: String, _ spot: Spot) throws {
      try place.write("context/" + path, "# \(spot.rawValue)\ntoken: \(spot.token)\n")
    }
    try plant("early/token.txt", .early)
    try plant("removed/token.txt", .removed)
    try plant("first/settings.conf", .overwritten)
    // Of another length: the vfs driver takes two files of one size and time for the same.
    try place.write(
      "context/second/settings.conf", "# second\nmode: strict\ntoken: \(Spot.replacement.token)\n")
    try plant("scratch/config.properties", .jarInZip)
    try plant("scratch/notes.txt", .gzip)
    try plant("scratch/dump.sql", .zstd)
    // Far into a large file, across whatever chunks it is read in.
    let filler = String(repeating: "0 nothing to see in this line, nor in the next\n", count: 60_000)
    try place.write("context/nested/large.log", filler + "token: \(Spot.latePart.token)\n" + filler)
    let scratch = place.path("context/scratch")
    try CommandRunner.tool(["zip", "-q", "lib.jar", "config.properties"], in: scratch)
    try CommandRunner.tool(["zip", "-q", "../nested/bundle.zip", "lib.jar"], in: scratch)
    try CommandRunner.tool(["gzip", "-n", "notes.txt"], in: scratch)
    try CommandRunner.tool(["zstd", "-q", "dump.sql"], in: scratch)
    for name in ["notes.txt.gz", "dump.sql.zst"] {
      try FileManager.default.moveItem(
        atPath: scratch + "/" + name, toPath: place.path("context/nested/" + name))
    }
    try place.write("Containerfile", PlantedImage.containerfile)
  }

  /// Storage of its own, for the vfs driver needs nothing of the machine.
  private func storage(_ name: String) throws -> [String: String] {
    let configuration = """
      [storage]
      driver = "vfs"
      graphroot = "\(place.path(name))/root"
      runroot = "\(place.path(name))/run"
      """
    let path = try place.write(name + "/storage.conf", configuration)
    return [
      "CONTAINERS_STORAGE_CONF": path, "BUILDAH_ISOLATION": "chroot", "HOME": try place.makeFolder("home"),
      "TMPDIR": try place.makeFolder("tmp"),
    ]
  }

  private func build() throws {
    try CommandRunner.tool(
      [
        "buildah", "bud", "-q", "--layers", "--network", "host", "--build-arg",
        "BUILD_TOKEN=\(Spot.buildArgument.token)", "-f", place.path("Containerfile"), "-t",
        "localhost/planted", place.path("context"),
      ], environment: try storage("buildah"))
  }

  private func save() throws {
    let buildah = try storage("buildah")
    func copy(_ target: String, _ options: String...) throws {
      try CommandRunner.tool(
        ["skopeo", "copy", "-q"] + options + ["containers-storage:localhost/planted", target],
        environment: buildah)
    }
    try copy("docker-archive:\(path(.dockerArchive)):planted:latest")
    try copy("oci-archive:\(path(.ociArchive)):latest")
    try copy("oci:\(path(.ociFolder)):latest")
    try copy("dir:\(path(.dirFolder))")
    try copy("oci:\(path(.ociZstdFolder)):latest", "--dest-compress-format", "zstd")
    let podman = try storage("podman")
    try CommandRunner.tool(["podman", "load", "-q", "-i", path(.dockerArchive)], environment: podman)
    for (format, form) in [
      ("docker-archive", Form.podmanDockerArchive), ("oci-archive", .podmanOCIArchive),
    ] {
      try CommandRunner.tool(
        ["podman", "save", "-q", "--format", format, "-o", path(form), "planted:latest"], environment: podman)
    }
  }

  private func compress() throws {
    for (command, form, source) in [
      (["gzip", "-1", "-c"], Form.dockerArchiveGzip, Form.dockerArchive),
      (["zstd", "-q", "-c"], .dockerArchiveZstd, .dockerArchive),
      (["xz", "-0", "-c"], .ociArchiveXz, .ociArchive),
    ] {
      try CommandRunner.tool(
        ["sh", "-c", "out=$1 in=$2; shift 2; exec \"$@\" <\"$in\" >\"$out\"", "sh", path(form), path(source)]
          + command)
    }
  }
}
