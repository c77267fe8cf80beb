/// Files that hold credentials, and what is copied with them.
extension DockerfileRules {
  static let copies: [DockerfileRule] = [
    DockerfileRule(
      id: "dockerfile-copy-htpasswd", title: "A password file copied into the image", severity: .high,
      explanation:
        "It stays in the layer, whatever later instructions do to the file. The hashes can be guessed "
        + "offline.",
      fix: "Give it to the container when it starts, from the runtime's secret store (Compose, Swarm or "
        + "Kubernetes secrets, ECS `secrets` from Secrets Manager), not to the image. Or bind it in: "
        + "`docker run -v ./htpasswd:/etc/nginx/.htpasswd:ro`, a Compose or Swarm secret.",
      reference: "https://docs.docker.com/engine/swarm/secrets/",
      examples: [
        "COPY htpasswd /etc/nginx/.htpasswd",
        "COPY .htpasswd /etc/nginx/",
        "COPY conf/users.htpasswd /etc/x",
      ],
      counterexamples: [
        "COPY htpasswd.example /x",
        "COPY htpasswd.conf /etc/x",
      ]),
    DockerfileRule(
      id: "dockerfile-copy-private-key", title: "A private key copied into the image", severity: .high,
      explanation: "It stays in the layer, whatever later instructions do to the file.",
      fix: "Give it to the container when it starts, from the runtime's secret store (Compose, Swarm or "
        + "Kubernetes secrets, ECS `secrets` from Secrets Manager), not to the image. For a build step: "
        + "`RUN --mount=type=secret,id=key,target=/tmp/key …`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "COPY server.key /etc/ssl/",
        "COPY certs/tls-private.pem /etc/",
        "COPY config/master.key /app/",
      ],
      counterexamples: [
        "COPY server.crt /etc/ssl/",
        "COPY ca-bundle.pem /etc/ssl/",
        "COPY fullchain.pem /etc/",
      ]),
    DockerfileRule(
      id: "dockerfile-copy-ssh-key", title: "An SSH key copied into the image", severity: .high,
      explanation: "It stays in the layer, whatever later instructions do to the file.",
      fix: "Use the SSH agent: `RUN --mount=type=ssh git clone git@host:…` and `docker build --ssh "
        + "default .`.",
      reference: "https://docs.docker.com/build/building/secrets/#ssh-mounts",
      examples: [
        "COPY id_rsa /root/.ssh/id_rsa",
        "COPY .ssh /root/.ssh",
        "COPY deploy/id_ed25519 /k",
      ],
      counterexamples: [
        "COPY id_rsa.pub /root/.ssh/authorized_keys",
        "COPY identity.txt /x",
      ]),
    DockerfileRule(
      id: "dockerfile-copy-dotenv", title: "An environment file copied into the image", severity: .high,
      explanation: "It stays in the layer, whatever later instructions do to the file.",
      fix: "Keep it out (`.env*` in .dockerignore) and give it to the container: `docker run --env-file "
        + ".env`, `env_file:` in Compose, or better the runtime's secrets.",
      reference: "https://docs.docker.com/build/concepts/context/#dockerignore-files",
      examples: [
        "COPY .env /app/",
        "COPY ./.env.production /app/.env",
        "COPY prod.env /x",
      ],
      counterexamples: [
        "COPY .env.example /app/.env",
        "COPY .envoy.yaml /x",
      ]),
    DockerfileRule(
      id: "dockerfile-copy-registry-config", title: "A package manager's login copied into the image",
      severity: .high,
      explanation:
        "It stays in the layer, whatever later instructions do to the file. These files usually hold "
        + "a token.",
      fix: "Mount it: `RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci`, with `docker build "
        + "--secret id=npmrc,src=.npmrc .`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "COPY .npmrc /app/",
        "COPY .pypirc /root/",
        "COPY auth.json /root/.composer/",
      ],
      counterexamples: [
        "COPY package.json /app/",
        "COPY .npmrc.example /app/",
      ]),
    DockerfileRule(
      id: "dockerfile-copy-netrc", title: "A login file copied into the image", severity: .high,
      explanation: "It stays in the layer, whatever later instructions do to the file.",
      fix: "Mount it: `RUN --mount=type=secret,id=netrc,target=/root/.netrc …`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "COPY .netrc /root/.netrc",
        "COPY .git-credentials /root/",
      ],
      counterexamples: [
        "COPY .gitconfig /root/",
        "COPY netrc.md /x",
      ]),
    DockerfileRule(
      id: "dockerfile-copy-cloud-credentials", title: "Cloud credentials copied into the image",
      severity: .critical,
      explanation: "It stays in the layer, whatever later instructions do to the file.",
      fix: "In the cloud give the task or machine a role; for a build step: `RUN "
        + "--mount=type=secret,id=aws,target=/root/.aws/credentials …`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "COPY .aws/credentials /root/.aws/",
        "COPY gcp-service-account.json /key.json",
        "COPY .aws /root/.aws",
      ],
      counterexamples: [
        "COPY aws.tf /x",
        "COPY service.json /x",
      ]),
    DockerfileRule(
      id: "dockerfile-copy-docker-config", title: "A registry login copied into the image", severity: .high,
      explanation: "It stays in the layer, whatever later instructions do to the file.",
      fix: "Mount it: `RUN --mount=type=secret,id=docker,target=/root/.docker/config.json …`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "COPY .docker/config.json /root/.docker/",
        "COPY .dockerconfigjson /kaniko/",
      ],
      counterexamples: [
        "COPY config.json /app/",
        "COPY docker/config.json /app/",
      ]),
    DockerfileRule(
      id: "dockerfile-copy-kubeconfig", title: "A kubeconfig copied into the image", severity: .high,
      explanation: "It stays in the layer, whatever later instructions do to the file.",
      fix: "In a cluster use the pod's service account; else mount it when the container starts.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "COPY kubeconfig /root/.kube/config",
        "COPY .kube/config /root/.kube/config",
      ],
      counterexamples: [
        "COPY kube.yaml /x"
      ]),
    DockerfileRule(
      id: "dockerfile-copy-keystore", title: "A key store copied into the image", severity: .medium,
      explanation:
        "It stays in the layer, whatever later instructions do to the file. Whoever has the image can "
        + "try passwords on it.",
      fix: "Give it to the container when it starts, from the runtime's secret store (Compose, Swarm or "
        + "Kubernetes secrets, ECS `secrets` from Secrets Manager), not to the image.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "COPY app.jks /app/",
        "COPY cert.p12 /x",
        "COPY svc.keytab /etc/",
      ],
      counterexamples: [
        "COPY truststore.txt /x",
        "COPY keystore.md /x",
      ]),
    DockerfileRule(
      id: "dockerfile-copy-database-login", title: "A database login copied into the image", severity: .high,
      explanation: "It stays in the layer, whatever later instructions do to the file.",
      fix: "Give it to the container when it starts, from the runtime's secret store (Compose, Swarm or "
        + "Kubernetes secrets, ECS `secrets` from Secrets Manager), not to the image.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "COPY .pgpass /root/.pgpass",
        "COPY .my.cnf /root/",
      ],
      counterexamples: [
        "COPY my.cnf /etc/mysql/",
        "COPY pgpass.md /x",
      ]),
    DockerfileRule(
      id: "dockerfile-copy-state", title: "A state file with secrets copied into the image", severity: .high,
      explanation:
        "It stays in the layer, whatever later instructions do to the file. Terraform's state holds "
        + "every secret it knows in clear.",
      fix: "Keep it out with .dockerignore.",
      reference: "https://docs.docker.com/build/concepts/context/#dockerignore-files",
      examples: [
        "COPY terraform.tfstate /x",
        "COPY prod.tfstate /x",
      ],
      counterexamples: [
        "COPY main.tf /x"
      ]),
    DockerfileRule(
      id: "dockerfile-copy-git", title: "Git's folder copied into the image", severity: .medium,
      explanation:
        "Every version of every file is in it, those with secrets that were removed since as well, "
        + "and the addresses of remotes with their tokens.",
      fix: "Add `.git` to .dockerignore; for a version number pass `--build-arg VERSION=$(git "
        + "describe)`, or `RUN --mount=type=bind,source=.git,target=.git git describe`.",
      reference: "https://docs.docker.com/build/concepts/context/#dockerignore-files",
      examples: [
        "COPY .git /app/.git",
        "COPY repo/.git /x",
      ],
      counterexamples: [
        "COPY .gitignore /app/",
        "COPY .github /x",
      ]),
    DockerfileRule(
      id: "dockerfile-copy-removed", title: "A secret that a later instruction removes", severity: .high,
      explanation: "rm in a later RUN hides the file; the layer that brought it keeps it, and `docker save` "
        + "brings it back.",
      fix: "Do not copy it: Mount it for the one command that needs it: `RUN "
        + "--mount=type=secret,id=ID,env=NAME …`, with `docker build --secret id=ID,env=NAME .`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "COPY id_rsa /root/.ssh/id_rsa\nRUN rm /root/.ssh/id_rsa",
        "COPY .npmrc /app/\nRUN npm ci && rm -f /app/.npmrc",
      ],
      counterexamples: [
        "COPY id_rsa /root/.ssh/id_rsa",
        "COPY package.json /app/\nRUN rm /app/package.json",
        "COPY .npmrc /app/\nRUN rm /other/.npmrc",
      ]),
    DockerfileRule(
      id: "dockerfile-context-unfiltered",
      title: "The whole folder is copied, and no .dockerignore filters it", severity: .low,
      explanation:
        "Whatever lies in the folder on the day of the build goes into the image: .git, .env, keys, "
        + "caches.",
      fix: "Write a .dockerignore, best one that starts with `*` and lets in what is needed (`!src`), or "
        + "copy the folders by name.",
      reference: "https://docs.docker.com/build/concepts/context/#dockerignore-files",
      examples: [
        "COPY . /app",
        "COPY ./ /app/",
        "ADD . .",
      ],
      counterexamples: [
        "COPY src /app",
        "COPY --from=0 . /app",
      ]),
  ]
}
