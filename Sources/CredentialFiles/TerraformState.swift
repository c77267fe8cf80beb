import Findings
import Matching

/// Terraform state: attributes that providers keep in clear, told by their names, and outputs marked sensitive
/// (developer.hashicorp.com: "Sensitive data in state").
struct TerraformState: CredentialReader {
  let name = "terraform-state"

  func credentials(in file: FileView) -> [Credential] {
    let document = JSONScanner.document(of: file.bytes)
    guard file.isNamed || document.has("/terraform_version") && document.has("/lineage") else { return [] }
    let table = document.index()
    return document.settings.compactMap { setting in
      guard setting.isQuoted, setting.value.count >= 3 else { return nil }
      let isOutput =
        setting.key == "value"
        && table.setting("sensitive", in: setting.container).map { document.bytes.isWord("true", $0.value) }
          ?? false
      let owner = document.containers[setting.container].key
      guard isOutput || isSecret(setting.key, in: owner) || isGenerated(setting, table) else { return nil }
      let text = document.text(of: setting)
      guard !PlaceholderValue.matches(text), text.first != .slash,
        text.indexOf("arn:", in: 0..<min(4, text.count)) == nil
      else { return nil }
      let resource = table.label("../../../type", in: setting.container).map { ", \($0)" } ?? ""
      return Credential(
        secret: setting.value, decoded: setting.unescaped,
        detail: isOutput ? "sensitive output \(owner.label())" : setting.key.label() + resource)
    }
  }

  /// What `random_password` made (registry.terraform.io: hashicorp/random).
  private func isGenerated(_ setting: Document.Setting, _ table: Document.Index) -> Bool {
    ["result", "bcrypt_hash"].contains(setting.key)
      && table.label("../../../type", in: setting.container) == "random_password"
  }

  private func isSecret(_ key: String, in owner: String) -> Bool {
    if key == "private_key_pem" || key == "private_key_openssh" || key == "kube_config_raw" { return true }
    return (owner == "attributes" || owner == "primary" || Int(owner) != nil)
      && SecretName.kind(of: key.utf8) != nil
  }
}
