/// Secrets in what every orchestrator gives a container.
extension DeploymentRules {
  static let containers: [DeploymentRule] = [
    DeploymentRule(
      id: "deploy-command-secret", title: "A secret in the command of a container",
      severity: .high,
      explanation: "The command stands in the definition, in what the orchestrator answers to whoever may "
        + "describe it, and in the list of processes.",
      fix: "Let the program read it from a file or a variable that the secret store fills: `secrets` "
        + "of a task definition, `secrets` of Compose, `secretKeyRef` of Kubernetes. Change the "
        + "secret that stood here.",
      reference: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
      examples: [
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"command\":[\"mysqld\",\"--password=tr0ub4dor-Prod\"]}]}",
        "services:\n  app:\n    image: app\n    command: redis-server --requirepass tr0ub4dor-Prod\n",
        "services:\n  app:\n    image: app\n    healthcheck:\n"
          + "      test: [\"CMD\", \"mysqladmin\", \"ping\", \"-ptr0ub4dor-Prod\"]\n",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec:\n  containers:\n  - name: app\n"
          + "    image: app\n"
          + "    command: [\"sh\", \"-c\", \"curl -u admin:tr0ub4dor-Prod https://x/\"]\n",
      ],
      counterexamples: [
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"command\":[\"mysqld\",\"--password-file=/run/secrets/db\"]}]}",
        "services:\n  app:\n    image: app\n    command: redis-server --requirepass ${REDIS_PASSWORD}\n",
        "services:\n  app:\n    image: app\n    healthcheck:\n"
          + "      test: [\"CMD-SHELL\", \"pg_isready -U postgres\"]\n",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec:\n  containers:\n  - name: app\n"
          + "    image: app\n    args: [\"--password=$(DB_PASSWORD)\"]\n",
        "services:\n  app:\n    image: app\n"
          + "    command: [\"sh\", \"-c\", \"redis-server --requirepass $$(cat /run/secrets/redis)\"]\n",
      ]),
    DeploymentRule(
      id: "deploy-command-prints-secret", title: "A command that prints a secret it is given",
      severity: .medium,
      explanation: "What a container prints is kept by the log driver, often for years, and read by more "
        + "people than the secret store lets in.",
      fix: "Take the command out, or write the value to a file without `tee` and without `set -x`; "
        + "`test -n \"$NAME\"` tells whether it is set. Change the secret that was printed, and delete "
        + "the log.",
      reference: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html",
      examples: [
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"logConfiguration\":{\"logDriver\":\"awslogs\",\"options\":{\"awslogs-group\":\"/ecs/app\"}},"
          + "\"secrets\":[{\"name\":\"DB_PASSWORD\","
          + "\"valueFrom\":\"arn:aws:secretsmanager:eu-west-1:111122223333:secret:db\"}],"
          + "\"command\":[\"sh\",\"-c\",\"echo $DB_PASSWORD; exec app\"]}]}",
        "services:\n  app:\n    image: app\n    environment:\n      DB_PASSWORD: ${DB_PASSWORD}\n"
          + "    entrypoint: [\"sh\", \"-c\", \"echo pw=$$DB_PASSWORD; exec app\"]\n",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec:\n  containers:\n  - name: app\n"
          + "    image: app\n    env:\n    - name: DB_PASSWORD\n"
          + "      valueFrom: {secretKeyRef: {name: db, key: password}}\n"
          + "    command: [\"sh\", \"-c\", \"echo $DB_PASSWORD\"]\n",
      ],
      counterexamples: [
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"logConfiguration\":{\"logDriver\":\"awslogs\",\"options\":{\"awslogs-group\":\"/ecs/app\"}},"
          + "\"secrets\":[{\"name\":\"DB_PASSWORD\","
          + "\"valueFrom\":\"arn:aws:secretsmanager:eu-west-1:111122223333:secret:db\"}],"
          + "\"command\":[\"sh\",\"-c\",\"printf %s \\\"$DB_PASSWORD\\\" > /run/pw; exec app\"]}]}",
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"logConfiguration\":{\"logDriver\":\"awslogs\",\"options\":{\"awslogs-group\":\"/ecs/app\"}},"
          + "\"secrets\":[{\"name\":\"DB_PASSWORD\","
          + "\"valueFrom\":\"arn:aws:secretsmanager:eu-west-1:111122223333:secret:db\"}],"
          + "\"command\":[\"sh\",\"-c\",\"echo starting $HOSTNAME; exec app\"]}]}",
        "services:\n  app:\n    image: app\n"
          + "    entrypoint: [\"sh\", \"-c\", \"echo $$DB_PASSWORD | app --password-stdin\"]\n",
      ]),
    DeploymentRule(
      id: "deploy-command-prints-environment",
      title: "A command that prints all variables, with a secret among them",
      severity: .medium,
      explanation: "What a container prints is kept by the log driver, often for years, and read by more "
        + "people than the secret store lets in.",
      fix: "Take the command out, or print the variables that are wanted by their names. Change the "
        + "secret that was printed, and delete the log.",
      reference: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html",
      examples: [
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"logConfiguration\":{\"logDriver\":\"awslogs\",\"options\":{\"awslogs-group\":\"/ecs/app\"}},"
          + "\"secrets\":[{\"name\":\"DB_PASSWORD\","
          + "\"valueFrom\":\"arn:aws:secretsmanager:eu-west-1:111122223333:secret:db\"}],"
          + "\"command\":[\"sh\",\"-c\",\"env; exec app\"]}]}",
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"secrets\":[{\"name\":\"DB_PASSWORD\","
          + "\"valueFrom\":\"arn:aws:secretsmanager:eu-west-1:111122223333:secret:db\"}],"
          + "\"entryPoint\":[\"printenv\"]}]}",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec:\n  containers:\n  - name: app\n"
          + "    image: app\n    env:\n    - name: API_TOKEN\n"
          + "      valueFrom: {secretKeyRef: {name: api, key: token}}\n"
          + "    command: [\"sh\", \"-c\", \"env | sort && exec app\"]\n",
      ],
      counterexamples: [
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\",\"command\":[\"sh\","
          + "\"-c\",\"env; exec app\"]}]}",
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"secrets\":[{\"name\":\"DB_PASSWORD\","
          + "\"valueFrom\":\"arn:aws:secretsmanager:eu-west-1:111122223333:secret:db\"}],"
          + "\"command\":[\"env\",\"A=b\",\"app\"]}]}",
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"secrets\":[{\"name\":\"DB_PASSWORD\","
          + "\"valueFrom\":\"arn:aws:secretsmanager:eu-west-1:111122223333:secret:db\"}],"
          + "\"command\":[\"sh\",\"-c\",\"printenv HOSTNAME\"]}]}",
      ]),
    DeploymentRule(
      id: "deploy-command-traces-secret", title: "A command with a secret traced by set -x",
      severity: .medium,
      explanation: "The shell prints each command with the values put in, and the log driver keeps it.",
      fix: "Take `-x` out, or put `set +x` before the commands that use the secret.",
      reference: "https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html#set",
      examples: [
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"secrets\":[{\"name\":\"DB_PASSWORD\","
          + "\"valueFrom\":\"arn:aws:secretsmanager:eu-west-1:111122223333:secret:db\"}],"
          + "\"command\":[\"sh\",\"-c\",\"set -ex; app --password \\\"$DB_PASSWORD\\\"\"]}]}",
        "services:\n  app:\n    image: app\n    environment:\n      DB_PASSWORD: ${DB_PASSWORD}\n"
          + "    command: [\"sh\", \"-c\", \"set -x; login $$DB_PASSWORD\"]\n",
      ],
      counterexamples: [
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"secrets\":[{\"name\":\"DB_PASSWORD\","
          + "\"valueFrom\":\"arn:aws:secretsmanager:eu-west-1:111122223333:secret:db\"}],"
          + "\"command\":[\"sh\",\"-c\",\"set -e; app --password \\\"$DB_PASSWORD\\\"\"]}]}",
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"secrets\":[{\"name\":\"DB_PASSWORD\","
          + "\"valueFrom\":\"arn:aws:secretsmanager:eu-west-1:111122223333:secret:db\"}],"
          + "\"command\":[\"sh\",\"-c\",\"set -x; set +x; app --password \\\"$DB_PASSWORD\\\"\"]}]}",
      ]),
    DeploymentRule(
      id: "deploy-image-prints-secret", title: "The image prints a secret that this file gives it",
      severity: .medium,
      explanation: "The command or entrypoint of the image that is built beside this file prints it, and the "
        + "log driver keeps it.",
      fix: "Take the command out of the entrypoint, or write the value to a file without `tee` and "
        + "without `set -x`. Change the secret that was printed, and delete the log.",
      reference: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html",
      examples: [],
      counterexamples: []),
    DeploymentRule(
      id: "deploy-label-secret", title: "A secret in a label or annotation",
      severity: .high,
      explanation: "Labels and annotations are shown to whoever may list containers or objects.",
      fix: "Labels are for what everybody may know: let the program read the secret from its store. A "
        + "proxy takes users from a file (Traefik: `basicauth.usersfile`).",
      reference: "https://docs.docker.com/engine/manage-resources/labels/",
      examples: [
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"dockerLabels\":{\"com.example.api-token\":\"8f2kQ9zX1mT7vB4n\"}}]}",
        "services:\n  app:\n    image: app\n    labels:\n"
          + "      - \"traefik.http.middlewares.a.basicauth.users=admin:$$apr1$$H6uskkkW$$IgXLP6ewT"
          + "rSuBkTrqE8wj/\"\n",
      ],
      counterexamples: [
        "{\"family\":\"app\",\"containerDefinitions\":[{\"name\":\"web\",\"image\":\"app\","
          + "\"dockerLabels\":{\"com.example.team\":\"payments\"}}]}",
        "services:\n  app:\n    image: app\n    labels:\n"
          + "      - \"traefik.http.middlewares.a.basicauth.users=${USERS}\"\n",
        "services:\n  app:\n    image: app\n    labels:\n"
          + "      traefik.http.middlewares.a.basicauth.usersfile: /run/secrets/users\n",
      ]),
    DeploymentRule(
      id: "deploy-environment-file", title: "A file of variables beside this one holds secrets",
      severity: .low,
      explanation:
        "The file goes wherever the folder goes: into the repository and the build context, unless "
        + "ignore files keep it out; an object in S3 is read by whoever may read the bucket.",
      fix: "Keep it out with .gitignore and .dockerignore, or better take the secrets from the secret "
        + "store: `secrets` of Compose or of the task definition. `contraband fs FILE` shows what "
        + "stands in it.",
      reference: "https://docs.docker.com/compose/how-tos/use-secrets/",
      examples: [],
      counterexamples: []),
    DeploymentRule(
      id: "deploy-template-secret", title: "A secret in a template of a deployment file",
      severity: .high,
      explanation: "The template stands in the repository, and every release is made of it.",
      fix: "Take the value from outside: a Secret that an operator makes of the secret store, or one "
        + "encrypted with SOPS or Sealed Secrets.",
      reference: "https://helm.sh/docs/chart_best_practices/values/",
      examples: [
        "apiVersion: v1\nkind: Pod\n{{ if .x }}\n bad: [\n  password: tr0ub4dor-Prod\n"
      ],
      counterexamples: [
        "apiVersion: v1\nkind: Pod\n{{ if .x }}\n bad: [\n  password: {{ .Values.password }}\n"
      ]),
  ]
}
