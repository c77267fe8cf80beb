import Deployments
import Testing

/// Pieces of deployment files with what is found in them, half of them innocent.
@Suite("Snippets of deployment files")
struct SnippetTests {
  struct Snippet: Sendable {
    let text: String
    let rules: [String]

    init(_ text: String, _ rules: String...) {
      self.text = text
      self.rules = rules
    }
  }

  @Test("give rise to what they should, and to nothing else", arguments: snippets)
  func snippet(_ snippet: Snippet) {
    let analysis = DeploymentAnalysis(Array(snippet.text.utf8))
    #expect(analysis.fault == nil)
    #expect(analysis.kinds.count == 1)
    #expect(analysis.hits.map(\.rule) == snippet.rules, "\(snippet.text)")
  }

  private static let snippets: [Snippet] = [
    Snippet(
      "services:\n  app:\n    image: app\n    environment:\n      REDIS_PASSWORD: foobared1\n",
      "deploy-compose-environment"),
    Snippet(
      "services:\n  app:\n    image: app\n    environment: {SESSION_SECRET: \"keyboard cat 9\"}\n",
      "deploy-compose-environment"),
    Snippet(
      "services:\n  app:\n    image: app\n    environment:\n"
        + "    - AWS_SECRET_ACCESS_KEY=notAnAwsKey9zX1mT7vB4n\n", "deploy-compose-environment"),
    Snippet(
      "services:\n  app:\n    image: app\n    environment:\n"
        + "    - AMQP_URL=amqp://svc:r4bbit-Pw@mq:5672/\n", "deploy-compose-environment"),
    Snippet(
      "services:\n  app:\n    image: app\n    environment:\n"
        + "      SQL: \"Server=db;User Id=sa;Password=Str0ng-Pw;Encrypt=true\"\n",
      "deploy-compose-environment"),
    Snippet(
      "services:\n  app:\n    image: app\n    environment:\n"
        + "      JAVA_OPTS: -Ddb.password=Str0ng-Pw -Xmx1g\n", "deploy-compose-environment"),
    Snippet(
      "services:\n  app:\n    image: app\n    environment:\n"
        + "      CONFIG: '{\"db\": {\"password\": \"Str0ng-Pw\"}}'\n", "deploy-compose-environment"),
    Snippet(
      "services:\n  app:\n    image: app\n    environment:\n      DB_PASSWORD: pa$$word-9\n",
      "deploy-compose-environment"),
    Snippet(
      "services:\n  app:\n    image: app\n"
        + "    command: mysqld --default-authentication-plugin=x --init-password=Str0ng-Pw\n",
      "deploy-command-secret"),
    Snippet(
      "services:\n  app:\n    image: app\n    command:\n      - redis-server\n"
        + "      - --requirepass\n      - Str0ng-Pw\n", "deploy-command-secret"),
    Snippet(
      "services:\n  app:\n    image: app\n    healthcheck: {test: \"redis-cli -a Str0ng-Pw ping\"}\n",
      "deploy-command-secret"),
    Snippet(
      "services:\n  app:\n    image: app\n"
        + "    healthcheck: {test: [\"CMD-SHELL\", \"mysqladmin ping -pStr0ng-Pw\"]}\n",
      "deploy-command-secret"),
    Snippet(
      "services:\n  app:\n    image: app\n    build:\n      context: .\n"
        + "      args: {SSH_TOKEN: n7Yx2Kq9Zt4Lw8Rb}\n", "deploy-compose-build-argument"),
    Snippet(
      "services:\n  app:\n    image: app\n"
        + "    environment: {DB_PASSWORD: \"${DB_PASSWORD:-Str0ng-Pw}\"}\n", "deploy-compose-default-secret"),
    Snippet(
      "services:\n  app:\n    image: app\n    labels: {app.api-token: n7Yx2Kq9Zt4Lw8Rb}\n",
      "deploy-label-secret"),
    Snippet(
      "services:\n  app:\n    image: app\n    deploy: {labels: [\"app.api-token=n7Yx2Kq9Zt4Lw8Rb\"]}\n",
      "deploy-label-secret"),
    Snippet(
      "services:\n  app:\n    image: app\n    secrets: [db]\n"
        + "    command: [\"sh\", \"-c\", \"cat /run/secrets/db; exec app\"]\n", "deploy-command-prints-secret"
    ),
    Snippet(
      "services:\n  app:\n    image: app\n    logging:\n      driver: splunk\n"
        + "      options: {splunk-token: n7Yx2Kq9-Zt4L-w8Rb}\n", "deploy-compose-environment"),
    Snippet(
      "services:\n  app:\n    image: app\n    environment: {DB_PASSWORD: \"${DB_PASSWORD}\"}\n"),
    Snippet(
      "services:\n  app:\n    image: app\n    environment: {DB_PASSWORD: \"$DB_PASSWORD\"}\n"),
    Snippet(
      "services:\n  app:\n    image: app\n    environment: [DB_PASSWORD]\n"),
    Snippet(
      "services:\n  app:\n    image: app\n    environment: {DB_PASSWORD: null}\n"),
    Snippet(
      "services:\n  app:\n    image: app\n    environment: {DB_PASSWORD_FILE: /run/secrets/db}\n"),
    Snippet(
      "services:\n  app:\n    image: app\n    environment: {KEYCLOAK_VERSION: 24.0.1}\n"),
    Snippet(
      "services:\n  app:\n    image: app\n    environment: {TOKENIZERS_PARALLELISM: \"false\"}\n"),
    Snippet(
      "services:\n  app:\n    image: app\n"
        + "    environment: {GPG_KEY: E3FF2839C048B25C084DEBE9B26995E310250568}\n"),
    Snippet(
      "services:\n  app:\n    image: app\n    environment: {PASSWORD_MIN_LENGTH: 12}\n"),
    Snippet(
      "services:\n  app:\n    image: app\n    environment: {DB_URL: \"postgres://app:${PW}@db/x\"}\n"),
    Snippet(
      "services:\n  app:\n    image: app\n"
        + "    environment: {OAUTH_TOKEN_URL: \"https://login.example.com/oauth/token\"}\n"),
    Snippet(
      "services:\n  app:\n    image: app\n    environment: {SECRET_NAME: prod/db}\n"),
    Snippet(
      "services:\n  app:\n    image: app\n    environment: {DB_PASSWORD: \"<change me>\"}\n"),
    Snippet(
      "services:\n  app:\n    image: app\n    environment: {MYSQL_RANDOM_ROOT_PASSWORD: \"yes\"}\n"),
    Snippet(
      "services:\n  app:\n    image: app\n"
        + "    command: [\"app\", \"--password-file\", \"/run/secrets/db\"]\n"),
    Snippet(
      "services:\n  app:\n    image: app\n"
        + "    command: sh -c \"redis-server --requirepass $$REDIS_PASSWORD\"\n"),
    Snippet(
      "services:\n  app:\n    image: app\n"
        + "    healthcheck: {test: [\"CMD\", \"redis-cli\", \"ping\"]}\n"),
    Snippet(
      "services:\n  app:\n    image: app\n    healthcheck: {disable: true}\n"),
    Snippet(
      "services:\n  app:\n    image: app\n    build: {args: {NODE_VERSION: \"22\"}}\n"),
    Snippet(
      "services:\n  app:\n    image: app\n    secrets: [db]\n"
        + "    command: [\"sh\", \"-c\", \"PW=$$(cat /run/secrets/db) exec app\"]\n"),
    Snippet(
      "services:\n  app:\n    image: app\n"
        + "    labels: {traefik.http.routers.auth.rule: \"Host(`x`)\"}\n"),
    Snippet(
      "services:\n  app:\n    image: app\n    image: \"registry/app:${TAG:-latest}\"\n"),
    Snippet(
      "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: app\n"
        + "    env: [{name: API_KEY, value: 8f2kQ9zX1mT7vB4n}]\n", "deploy-kubernetes-environment"),
    Snippet(
      "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: app\n"
        + "    env: [{name: SMTP_PASS, value: Str0ng-Pw}]\n", "deploy-kubernetes-environment"),
    Snippet(
      "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: app\n"
        + "    args: [\"--db-password=Str0ng-Pw\"]\n", "deploy-command-secret"),
    Snippet(
      "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: app\n"
        + "    lifecycle: {postStart: {exec: {command: [sh, -c, \"curl -u a:Str0ng-Pw"
        + " x\"]}}}\n", "deploy-command-secret"),
    Snippet(
      "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: app\n"
        + "    env: [{name: T_TOKEN, valueFrom: {secretKeyRef: {name: a, key: b}}}]\n"
        + "    command: [sh, -c, \"set -x; app $T_TOKEN\"]\n", "deploy-command-traces-secret"),
    Snippet(
      "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: app\n"
        + "    env: [{name: API_KEY, valueFrom: {secretKeyRef: {name: a, key: b}}}]\n"),
    Snippet(
      "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: app\n"
        + "    env: [{name: API_KEY, value: \"\"}]\n"),
    Snippet(
      "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: app\n"
        + "    env: [{name: TOKEN_PATH, value: /var/run/token}]\n"),
    Snippet(
      "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: app\n"
        + "    env: [{name: DB_PASSWORD, value: $(OTHER)}]\n"),
    Snippet(
      "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: app\n"
        + "    args: [\"--tls-private-key-file=/etc/k.pem\"]\n"),
    Snippet(
      "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: app\n"
        + "    args: [\"--token-ttl=1h\"]\n"),
    Snippet(
      "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: app\n"
        + "    envFrom: [{secretRef: {name: all}}]\n"),
    Snippet(
      "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: app\n"
        + "    env: [{name: API_TOKEN, value: \"{{ .Values.token }}\"}]\n"),
    Snippet(
      "{\"containerDefinitions\":[{\"name\":\"app\",\"environment\":[{\"name\":\"MONGO_URI\",\"value"
        + "\":\"mongodb://u:Str0ng-Pw@m/x\"}]}]}", "deploy-ecs-environment"),
    Snippet(
      "{\"containerDefinitions\":[{\"name\":\"app\",\"environment\":[{\"value\":\"Str0ng-Pw\",\"name"
        + "\":\"DB_PASSWORD\"}]}]}", "deploy-ecs-environment"),
    Snippet(
      "{\"containerDefinitions\":[{\"name\":\"app\",\"entryPoint\":[\"sh\",\"-c\"],\"command\":[\"PGPA"
        + "SSWORD=Str0ng-Pw psql -h db\"]}]}", "deploy-command-secret"),
    Snippet(
      "{\"containerDefinitions\":[{\"name\":\"app\",\"healthCheck\":{\"command\":[\"CMD-SHELL\",\"cu"
        + "rl -u a:Str0ng-Pw localhost\"]}}]}", "deploy-command-secret"),
    Snippet(
      "{\"containerDefinitions\":[{\"name\":\"app\",\"secrets\":[{\"name\":\"HTPASSWD\",\"valueFrom\""
        + ":\"arn:x\"}],\"entryPoint\":[\"sh\",\"-c\",\"echo \\\"$HTPASSWD\\\" | tee /f\"]}]}",
      "deploy-command-prints-secret"),
    Snippet(
      "{\"containerDefinitions\":[{\"name\":\"app\",\"environment\":[{\"name\":\"DB_SECRET\",\"value"
        + "\":\"arn:aws:secretsmanager:eu-west-1:1:secret:x\"}]}]}"),
    Snippet(
      "{\"containerDefinitions\":[{\"name\":\"app\",\"environment\":[{\"name\":\"TOKEN_ISSUER\",\"va"
        + "lue\":\"https://x\"}]}]}"),
    Snippet(
      "{\"containerDefinitions\":[{\"name\":\"app\",\"environment\":[]}]}"),
    Snippet(
      "{\"containerDefinitions\":[{\"name\":\"app\",\"secrets\":[{\"name\":\"HTPASSWD\",\"valueFrom\""
        + ":\"arn:x\"}],\"entryPoint\":[\"sh\",\"-c\",\"echo \\\"$HTPASSWD\\\" > /f\"]}]}"),
    Snippet(
      "{\"containerDefinitions\":[{\"name\":\"app\",\"command\":[\"app\",\"--secret-id\",\"prod/db\"]"
        + "}]}"),
    Snippet(
      "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
        + "    Type: AWS::DocDB::DBCluster\n    Properties:\n      MasterUserPassword: Str0ng-Pw\n",
      "deploy-cloudformation-property-secret"),
    Snippet(
      "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
        + "    Type: AWS::Amplify::App\n    Properties:\n      OauthToken: n7Yx2Kq9Zt4Lw8Rb\n",
      "deploy-cloudformation-property-secret"),
    Snippet(
      "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
        + "    Type: AWS::Serverless::Function\n    Properties:\n"
        + "      Environment: {Variables: {DB_PASS: Str0ng-Pw}}\n", "deploy-cloudformation-environment"),
    Snippet(
      "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
        + "    Type: AWS::ElasticBeanstalk::Environment\n    Properties:\n      OptionSettings:\n"
        + "      - {Namespace: a, OptionName: DB_PASSWORD, Value: Str0ng-Pw}\n",
      "deploy-cloudformation-environment"),
    Snippet(
      "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
        + "    Type: AWS::EC2::LaunchTemplate\n    Properties:\n"
        + "      LaunchTemplateData: {UserData: !Base64 \"export DB_PASSWORD=Str0ng-Pw\"}\n",
      "deploy-cloudformation-user-data"),
    Snippet(
      "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
        + "    Type: AWS::EC2::SecurityGroup\n    Properties:\n"
        + "      SecurityGroupIngress: {IpProtocol: tcp, FromPort: 20, ToPort: 30,"
        + " CidrIpv6: \"::/0\"}\n", "deploy-open-ssh"),
    Snippet(
      "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
        + "    Type: AWS::DocDB::DBCluster\n    Properties:\n"
        + "      MasterUserPassword: !Sub \"{{resolve:ssm-secure:${P}}}\"\n"),
    Snippet(
      "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
        + "    Type: AWS::Cognito::UserPoolClient\n    Properties:\n      GenerateSecret: true\n"),
    Snippet(
      "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
        + "    Type: AWS::EC2::Instance\n    Properties:\n      KeyName: admin-key\n"),
    Snippet(
      "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
        + "    Type: AWS::Lambda::Function\n    Properties:\n"
        + "      Environment: {Variables: {SECRET_ARN: !Ref S, TOKEN: !GetAtt A.B}}\n"),
    Snippet(
      "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
        + "    Type: AWS::EC2::SecurityGroup\n    Properties:\n"
        + "      SecurityGroupIngress: {IpProtocol: -1, CidrIp: 10.1.0.0/16}\n"),
    Snippet(
      "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
        + "    Type: AWS::SecretsManager::Secret\n    Properties:\n"
        + "      GenerateSecretString: {PasswordLength: 30}\n"),
    Snippet(
      "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
        + "    Type: AWS::IAM::AccessKey\n    Properties:\n      UserName: !Ref U\n"),
    Snippet(
      "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
        + "    Type: AWS::SSM::Parameter\n    Properties:\n      Name: /app/log-level\n"
        + "      Value: debug\n"),
    Snippet(
      "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
        + "    Type: AWS::ApiGateway::Method\n    Properties:\n      AuthorizationType: AWS_IAM\n"),
  ]
}
