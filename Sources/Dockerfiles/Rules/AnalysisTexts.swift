/// Texts in which secrets may stand that the file itself shows in pieces only.
extension DockerfileAnalysis {
  mutating func derive(_ step: BuildStep, _ instruction: Instruction) {
    guard texts.count < DockerfileAnalysis.textLimit else {
      return fallShort("more than \(DockerfileAnalysis.textLimit) values and continued instructions")
    }
    let source = instruction.text.sourceRange
    if instruction.text.count != source.count
      || !instruction.text.bytes.elementsEqual(dockerfile.source[source])
    {
      texts.append(DerivedText(text: instruction.text, name: "Dockerfile"))
    }
    switch instruction.body {
    case .pairs(let pairs):
      for index in pairs.indices {
        guard let key = step.words(.key(index)).first?.value,
          let value = step.words(.value(index)).first?.value
        else { continue }
        assign(key, value)
      }
    case .declarations(let declarations):
      for (index, declaration) in declarations.enumerated() where declaration.value != nil {
        guard let value = step.words(.value(index)).first?.value else { continue }
        assign(declaration.name.text, value)
      }
    default: break
    }
  }

  /// A line of an environment file.
  mutating func assign(_ name: SourceText, _ value: SourceText) {
    guard value.count >= 4 else { return }
    if publicValues.count < Self.copyLimit,
      VariableName.isPublic(name.string) || LiteralSecret.isPlaceholder(value.bytes)
    {
      publicValues.append(value.sourceRange)
    }
    var text = SourceText(at: name.offset(at: 0))
    text.append(name)
    let end = name.sourceRange.upperBound
    text.append([UInt8(ascii: "=")], replacing: end..<end)
    text.append(value)
    texts.append(DerivedText(text: text, name: ".env"))
  }
}
