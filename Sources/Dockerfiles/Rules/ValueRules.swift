/// Secrets in ENV, ARG, LABEL and addresses.
extension DockerfileRules {
  static let values: [DockerfileRule] = [
    DockerfileRule(
      id: "dockerfile-env-secret", title: "A secret in ENV", severity: .high,
      explanation: "ENV is part of the image's configuration: `docker inspect` shows it to whoever has the "
        + "image, and every process in the container inherits it.",
      fix: "Give it to the container when it starts, from the runtime's secret store (Compose, Swarm or "
        + "Kubernetes secrets, ECS `secrets` from Secrets Manager), not to the image. The secret that "
        + "stood here must be changed.",
      reference: "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
      examples: [
        "ENV DB_PASSWORD=hunter2-Prod",
        "ENV API_KEY 8f2kQ9zX1mT7vB4n",
        "ENV A=1 \\\n    JENKINS_PSW=tr0ub4dor",
      ],
      counterexamples: [
        "ENV GPG_KEY=E3FF2839C048B25C084DEBE9B26995E310250568",
        "ENV SECRET_KEY_FILE=/run/secrets/x",
        "ENV KEYCLOAK_VERSION=24.0.1",
        "ENV TOKENIZERS_PARALLELISM=false",
        "ENV DB_PASSWORD=",
        "ENV DB_PASSWORD=${DB_PASSWORD}",
        "ENV MYSQL_ALLOW_EMPTY_PASSWORD=yes",
        "ENV TOKEN=<your-token>",
        "ENV POSTGRES_PASSWORD_FILE=/run/secrets/pg",
      ]),
    DockerfileRule(
      id: "dockerfile-arg-default-secret", title: "A secret as the default of ARG", severity: .high,
      explanation: "The default stands in the Dockerfile, and in the history of every RUN that follows.",
      fix: "Mount it for the one command that needs it: `RUN --mount=type=secret,id=ID,env=NAME …`, with "
        + "`docker build --secret id=ID,env=NAME .`. The secret that stood here must be changed.",
      reference: "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
      examples: [
        "ARG NPM_TOKEN=n7Yx2Kq9Zt4Lw8Rb",
        "ARG ADMIN_PASSWORD=Winter2024!",
      ],
      counterexamples: [
        "ARG NPM_TOKEN",
        "ARG TOKEN=",
        "ARG PASSWORD_MIN_LENGTH=12",
        "ARG APP_KEY_VERSION=2.1.0",
        "ARG LIBCRYPTO=libcrypto3=3.1.4",
      ]),
    DockerfileRule(
      id: "dockerfile-argument-secret", title: "A secret passed as a build argument", severity: .medium,
      explanation: "The values of build arguments stand in the history of each RUN and in the provenance "
        + "attestation.",
      fix: "Mount it for the one command that needs it: `RUN --mount=type=secret,id=ID,env=NAME …`, with "
        + "`docker build --secret id=ID,env=NAME .`.",
      reference: "https://docs.docker.com/build/building/variables/",
      examples: [
        "ARG NPM_TOKEN\nRUN npm config list --token $NPM_TOKEN",
        "ARG GITHUB_TOKEN\nRUN git clone https://x:${GITHUB_TOKEN}@github.com/a/b",
        "ARG DB_PASSWORD\nRUN <<EOF\nmake DB=$DB_PASSWORD\nEOF",
      ],
      counterexamples: [
        "ARG TOKEN\nCMD [\"app\"]",
        "ARG TOKENS_PER_PAGE\nRUN make $TOKENS_PER_PAGE",
        "ARG GPG_KEY\nRUN gpg --recv-keys $GPG_KEY",
        "ARG KEY_FILE\nRUN cat $KEY_FILE",
      ]),
    DockerfileRule(
      id: "dockerfile-private-key-argument", title: "A private key passed as a build argument",
      severity: .high,
      explanation:
        "A key in a build argument stands in the image's history, and removing the file that it was "
        + "written to does not change that.",
      fix: "Use the SSH agent: `RUN --mount=type=ssh git clone git@host:…` and `docker build --ssh "
        + "default .`.",
      reference: "https://docs.docker.com/build/building/secrets/#ssh-mounts",
      examples: [
        "ARG SSH_PRIVATE_KEY\nRUN echo \"$SSH_PRIVATE_KEY\" > /root/.ssh/id_rsa",
        "ARG DEPLOY_KEY\nRUN ./fetch $DEPLOY_KEY",
      ],
      counterexamples: [
        "ARG SSH_PUBLIC_KEY\nRUN echo $SSH_PUBLIC_KEY > k",
        "ARG SSH_KEY_FILE\nRUN cat $SSH_KEY_FILE",
      ]),
    DockerfileRule(
      id: "dockerfile-env-from-argument", title: "ENV that keeps a secret build argument", severity: .high,
      explanation:
        "ENV keeps the value in the image's configuration for good, where the argument was gone after "
        + "the build.",
      fix: "Mount it for the one command that needs it: `RUN --mount=type=secret,id=ID,env=NAME …`, with "
        + "`docker build --secret id=ID,env=NAME .`. Give it to the container when it starts, from the "
        + "runtime's secret store (Compose, Swarm or Kubernetes secrets, ECS `secrets` from Secrets "
        + "Manager), not to the image.",
      reference: "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
      examples: [
        "ARG NPM_TOKEN\nENV NPM_TOKEN=$NPM_TOKEN",
        "ARG DB_PASSWORD\nENV URL=postgres://u:${DB_PASSWORD}@db/app",
      ],
      counterexamples: [
        "ARG VERSION\nENV VERSION=$VERSION",
        "ENV TOKEN=$TOKEN",
        "ARG TOKEN_FILE\nENV TOKEN_FILE=$TOKEN_FILE",
      ]),
    DockerfileRule(
      id: "dockerfile-label-secret", title: "A secret in LABEL", severity: .high,
      explanation: "Labels are part of the image's configuration and are shown by registries.",
      fix: "Take it out and change it: no program needs a secret in a label.",
      reference: "https://docs.docker.com/reference/dockerfile/#label",
      examples: [
        "LABEL api_token=8f2kQ9zX1mT7vB4n",
        "LABEL com.example.db-password=\"s3cr3tPhrase\"",
      ],
      counterexamples: [
        "LABEL org.opencontainers.image.version=1.2",
        "LABEL com.example.secret-store=vault",
        "LABEL auth=none",
      ]),
    DockerfileRule(
      id: "dockerfile-proxy-credentials", title: "A proxy's password in ARG or ENV", severity: .high,
      explanation: "The address of the proxy holds a password, which ENV keeps in the image and ARG in its "
        + "history.",
      fix: "Leave the proxy out of the Dockerfile: `docker build --build-arg HTTP_PROXY=…` needs no ARG "
        + "and leaves no trace in the history; better, set it in the daemon's configuration.",
      reference: "https://docs.docker.com/engine/cli/proxy/",
      examples: [
        "ENV HTTP_PROXY=http://svc:pr0xyPass@proxy:3128",
        "ARG https_proxy=http://svc:pr0xyPass@proxy:3128",
      ],
      counterexamples: [
        "ENV HTTP_PROXY=http://proxy:3128",
        "ARG HTTPS_PROXY",
      ]),
    DockerfileRule(
      id: "dockerfile-add-url-credentials", title: "ADD of an address with a secret in it", severity: .high,
      explanation:
        "The address stands in the history; a signed address opens what it names until it expires, a "
        + "password for longer.",
      fix: "Fetch it in a RUN with a secret mount: `RUN --mount=type=secret,id=netrc,target=/root/.netrc "
        + "curl --netrc -fsSLO https://…`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "ADD https://bob:t0psecret@files.example.org/a.tgz /a",
        "ADD https://b.s3.amazonaws.com/a?X-Amz-Expires=60&X-Amz-Signature=9f86d081884c7d659a2feaa0c55ad015 /a",
      ],
      counterexamples: [
        "ADD https://example.org/a.tgz?v=12 /a",
        "ADD https://example.org/a@b.tgz /a",
        "ADD git@github.com:a/b.git /src",
        "ADD https://user:$TOKEN@example.org/a /a",
      ]),
  ]
}
