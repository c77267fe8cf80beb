/// Templates of CloudFormation and SAM.
extension DeploymentRules {
  static let cloudFormation: [DeploymentRule] = [
    DeploymentRule(
      id: "deploy-cloudformation-parameter-default", title: "A secret as the default of a parameter",
      severity: .high,
      explanation: "The template stands in the repository and in the stack; NoEcho hides what is given, not "
        + "the default.",
      fix: "Take the default out. Let Secrets Manager make the secret (GenerateSecretString), and "
        + "name it by a dynamic reference: `{{resolve:secretsmanager:ID:SecretString:KEY}}`. Change "
        + "the secret that stood here.",
      reference:
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html",
      examples: [
        "AWSTemplateFormatVersion: \"2010-09-09\"\nParameters:\n  DBPassword:\n    Type: String\n"
          + "    NoEcho: true\n    Default: tr0ub4dor-Prod\n",
        "{\"AWSTemplateFormatVersion\":\"2010-09-09\",\"Parameters\":{\"ApiKey\":{\"Type\":\"String\","
          + "\"NoEcho\":true,\"Default\":\"8f2kQ9zX1mT7vB4n\"}}}",
      ],
      counterexamples: [
        "AWSTemplateFormatVersion: \"2010-09-09\"\nParameters:\n  DBPassword:\n    Type: String\n"
          + "    NoEcho: true\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nParameters:\n  DBPasswordName:\n"
          + "    Type: AWS::SSM::Parameter::Value<String>\n    Default: /app/db\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nParameters:\n  DBPassword:\n    Type: String\n"
          + "    NoEcho: true\n    Default: \"{{resolve:secretsmanager:db:SecretString:password}}\"\n",
      ]),
    DeploymentRule(
      id: "deploy-cloudformation-parameter-echo", title: "A parameter for a secret without NoEcho",
      severity: .medium,
      explanation: "Without NoEcho the console, DescribeStacks and the events show the value.",
      fix: "Set `NoEcho: true`, or better take the value from Secrets Manager by a dynamic reference.",
      reference:
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
      examples: [
        "AWSTemplateFormatVersion: \"2010-09-09\"\nParameters:\n  DBPassword:\n    Type: String\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nParameters:\n  ApiToken:\n    Type: String\n"
          + "    NoEcho: false\n",
      ],
      counterexamples: [
        "AWSTemplateFormatVersion: \"2010-09-09\"\nParameters:\n  DBPassword:\n    Type: String\n"
          + "    NoEcho: true\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nParameters:\n  SecretArn:\n    Type: String\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nParameters:\n  PasswordLength:\n    Type: Number\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nParameters:\n  ApiToken:\n"
          + "    Type: AWS::SSM::Parameter::Value<String>\n",
      ]),
    DeploymentRule(
      id: "deploy-cloudformation-secret-string", title: "A literal SecretString",
      severity: .high,
      explanation: "The secret stands in the template, which the repository and the stack keep.",
      fix: "Let Secrets Manager make it (GenerateSecretString), or create the secret without a value "
        + "and fill it by hand. Change the secret that stood here.",
      reference:
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html",
      examples: [
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::SecretsManager::Secret\n    Properties:\n"
          + "      SecretString: tr0ub4dor-Prod\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::SecretsManager::Secret\n    Properties:\n"
          + "      SecretString: '{\"username\":\"app\",\"password\":\"tr0ub4dor-Prod\"}'\n",
      ],
      counterexamples: [
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::SecretsManager::Secret\n    Properties:\n      GenerateSecretString:\n"
          + "        SecretStringTemplate: '{\"username\":\"app\"}'\n"
          + "        GenerateStringKey: password\n        PasswordLength: 32\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::SecretsManager::Secret\n    Properties:\n"
          + "      SecretString: !Ref DBPassword\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::SecretsManager::Secret\n    Properties:\n"
          + "      SecretString: !Sub '{\"username\":\"app\",\"password\":\"${DBPassword}\"}'\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::SecretsManager::Secret\n    Properties:\n      Description: x\n",
      ]),
    DeploymentRule(
      id: "deploy-cloudformation-property-secret", title: "A secret in a property of a resource",
      severity: .high,
      explanation: "The template stands in the repository and in the stack, and whoever may call GetTemplate "
        + "reads it.",
      fix: "Let Secrets Manager make the secret (GenerateSecretString), and name it by a dynamic "
        + "reference: `{{resolve:secretsmanager:ID:SecretString:KEY}}`. Change the secret that stood "
        + "here.",
      reference:
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html",
      examples: [
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::RDS::DBInstance\n    Properties:\n      MasterUsername: app\n"
          + "      MasterUserPassword: tr0ub4dor-Prod\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::SSM::Parameter\n    Properties:\n      Type: String\n"
          + "      Name: /app/db/password\n      Value: tr0ub4dor-Prod\n",
      ],
      counterexamples: [
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::RDS::DBInstance\n    Properties:\n"
          + "      MasterUserPassword: !Ref DBPassword\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::RDS::DBInstance\n    Properties:\n"
          + "      MasterUserPassword: '{{resolve:secretsmanager:db:SecretString:password}}'\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::RDS::DBInstance\n    Properties:\n      ManageMasterUserPassword: true\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::RDS::DBInstance\n    Properties:\n"
          + "      MasterUserPassword: !Sub \"{{resolve:secretsmanager:${Db}:SecretString:password}"
          + "}\"\n",
      ]),
    DeploymentRule(
      id: "deploy-cloudformation-environment",
      title: "A secret among the variables of a function, build or container",
      severity: .high,
      explanation: "Whoever may read the function, the project or the task definition reads it, and so does "
        + "whoever may read the template.",
      fix: "Name it under `Secrets` of the container, as type SECRETS_MANAGER in CodeBuild, or let "
        + "the function read it from Secrets Manager. Change the secret that stood here.",
      reference: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
      examples: [
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::Lambda::Function\n    Properties:\n      Environment:\n        Variables:\n"
          + "          API_KEY: 8f2kQ9zX1mT7vB4n\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions:\n"
          + "      - Name: web\n        Environment:\n        - Name: DB_PASSWORD\n"
          + "          Value: tr0ub4dor-Prod\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::CodeBuild::Project\n    Properties:\n      Environment:\n"
          + "        EnvironmentVariables:\n        - Name: NPM_TOKEN\n          Type: PLAINTEXT\n"
          + "          Value: n7Yx2Kq9Zt4Lw8Rb\n",
      ],
      counterexamples: [
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::Lambda::Function\n    Properties:\n      Environment:\n        Variables:\n"
          + "          API_KEY_PARAMETER: /app/key\n          TOKEN: !Ref Token\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions:\n"
          + "      - Name: web\n        Secrets:\n        - Name: DB_PASSWORD\n"
          + "          ValueFrom: !Ref Secret\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::CodeBuild::Project\n    Properties:\n      Environment:\n"
          + "        EnvironmentVariables:\n        - Name: NPM_TOKEN\n"
          + "          Type: SECRETS_MANAGER\n          Value: build/npm:token-1\n",
      ]),
    DeploymentRule(
      id: "deploy-cloudformation-user-data", title: "A secret in UserData",
      severity: .high,
      explanation: "UserData is readable on the instance (169.254.169.254) by every process, and by whoever "
        + "may call DescribeInstanceAttribute.",
      fix: "Let the instance read it with its role when it starts: `aws secretsmanager "
        + "get-secret-value --secret-id ID`. Change the secret that stood here.",
      reference: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html",
      examples: [
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n    Type: AWS::EC2::Instance\n"
          + "    Properties:\n      UserData:\n        Fn::Base64: |\n          #!/bin/bash\n"
          + "          export DB_PASSWORD=tr0ub4dor-Prod\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n    Type: AWS::EC2::Instance\n"
          + "    Properties:\n      UserData:\n        Fn::Base64: !Join\n        - \"\"\n"
          + "        - - \"#!/bin/bash\\n\"\n"
          + "          - \"mysqladmin -u root --password=tr0ub4dor-Prod status\\n\"\n",
      ],
      counterexamples: [
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n    Type: AWS::EC2::Instance\n"
          + "    Properties:\n      UserData:\n        Fn::Base64: !Sub |\n          #!/bin/bash\n"
          + "          export DB_PASSWORD=${DBPassword}\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n    Type: AWS::EC2::Instance\n"
          + "    Properties:\n      UserData:\n        Fn::Base64: |\n          #!/bin/bash\n"
          + "          export DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id db)\n",
      ]),
    DeploymentRule(
      id: "deploy-cloudformation-output-secret", title: "A secret among the outputs of a stack",
      severity: .medium,
      explanation: "Outputs are shown to whoever may describe the stack, NoEcho or not.",
      fix: "Take it out, or put out the ARN of the secret.",
      reference:
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html",
      examples: [
        "AWSTemplateFormatVersion: \"2010-09-09\"\nParameters:\n  DBPassword:\n    Type: String\n"
          + "    NoEcho: true\nOutputs:\n  Password:\n    Value: !Ref DBPassword\n",
        "{\"AWSTemplateFormatVersion\":\"2010-09-09\",\"Parameters\":{\"ApiKey\":{\"Type\":\"String\","
          + "\"NoEcho\":\"true\"}},\"Outputs\":{\"K\":{\"Value\":{\"Ref\":\"ApiKey\"}}}}",
      ],
      counterexamples: [
        "AWSTemplateFormatVersion: \"2010-09-09\"\nParameters:\n  DBPassword:\n    Type: String\n"
          + "    NoEcho: true\nOutputs:\n  Arn:\n    Value: !Ref Secret\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nParameters:\n  KeyName:\n    Type: String\n"
          + "Outputs:\n  Key:\n    Value: !Ref KeyName\n",
      ]),
  ]
}
