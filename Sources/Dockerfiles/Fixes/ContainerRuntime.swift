/// What runs the container, and so keeps its secrets.
public enum ContainerRuntime: String, Sendable, Hashable, CaseIterable {
  /// Amazon ECS, on EC2 or Fargate: Secrets Manager.
  case ecs
  /// Secrets of the cluster.
  case kubernetes
  /// Docker Compose: files or variables of the machine.
  case compose
  /// Docker Swarm: secrets of the swarm.
  case swarm
}
