/// What commands write and print.
extension DockerfileRules {
  static let outputs: [DockerfileRule] = [
    DockerfileRule(
      id: "dockerfile-secret-echoed", title: "A secret written to a file by echo or printf", severity: .high,
      explanation: "The command stands in the history, the file in the layer.",
      fix: "Mount it for the one command that needs it: `RUN --mount=type=secret,id=ID,env=NAME …`, with "
        + "`docker build --secret id=ID,env=NAME .`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN echo 'api_key=8f2kQ9zX1mT7vB4n' >> /app/conf",
        "RUN printf 'machine x\\nlogin bob\\npassword hunter2x\\n' > /root/.netrc",
        "RUN echo '//r.x/:_authToken=n7Yx2Kq9Zt4Lw8Rb' > .npmrc",
      ],
      counterexamples: [
        "RUN echo 'export PATH=/x:$PATH' >> /etc/profile",
        "RUN echo 'PasswordAuthentication=no' >> /etc/ssh/sshd_config",
        "RUN echo \"token=$T\" > /dev/null",
      ]),
    DockerfileRule(
      id: "dockerfile-heredoc-secret", title: "A secret in a here-document", severity: .high,
      explanation: "The document stands in the Dockerfile and in the layer.",
      fix: "Give it to the container when it starts, from the runtime's secret store (Compose, Swarm or "
        + "Kubernetes secrets, ECS `secrets` from Secrets Manager), not to the image.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "COPY <<EOF /app/.env\nDB_PASSWORD=hunter2x!\nEOF",
        "RUN cat > /c <<EOF\napi_key: 8f2kQ9zX1mT7vB4n\nEOF",
      ],
      counterexamples: [
        "COPY <<EOF /app/.env\nDB_PASSWORD=\nPORT=80\nEOF",
        "COPY <<EOF /a.conf\npassword_file: /run/secrets/p\nEOF",
      ]),
    DockerfileRule(
      id: "dockerfile-secret-written", title: "A secret variable written to a file of the image",
      severity: .high,
      explanation: "The file stays in the layer, the value of the build argument in the history.",
      fix: "Mount it for the one command that needs it: `RUN --mount=type=secret,id=ID,env=NAME …`, with "
        + "`docker build --secret id=ID,env=NAME .`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "ARG NPM_TOKEN\nRUN echo \"//r.x/:_authToken=$NPM_TOKEN\" > .npmrc",
        "ARG SSH_PRIVATE_KEY\nRUN echo \"$SSH_PRIVATE_KEY\" > /root/.ssh/id_rsa",
        "ARG DB_PASSWORD\nRUN echo $DB_PASSWORD | tee /p",
      ],
      counterexamples: [
        "ARG VERSION\nRUN echo $VERSION > /v",
        "ARG NPM_TOKEN\nRUN echo \"t=$NPM_TOKEN\" > .npmrc && npm ci && rm .npmrc",
        "ARG A_TOKEN\nRUN echo $A_TOKEN | app --password-stdin",
      ]),
    DockerfileRule(
      id: "dockerfile-secret-printed", title: "A secret variable printed by the build", severity: .medium,
      explanation: "The build log keeps it, on the builder and in CI.",
      fix: "Take the command out; `test -n \"$NAME\"` tells whether it is set.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "ARG NPM_TOKEN\nRUN echo $NPM_TOKEN",
        "ARG DB_PASSWORD\nRUN printf '%s' \"$DB_PASSWORD\"",
      ],
      counterexamples: [
        "ARG VERSION\nRUN echo $VERSION",
        "ARG NPM_TOKEN\nRUN echo $NPM_TOKEN | npm login --stdin",
        "RUN echo $TOKEN_FILE",
      ]),
    DockerfileRule(
      id: "dockerfile-secret-mount-copied", title: "A mounted secret copied into the layer", severity: .high,
      explanation: "The mount is gone after the RUN; the copy is not.",
      fix: "Let the program read the mount: `--mount=type=secret,id=ID,target=/where/it/looks`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN --mount=type=secret,id=npmrc cp /run/secrets/npmrc /root/.npmrc",
        "RUN --mount=type=secret,id=t cat /run/secrets/t > /app/t",
        "RUN --mount=type=secret,id=t,env=TOK npm config set //r/:_authToken=$TOK",
        "RUN --mount=type=secret,id=t X=$(cat /run/secrets/t) && echo \"k=$X\" >> /etc/environment",
      ],
      counterexamples: [
        "RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci",
        "RUN --mount=type=secret,id=t TOKEN=$(cat /run/secrets/t) ./build",
        "RUN --mount=type=secret,id=t cp /run/secrets/t /tmp/t && use /tmp/t && rm /tmp/t",
        "RUN --mount=type=secret,id=t cat /run/secrets/t | docker login --password-stdin",
      ]),
    DockerfileRule(
      id: "dockerfile-secret-mount-printed", title: "A mounted secret printed by the build",
      severity: .medium,
      explanation: "The build log keeps it, on the builder and in CI.",
      fix: "Take the command out; `test -s /run/secrets/ID` tells whether it is there.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN --mount=type=secret,id=t cat /run/secrets/t",
        "RUN --mount=type=secret,id=t,env=TOK echo $TOK",
      ],
      counterexamples: [
        "RUN --mount=type=secret,id=t test -s /run/secrets/t",
        "RUN --mount=type=secret,id=t wc -c < /run/secrets/t",
        "RUN echo hello",
      ]),
    DockerfileRule(
      id: "dockerfile-secret-not-mounted", title: "A secret read that no mount brings", severity: .low,
      explanation: "Without `--mount=type=secret` the file is not there, or it was copied into the image.",
      fix: "`RUN --mount=type=secret,id=ID …`, with `docker build --secret id=ID,src=FILE .`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN cat /run/secrets/token | ./login"
      ],
      counterexamples: [
        "RUN --mount=type=secret,id=token cat /run/secrets/token | ./login",
        "CMD cat /run/secrets/token | ./login",
      ]),
    DockerfileRule(
      id: "dockerfile-print-environment", title: "The build prints all variables, with a secret among them",
      severity: .medium,
      explanation: "The build log keeps them, on the builder and in CI.",
      fix: "Take the command out, or print one variable by name.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "ARG NPM_TOKEN\nRUN env",
        "ARG DB_PASSWORD\nRUN printenv | sort",
        "RUN --mount=type=secret,id=t,env=API_TOKEN env",
      ],
      counterexamples: [
        "RUN env",
        "ARG VERSION\nRUN printenv",
        "ARG NPM_TOKEN\nRUN env FOO=1 make",
      ]),
    DockerfileRule(
      id: "dockerfile-trace-secret", title: "Commands with a secret traced by set -x", severity: .low,
      explanation: "`set -x` prints each command with its variables replaced.",
      fix: "`set +x` before, or leave the x out.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "ARG NPM_TOKEN\nRUN set -eux; ./login $NPM_TOKEN",
        "RUN --mount=type=secret,id=t,env=TOK set -x && ./login $TOK",
      ],
      counterexamples: [
        "RUN set -eux; gpg --recv-keys \"$GPG_KEY\"",
        "ARG NPM_TOKEN\nRUN set -eu; ./login $NPM_TOKEN",
        "ARG NPM_TOKEN\nRUN set -x; make; set +x; ./login $NPM_TOKEN",
      ]),
    DockerfileRule(
      id: "dockerfile-key-generated", title: "A private key made while the image is built", severity: .low,
      explanation: "Every container has the same key, and whoever has the image has it too.",
      fix: "Make it when the container starts, or take it from a secret.",
      reference: "https://docs.docker.com/engine/swarm/secrets/",
      examples: [
        "RUN ssh-keygen -t ed25519 -f /app/key -N ''",
        "RUN openssl req -x509 -newkey rsa:2048 -nodes -keyout k.pem -out c.pem -subj /CN=x",
      ],
      counterexamples: [
        "RUN apt-get install -y openssh-client",
        "RUN ssh-keygen -l -f k.pub",
        "CMD ssh-keygen -A && sshd -D",
        "RUN openssl x509 -in a",
        "RUN ssh-keygen -t rsa -f /tmp/k -N '' && ./sign && rm /tmp/k",
      ]),
    DockerfileRule(
      id: "dockerfile-host-key", title: "An SSH server's host keys made while the image is built",
      severity: .medium,
      explanation:
        "Every container has the same host keys, and whoever has the image can pose as any of them.",
      fix:
        "Remove them in the same RUN (`rm -f /etc/ssh/ssh_host_*`) and make them when the container starts "
        + "(`ssh-keygen -A` in the entrypoint), or take them from a secret.",
      reference: "https://docs.docker.com/engine/swarm/secrets/",
      examples: [
        "RUN ssh-keygen -A",
        "RUN apt-get update && apt-get install -y --no-install-recommends openssh-server",
        "RUN apt install -y ssh && rm -rf /var/lib/apt/lists/*",
      ],
      counterexamples: [
        "RUN apt-get install -y openssh-client",
        "RUN apt-get install -y openssh-server && rm -f /etc/ssh/ssh_host_*",
        "RUN apt-get install -y openssh-server && rm -rf /etc/ssh/ssh_host_*_key /etc/ssh/*.pub",
        "RUN apk add --no-cache openssh-server",
        "RUN dnf install -y openssh-server && dnf clean all",
        "RUN zypper -n install openssh-server",
        "RUN microdnf install openssh-server",
        "CMD ssh-keygen -A && exec /usr/sbin/sshd -D",
        "RUN apt-get install -y openssh-server\nCMD rm -f /etc/ssh/ssh_host_* && ssh-keygen -A && exec /usr/sbin/sshd -D",
      ]),
    DockerfileRule(
      id: "dockerfile-snakeoil-key", title: "A self-signed TLS key made by a package in the build",
      severity: .low,
      explanation: "Every container has the same key; a server that is set up with it can be posed as.",
      fix:
        "Remove it in the same RUN (`rm -f /etc/ssl/private/ssl-cert-snakeoil.key`), and give the server a "
        + "certificate's key when the container starts, from a secret.",
      reference: "https://docs.docker.com/engine/swarm/secrets/",
      examples: [
        "RUN apt-get install -y ssl-cert",
        "RUN yum install -y httpd mod_ssl",
      ],
      counterexamples: [
        "RUN apt-get install -y ssl-cert && rm -f /etc/ssl/private/ssl-cert-snakeoil.key",
        "RUN apt-get install -y ca-certificates",
        "RUN apt-get remove -y ssl-cert",
        "RUN dnf install -y httpd mod_ssl",
      ]),
    DockerfileRule(
      id: "dockerfile-runtime-prints-secret", title: "A secret printed when the container runs",
      severity: .medium,
      explanation:
        "What a container prints goes to the log driver (CloudWatch, journald, a file), where others "
        + "read it and it stays.",
      fix: "Do not print it; where a program wants a file, `printf '%s' \"$NAME\" > file` with umask 077 "
        + "and no tee, or let the runtime mount the file.",
      reference: "https://docs.docker.com/engine/logging/",
      examples: [
        "CMD echo $HTPASSWD",
        "ENTRYPOINT [\"sh\", \"-c\", \"echo $DB_PASSWORD; exec app\"]",
        "CMD echo \"$HTPASSWD\" | tee /etc/nginx/.htpasswd && nginx",
        "COPY <<'EOF' /entrypoint.sh\n#!/bin/sh\necho \"$API_TOKEN\"\nEOF",
      ],
      counterexamples: [
        "CMD echo $HOSTNAME",
        "CMD echo \"$DB_PASSWORD\" | app --password-stdin",
        "CMD app",
        "CMD echo $DB_PASSWORD_FILE",
      ]),
    DockerfileRule(
      id: "dockerfile-runtime-echo-to-file",
      title: "A secret variable written to a file when the container runs", severity: .low,
      explanation: "It is one `set -x` away from the log, and echo changes what has backslashes in it; the "
        + "variable also stays in the environment of every process.",
      fix: "Let the runtime mount the secret as a file; else `umask 077; printf '%s' \"$NAME\" > file; "
        + "unset NAME`.",
      reference: "https://docs.docker.com/engine/swarm/secrets/",
      examples: [
        "CMD echo $HTPASSWD > /etc/nginx/.htpasswd && nginx",
        "ENTRYPOINT [\"sh\", \"-c\", \"echo \\\"$DB_PASSWORD\\\" > /p; exec app\"]",
      ],
      counterexamples: [
        "CMD echo $HOSTNAME > /h",
        "CMD nginx",
      ]),
    DockerfileRule(
      id: "dockerfile-runtime-prints-environment", title: "All variables printed when the container runs",
      severity: .medium,
      explanation: "Secrets that the runtime gives as variables are among them, and go to the log driver.",
      fix: "Take the command out, or print one variable by name.",
      reference: "https://docs.docker.com/engine/logging/",
      examples: [
        "CMD env && app",
        "ENTRYPOINT [\"sh\", \"-c\", \"printenv; exec app\"]",
      ],
      counterexamples: [
        "CMD env FOO=1 app",
        "ENTRYPOINT [\"/usr/bin/env\", \"bash\"]",
        "CMD printenv HOSTNAME",
      ]),
  ]
}
