import Crypto

/// Computes digests of one file as its bytes pass, each with the hash functions that were asked for.
///
/// MD5 and SHA-1 are what dpkg and apk recorded; here they only tell whether a file was changed since, which
/// takes a second preimage to deceive.
public struct FileDigests: Sendable {
  private var md5: Insecure.MD5?
  private var sha1: Insecure.SHA1?
  private var sha256: SHA256?
  private var sha384: SHA384?
  private var sha512: SHA512?

  /// - Parameter algorithms: the digests to compute; an empty set costs nothing.
  public init(_ algorithms: DigestAlgorithms) {
    if algorithms.contains(.md5) { md5 = Insecure.MD5() }
    if algorithms.contains(.sha1) { sha1 = Insecure.SHA1() }
    if algorithms.contains(.sha256) { sha256 = SHA256() }
    if algorithms.contains(.sha384) { sha384 = SHA384() }
    if algorithms.contains(.sha512) { sha512 = SHA512() }
  }

  /// Takes the next bytes of the file.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    md5?.update(bufferPointer: bytes)
    sha1?.update(bufferPointer: bytes)
    sha256?.update(bufferPointer: bytes)
    sha384?.update(bufferPointer: bytes)
    sha512?.update(bufferPointer: bytes)
  }

  /// The digests of all bytes so far.
  public func digests() -> [FileDigest] {
    var digests: [FileDigest] = []
    if let md5 { digests.append(FileDigest(algorithm: .md5, bytes: Array(md5.finalize()))) }
    if let sha1 { digests.append(FileDigest(algorithm: .sha1, bytes: Array(sha1.finalize()))) }
    if let sha256 { digests.append(FileDigest(algorithm: .sha256, bytes: Array(sha256.finalize()))) }
    if let sha384 { digests.append(FileDigest(algorithm: .sha384, bytes: Array(sha384.finalize()))) }
    if let sha512 { digests.append(FileDigest(algorithm: .sha512, bytes: Array(sha512.finalize()))) }
    return digests
  }

  /// The digests of bytes that are at hand as a whole.
  public static func of(_ bytes: UnsafeRawBufferPointer, _ algorithms: DigestAlgorithms) -> [FileDigest] {
    var digests = FileDigests(algorithms)
    digests.update(bytes)
    return digests.digests()
  }
}
