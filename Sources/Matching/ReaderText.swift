/// What all readers of one piece are shown: one copy, however many there are.
struct ReaderText {
  /// Where the text begins in the piece.
  let start: Int
  let bytes: [UInt8]

  /// - Parameter offset: of the first byte of the piece that may be shown. Pieces after the first of a file are
  ///   shown from the start of a line.
  init(_ piece: ContentPiece, from offset: Int) {
    var start = min(max(0, offset), piece.bytes.count)
    if !piece.isFirst {
      while start < piece.bytes.count, piece.bytes[start] != 0x0a { start += 1 }
      start = min(start + 1, piece.bytes.count)
    }
    self.start = start
    bytes = Array(piece.bytes[start...])
  }
}
