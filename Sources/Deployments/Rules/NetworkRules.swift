/// Who may reach what the image runs.
extension DeploymentRules {
  static let network: [DeploymentRule] = [
    DeploymentRule(
      id: "deploy-open-ingress", title: "A security group open to the world on every port",
      severity: .high,
      explanation: "Whatever listens in the container or on the host can be reached by everybody: debug "
        + "ports, databases, SSH with the keys and passwords that were built in.",
      fix: "Allow the ports that are served, and these from the load balancer's security group "
        + "(SourceSecurityGroupId).",
      reference: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
      examples: [
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: x\n"
          + "      SecurityGroupIngress:\n      - {IpProtocol: -1, CidrIp: 0.0.0.0/0}\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: x\n"
          + "      SecurityGroupIngress:\n"
          + "      - {IpProtocol: tcp, FromPort: 0, ToPort: 65535, CidrIp: 0.0.0.0/0}\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::EC2::SecurityGroupIngress\n    Properties:\n      IpProtocol: \"-1\"\n"
          + "      CidrIpv6: ::/0\n",
      ],
      counterexamples: [
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: x\n"
          + "      SecurityGroupIngress:\n"
          + "      - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: x\n"
          + "      SecurityGroupIngress:\n      - {IpProtocol: -1, CidrIp: 10.0.0.0/8}\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: x\n"
          + "      SecurityGroupIngress:\n      - {IpProtocol: -1, SourceSecurityGroupId: !Ref B}\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: x\n"
          + "      SecurityGroupEgress:\n      - {IpProtocol: -1, CidrIp: 0.0.0.0/0}\n",
      ]),
    DeploymentRule(
      id: "deploy-open-ssh", title: "A security group open to the world on SSH",
      severity: .medium,
      explanation: "Everybody may try passwords and keys; those that an image or a repository gave away open "
        + "it.",
      fix: "Leave port 22 closed and use Session Manager or ECS Exec, or allow the addresses of your "
        + "own network.",
      reference: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
      examples: [
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: x\n"
          + "      SecurityGroupIngress:\n"
          + "      - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nParameters:\n  SSHLocation:\n    Type: String\n"
          + "    Default: 0.0.0.0/0\nResources:\n  A:\n    Type: AWS::EC2::SecurityGroup\n"
          + "    Properties:\n      SecurityGroupIngress:\n      - IpProtocol: tcp\n"
          + "        FromPort: \"22\"\n        ToPort: \"22\"\n        CidrIp: !Ref SSHLocation\n",
      ],
      counterexamples: [
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: x\n"
          + "      SecurityGroupIngress:\n"
          + "      - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 192.0.2.0/24}\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: x\n"
          + "      SecurityGroupIngress:\n"
          + "      - {IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}\n",
        "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n"
          + "    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: x\n"
          + "      SecurityGroupIngress:\n"
          + "      - {IpProtocol: udp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}\n",
      ]),
  ]
}
