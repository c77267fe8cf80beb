/// Compose files.
extension DeploymentRules {
  static let compose: [DeploymentRule] = [
    DeploymentRule(
      id: "deploy-compose-environment", title: "A secret under environment of a service",
      severity: .high,
      explanation: "The file stands in the repository, and `docker inspect` shows the variables of each "
        + "container.",
      fix: "Name it under `secrets`, and let the program read the file: `NAME_FILE: "
        + "/run/secrets/NAME` (most official images do). Or take it from outside: `NAME: ${NAME}`. "
        + "Change the secret that stood here.",
      reference: "https://docs.docker.com/compose/how-tos/use-secrets/",
      examples: [
        "services:\n  app:\n    image: app\n    environment:\n      POSTGRES_PASSWORD: tr0ub4dor-Prod\n",
        "services:\n  app:\n    image: app\n    environment:\n"
          + "      - DATABASE_URL=postgres://app:tr0ub4dor-Prod@db/app\n",
        "x-env: &env\n  API_KEY: 8f2kQ9zX1mT7vB4n\nservices:\n  a:\n    image: a\n"
          + "    environment:\n      <<: *env\n",
        "services:\n  app:\n    image: app\n    environment:\n      MYSQL_ROOT_PASSWORD: example123\n",
      ],
      counterexamples: [
        "services:\n  app:\n    image: app\n    environment:\n      POSTGRES_PASSWORD: ${DB_PASSWORD}\n",
        "services:\n  app:\n    image: app\n    environment:\n"
          + "      POSTGRES_PASSWORD_FILE: /run/secrets/x\n",
        "services:\n  app:\n    image: app\n    environment:\n      - DB_PASSWORD\n",
        "services:\n  app:\n    image: app\n    environment:\n      DB_PASSWORD:\n",
        "services:\n  app:\n    image: app\n    environment:\n"
          + "      MYSQL_ALLOW_EMPTY_PASSWORD: \"yes\"\n",
        "services:\n  app:\n    image: app\n    environment:\n"
          + "      POSTGRES_PASSWORD: ${DB_PASSWORD:?not set}\n",
      ]),
    DeploymentRule(
      id: "deploy-compose-default-secret", title: "A secret as the default of a variable",
      severity: .medium,
      explanation: "Where the variable is forgotten the default is what runs, and everybody who reads the "
        + "file knows it.",
      fix: "Refuse to start without it: `${NAME:?NAME is not set}`.",
      reference: "https://docs.docker.com/reference/compose-file/interpolation/",
      examples: [
        "services:\n  app:\n    image: app\n    environment:\n"
          + "      DB_PASSWORD: ${DB_PASSWORD:-tr0ub4dor-Prod}\n",
        "services:\n  app:\n    image: app\n    environment:\n"
          + "      - SECRET_KEY=${KEY-8f2kQ9zX1mT7vB4n}\n",
        "services:\n  app:\n    image: app\n    environment:\n"
          + "      URL: postgres://app:${DB_PASSWORD:-tr0ub4dor-Prod}@db/x\n",
      ],
      counterexamples: [
        "services:\n  app:\n    image: app\n    environment:\n      DB_PASSWORD: ${DB_PASSWORD:-}\n",
        "services:\n  app:\n    image: app\n    environment:\n      DB_HOST: ${DB_HOST:-database1}\n",
        "services:\n  app:\n    image: app\n    environment:\n"
          + "      DB_PASSWORD: ${DB_PASSWORD:-${OTHER}}\n",
      ]),
    DeploymentRule(
      id: "deploy-compose-build-argument", title: "A secret among the build arguments",
      severity: .high,
      explanation: "The values of build arguments stand in the history of the image and in the provenance "
        + "attestation.",
      fix: "Name it under `build.secrets`, and mount it: `RUN --mount=type=secret,id=ID …`. Change "
        + "the secret that stood here.",
      reference: "https://docs.docker.com/reference/compose-file/build/#secrets",
      examples: [
        "services:\n  app:\n    image: app\n    build:\n      context: .\n      args:\n"
          + "        NPM_TOKEN: n7Yx2Kq9Zt4Lw8Rb\n",
        "services:\n  app:\n    image: app\n    build:\n      args:\n"
          + "      - DB_PASSWORD=tr0ub4dor-Prod\n",
      ],
      counterexamples: [
        "services:\n  app:\n    image: app\n    build:\n      args:\n        NPM_TOKEN: ${NPM_TOKEN}\n",
        "services:\n  app:\n    image: app\n    build:\n      args:\n      - NPM_TOKEN\n"
          + "      - GPG_KEY=E3FF2839C048B25C084DEBE9B26995E310250568\n",
      ]),
    DeploymentRule(
      id: "deploy-compose-inline-secret", title: "A secret whose content stands in the file",
      severity: .high,
      explanation: "The file stands in the repository, and a config is shown by `docker config inspect`.",
      fix: "Take it from a file that is kept elsewhere (`file:`), from the environment "
        + "(`environment:`), or from the store of Swarm (`external: true`).",
      reference: "https://docs.docker.com/reference/compose-file/secrets/",
      examples: [
        "services:\n  a:\n    image: a\nsecrets:\n  db:\n    content: tr0ub4dor-Prod\n",
        "services:\n  a:\n    image: a\nconfigs:\n  app.ini:\n    content: |\n      port=80\n"
          + "      password=tr0ub4dor-Prod\n",
      ],
      counterexamples: [
        "services:\n  a:\n    image: a\nsecrets:\n  db:\n    file: ./db.txt\n",
        "services:\n  a:\n    image: a\nsecrets:\n  db:\n    content: ${DB}\n",
        "services:\n  a:\n    image: a\nconfigs:\n  app.ini:\n    content: |\n      port = 80\n",
      ]),
  ]
}
