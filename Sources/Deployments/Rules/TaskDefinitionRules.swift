/// Task definitions of ECS.
extension DeploymentRules {
  static let taskDefinitions: [DeploymentRule] = [
    DeploymentRule(
      id: "deploy-ecs-environment", title: "A secret under environment of a task definition",
      severity: .high,
      explanation:
        "Whoever may call DescribeTaskDefinition reads it, the console shows it, and each revision "
        + "keeps it for good.",
      fix: "Put it into Secrets Manager or the Parameter Store, name it under `secrets` ({\"name\": …, "
        + "\"valueFrom\": ARN}), and let the execution role read it (secretsmanager:GetSecretValue). "
        + "Change the secret that stood here.",
      reference:
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html",
      examples: [
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"environment\":[{\"name\":\"DB_PASSWORD\",\"value\":\"tr0ub4dor-Prod\"}]}]}",
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"environment\":[{\"name\":\"DATABASE_URL\","
          + "\"value\":\"postgres://app:tr0ub4dor-Prod@db/app\"}]}]}",
        "{\"taskDefinition\":{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\","
          + "\"image\":\"app\",\"environment\":[{\"name\":\"API_KEY\",\"value\":\"8f2kQ9zX1mT7vB4n\"}]}]}}",
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"logConfiguration\":{\"logDriver\":\"splunk\","
          + "\"options\":{\"splunk-token\":\"8f2kQ9zX-1mT7vB4n\"}}}]}",
      ],
      counterexamples: [
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"environment\":[{\"name\":\"DB_PASSWORD_FILE\",\"value\":\"/run/secrets/db\"}]}]}",
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"environment\":[{\"name\":\"DB_SECRET_ARN\","
          + "\"value\":\"arn:aws:secretsmanager:eu-west-1:111122223333:secret:db\"}]}]}",
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"environment\":[{\"name\":\"DB_PASSWORD\",\"value\":\"\"}]}]}",
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"secrets\":[{\"name\":\"DB_PASSWORD\","
          + "\"valueFrom\":\"arn:aws:secretsmanager:eu-west-1:111122223333:secret:db\"}],"
          + "\"repositoryCredentials\":{\"credentialsParameter\":\"arn:aws:secretsmanager:eu-west-1:111"
          + "122223333:secret:hub\"}}]}",
      ])
  ]
}
