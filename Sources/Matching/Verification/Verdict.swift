package import Findings

/// What an offline check says of one match.
package struct Verdict: Sendable, Equatable {
  /// Whether the match stands.
  package enum Outcome: Sendable, Equatable {
    /// The check holds: a checksum or a structure was verified.
    case confirmed(Verification)
    /// Nothing was learned; the match keeps what its rule says.
    case unknown
    /// The check fails, but the algorithm is not certain: the match loses confidence.
    case doubtful
    /// The check fails for certain: no such token can have been issued.
    case refuted
  }

  package var outcome: Outcome
  /// What was learned, for the reader of the report: an account, an algorithm, an expiry. Never the secret.
  package var detail: String?
  /// Replaces the rule's severity, where the check tells more than the rule: an encrypted key, an expired token.
  package var severity: Severity?

  package init(_ outcome: Outcome, detail: String? = nil, severity: Severity? = nil) {
    self.outcome = outcome
    self.detail = detail
    self.severity = severity
  }
}

/// Checks a match offline, by structure and checksum, never by using the token.
///
/// Both arguments come from untrusted content: any bytes, any length up to the rule's width.
/// - Parameters:
///   - secret: the rule's secret group.
///   - match: the whole match, which the secret is part of.
package typealias VerifierFunction = @Sendable (_ secret: [UInt8], _ match: [UInt8]) -> Verdict
