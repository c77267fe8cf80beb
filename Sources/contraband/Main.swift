import Commands

/// The executable; everything lives in `Commands`.
@main
enum Main {
  static func main() {
    ContrabandCommand.run()
  }
}
