import Dockerfiles
import Reports
import Scanning

/// The list of what a build would copy, as text and as JSON.
enum FileListText {
  /// One row for each file: line, stage, source, destination.
  static func table(_ lists: [DockerfileFileList]) -> String {
    var text = ""
    for list in lists {
      if lists.count > 1 { text += (text.isEmpty ? "" : "\n") + TerminalText.escaped(list.dockerfile) + "\n" }
      for file in list.files {
        let mark = file.reachesTarget ? "" : "  (stage \(file.stageName ?? String(file.stage)) only)"
        text += TerminalText.escaped(
          "\(list.dockerfile):\(file.line)  \(file.origin.map { $0 + ":" } ?? "")\(file.source) -> \(file.destination)\(mark)"
        )
        text += "\n"
      }
      for problem in list.problems { text += TerminalText.escaped("not known: \(problem)") + "\n" }
      let count = list.files.count { $0.reachesTarget }
      text += "\(list.files.count) files copied, \(count) of them into the image\n"
    }
    return text
  }

  /// One object for each Dockerfile.
  static func json(_ lists: [DockerfileFileList]) -> String {
    let objects = lists.map { list in
      let files = list.files.map { file in
        let stage = file.stageName.map(ShellQuoting.json) ?? "null"
        let origin = file.origin.map(ShellQuoting.json) ?? "null"
        return """
              {"line": \(file.line), "stage": \(file.stage), "stageName": \(stage), "origin": \(origin), \
          "source": \(ShellQuoting.json(file.source)), "destination": \(ShellQuoting.json(file.destination)), \
          "reachesTarget": \(file.reachesTarget)}
          """
      }
      let problems = list.problems.map { ShellQuoting.json($0) }.joined(separator: ", ")
      return """
        {
          "schema": "contraband/files/1",
          "dockerfile": \(ShellQuoting.json(list.dockerfile)),
          "problems": [\(problems)],
          "files": [
        \(files.joined(separator: ",\n"))
          ]
        }
        """
    }
    return objects.count == 1 ? objects[0] + "\n" : "[" + objects.joined(separator: ",\n") + "]\n"
  }
}
