/// Secrets on command lines.
extension DockerfileRules {
  static let commands: [DockerfileRule] = [
    DockerfileRule(
      id: "dockerfile-curl-credentials", title: "A password or token on curl's command line", severity: .high,
      explanation:
        "The command line stands in the image's history as it is; in CMD, ENTRYPOINT and HEALTHCHECK "
        + "in its configuration, and in the process list.",
      fix: "`RUN --mount=type=secret,id=netrc,target=/root/.netrc curl --netrc …`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN curl -u bob:t0psecret https://x/y",
        "RUN curl -H \"Authorization: Bearer a8F3kQ9zX1mT7vB4n\" https://x",
        "RUN curl -fsSL https://bob:t0psecret@x.org/y",
      ],
      counterexamples: [
        "RUN curl -u bob https://x",
        "RUN curl -H 'Accept: application/json' https://x",
        "RUN --mount=type=secret,id=t curl -H \"Authorization: Bearer $(cat /run/secrets/t)\" https://x",
        "RUN curl -H \"Authorization: token ${T}\" https://x",
      ]),
    DockerfileRule(
      id: "dockerfile-wget-credentials", title: "A password or token on wget's command line", severity: .high,
      explanation:
        "The command line stands in the image's history as it is; in CMD, ENTRYPOINT and HEALTHCHECK "
        + "in its configuration, and in the process list.",
      fix: "`RUN --mount=type=secret,id=wgetrc,target=/root/.wgetrc wget …`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN wget --password=t0psecret --user=bob https://x",
        "RUN wget --header='PRIVATE-TOKEN: a8F3kQ9zX1mT7' https://x",
      ],
      counterexamples: [
        "RUN wget --user=bob --ask-password https://x",
        "RUN wget -P /tmp https://x",
      ]),
    DockerfileRule(
      id: "dockerfile-git-credentials", title: "A token in the address of a Git repository", severity: .high,
      explanation: "The address stands in the history, and in `.git/config` of the clone.",
      fix: "`RUN --mount=type=ssh git clone git@host:…`, or a secret mount for `/root/.git-credentials`; "
        + "a token in the address also stays in `.git/config`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN git clone https://bob:gl_t0kenValue@gitlab.com/a/b.git",
        "RUN git config --global url.\"https://ci:s3cretTok@github.com/\".insteadOf https://github.com/",
      ],
      counterexamples: [
        "RUN git clone https://github.com/a/b.git",
        "RUN git clone git@github.com:a/b.git",
        "RUN git clone https://oauth2:$TOKEN@gitlab.com/a/b",
      ]),
    DockerfileRule(
      id: "dockerfile-registry-login", title: "A registry password on the command line", severity: .high,
      explanation:
        "The command line stands in the image's history as it is; in CMD, ENTRYPOINT and HEALTHCHECK "
        + "in its configuration, and in the process list.",
      fix: "Mount it for the one command that needs it: `RUN --mount=type=secret,id=ID,env=NAME …`, with "
        + "`docker build --secret id=ID,env=NAME .`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN docker login -u bob -p t0psecret registry.x",
        "RUN skopeo copy --src-creds bob:t0psecret docker://a dir:b",
      ],
      counterexamples: [
        "RUN docker login -u bob --password-stdin registry.x",
        "RUN docker run -p 80:80 x",
      ]),
    DockerfileRule(
      id: "dockerfile-aws-configure", title: "A key given to aws configure", severity: .critical,
      explanation: "The command stands in the history, and `~/.aws/credentials` in the layer.",
      fix: "In the cloud use a role; for a build step `RUN "
        + "--mount=type=secret,id=aws,target=/root/.aws/credentials aws …`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN aws configure set aws_secret_access_key wJalr9XUtnFEMIbPxRfiCYzz"
      ],
      counterexamples: [
        "RUN aws configure set region eu-west-1",
        "RUN aws configure set aws_secret_access_key $KEY",
      ]),
    DockerfileRule(
      id: "dockerfile-npm-token", title: "An npm token on the command line", severity: .high,
      explanation:
        "The command line stands in the image's history as it is; in CMD, ENTRYPOINT and HEALTHCHECK "
        + "in its configuration, and in the process list.",
      fix: "`RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN npm config set //registry.npmjs.org/:_authToken=n7Yx2Kq9Zt4Lw8Rb",
        "RUN npm config set _auth Ym9iOnQwcHNlY3JldA==",
      ],
      counterexamples: [
        "RUN npm config set registry https://r.x/",
        "RUN npm config set //r.x/:_authToken=${NPM_TOKEN}",
      ]),
    DockerfileRule(
      id: "dockerfile-pip-credentials", title: "A password in the address of a Python index", severity: .high,
      explanation:
        "The command line stands in the image's history as it is; in CMD, ENTRYPOINT and HEALTHCHECK "
        + "in its configuration, and in the process list.",
      fix: "`RUN --mount=type=secret,id=pip,target=/etc/pip.conf pip install …`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN pip install --index-url https://bob:t0psecret@pypi.x/simple a",
        "RUN pip config set global.index-url https://bob:t0psecret@pypi.x/simple",
      ],
      counterexamples: [
        "RUN pip install --index-url https://pypi.x/simple a",
        "RUN pip install --extra-index-url https://__token__:$T@pypi.x/s a",
      ]),
    DockerfileRule(
      id: "dockerfile-package-credentials", title: "A package manager's password on the command line",
      severity: .high,
      explanation:
        "The command line stands in the image's history as it is; in CMD, ENTRYPOINT and HEALTHCHECK "
        + "in its configuration, and in the process list.",
      fix: "Mount it for the one command that needs it: `RUN --mount=type=secret,id=ID,env=NAME …`, with "
        + "`docker build --secret id=ID,env=NAME .`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN composer config http-basic.repo.x bob t0psecret",
        "RUN bundle config set gems.example.com bob:t0psecret",
        "RUN twine upload -u bob -p t0psecret dist/*",
        "RUN gem install a --source https://bob:t0psecret@gems.x",
      ],
      counterexamples: [
        "RUN composer config platform.php 8.2",
        "RUN bundle config set without development",
        "RUN bundle config build.nokogiri --use-system-libraries",
      ]),
    DockerfileRule(
      id: "dockerfile-database-password", title: "A database password on the command line", severity: .high,
      explanation:
        "The command line stands in the image's history as it is; in CMD, ENTRYPOINT and HEALTHCHECK "
        + "in its configuration, and in the process list.",
      fix: "Initialise databases when the container starts, from a secret: most images take "
        + "`…_PASSWORD_FILE=/run/secrets/…`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN mysql -uroot -phunter2x -e 'select 1'",
        "RUN PGPASSWORD=hunter2x psql -h db",
        "HEALTHCHECK CMD redis-cli -a hunter2x ping",
        "RUN psql -c \"ALTER USER app WITH PASSWORD 'hunter2x'\"",
      ],
      counterexamples: [
        "RUN mysql -uroot -p -e 'select 1'",
        "RUN psql -p 5432 -h db",
        "HEALTHCHECK CMD redis-cli -p 6379 ping",
        "RUN mysql --protocol=socket",
      ]),
    DockerfileRule(
      id: "dockerfile-sshpass-password", title: "A password on sshpass's command line", severity: .high,
      explanation:
        "The command line stands in the image's history as it is; in CMD, ENTRYPOINT and HEALTHCHECK "
        + "in its configuration, and in the process list.",
      fix: "Use a key from the agent: `RUN --mount=type=ssh ssh …`.",
      reference: "https://docs.docker.com/build/building/secrets/#ssh-mounts",
      examples: [
        "RUN sshpass -p hunter2x ssh a@b",
        "RUN sshpass -phunter2x scp a b:",
      ],
      counterexamples: [
        "RUN apt-get install -y sshpass",
        "RUN sshpass -f /run/secrets/p ssh a@b || true",
        "RUN sshpass -e ssh a@b",
      ]),
    DockerfileRule(
      id: "dockerfile-htpasswd-password", title: "A password on htpasswd's command line", severity: .high,
      explanation:
        "The command line stands in the image's history as it is; in CMD, ENTRYPOINT and HEALTHCHECK "
        + "in its configuration, and in the process list.",
      fix: "Make the file when the container starts, from a secret, or mount it.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN htpasswd -bc /etc/nginx/.htpasswd bob hunter2x",
        "RUN htpasswd -nbB bob hunter2x > /f",
      ],
      counterexamples: [
        "RUN htpasswd -c /etc/nginx/.htpasswd bob",
        "RUN htpasswd -bc /f bob $PW",
        "RUN apk add apache2-utils",
      ]),
    DockerfileRule(
      id: "dockerfile-account-password", title: "A user's password set in the build", severity: .high,
      explanation:
        "The password stands in the history, its hash in /etc/shadow; every container has the same "
        + "one.",
      fix: "Containers need no logins; where one must be, set it when the container starts, from a "
        + "secret.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN echo 'root:hunter2x' | chpasswd",
        "RUN useradd -p '$6$abcdefgh$0123456789abcdef' bob",
        "RUN echo 'bob:hunter2x' | sudo chpasswd",
      ],
      counterexamples: [
        "RUN useradd -m -s /bin/bash bob",
        "RUN passwd -l root",
        "RUN echo 'a:b' | tee /x",
        "RUN adduser --disabled-password --gecos '' bob",
      ]),
    DockerfileRule(
      id: "dockerfile-openssl-passphrase", title: "A passphrase on OpenSSL's command line", severity: .high,
      explanation:
        "The command line stands in the image's history as it is; in CMD, ENTRYPOINT and HEALTHCHECK "
        + "in its configuration, and in the process list.",
      fix: "Mount it for the one command that needs it: `RUN --mount=type=secret,id=ID,env=NAME …`, with "
        + "`docker build --secret id=ID,env=NAME .`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN openssl rsa -in a -passin pass:hunter2x -out b",
        "RUN openssl enc -d -aes-256-cbc -k hunter2x -in a",
      ],
      counterexamples: [
        "RUN openssl rsa -in a -passin file:/run/secrets/p -out b",
        "RUN openssl version",
        "RUN openssl req -passout pass:$P",
      ]),
    DockerfileRule(
      id: "dockerfile-keystore-password", title: "A key store's password on the command line",
      severity: .medium,
      explanation:
        "The command line stands in the image's history as it is; in CMD, ENTRYPOINT and HEALTHCHECK "
        + "in its configuration, and in the process list.",
      fix: "Mount it for the one command that needs it: `RUN --mount=type=secret,id=ID,env=NAME …`, with "
        + "`docker build --secret id=ID,env=NAME .`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN keytool -genkey -keystore k -storepass hunter2x -alias a"
      ],
      counterexamples: [
        "RUN keytool -importcert -storepass changeit -keystore cacerts -file a",
        "RUN keytool -list -storepass:file /run/secrets/p",
      ]),
    DockerfileRule(
      id: "dockerfile-gpg-passphrase", title: "A key's passphrase on the command line", severity: .high,
      explanation:
        "The command line stands in the image's history as it is; in CMD, ENTRYPOINT and HEALTHCHECK "
        + "in its configuration, and in the process list.",
      fix: "Mount it for the one command that needs it: `RUN --mount=type=secret,id=ID,env=NAME …`, with "
        + "`docker build --secret id=ID,env=NAME .`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN gpg --batch --passphrase hunter2x -d a.gpg",
        "RUN ssh-keygen -t ed25519 -N hunter2x -f k && rm k",
      ],
      counterexamples: [
        "RUN gpg --batch --passphrase '' --gen-key x",
        "RUN gpg --passphrase-file /run/secrets/p -d a",
        "RUN gpg --batch --keyserver k --recv-keys E3FF2839C048B25C",
      ]),
    DockerfileRule(
      id: "dockerfile-archive-password", title: "An archive's password on the command line",
      severity: .medium,
      explanation:
        "The command line stands in the image's history as it is; in CMD, ENTRYPOINT and HEALTHCHECK "
        + "in its configuration, and in the process list.",
      fix: "Mount it for the one command that needs it: `RUN --mount=type=secret,id=ID,env=NAME …`, with "
        + "`docker build --secret id=ID,env=NAME .`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN unzip -P hunter2x a.zip",
        "RUN 7z x -phunter2x a.7z",
      ],
      counterexamples: [
        "RUN unzip -q a.zip",
        "RUN 7z x a.7z",
      ]),
    DockerfileRule(
      id: "dockerfile-cloud-login", title: "A login to a cloud service on the command line", severity: .high,
      explanation:
        "The command line stands in the image's history as it is; in CMD, ENTRYPOINT and HEALTHCHECK "
        + "in its configuration, and in the process list.",
      fix: "Mount it for the one command that needs it: `RUN --mount=type=secret,id=ID,env=NAME …`, with "
        + "`docker build --secret id=ID,env=NAME .`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN az login --service-principal -u a -p hunter2x-Secret",
        "RUN vault login s8F3kQ9zX1mT7vB4n",
      ],
      counterexamples: [
        "RUN az login --identity",
        "RUN vault login -method=aws",
      ]),
    DockerfileRule(
      id: "dockerfile-url-credentials", title: "A password in an address", severity: .high,
      explanation:
        "The command line stands in the image's history as it is; in CMD, ENTRYPOINT and HEALTHCHECK "
        + "in its configuration, and in the process list.",
      fix: "Mount it for the one command that needs it: `RUN --mount=type=secret,id=ID,env=NAME …`, with "
        + "`docker build --secret id=ID,env=NAME .`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN ./fetch https://bob:t0psecret@x.org/y",
        "CMD [\"app\", \"--db=postgres://app:t0psecret@db/app\"]",
      ],
      counterexamples: [
        "RUN ./fetch https://x.org/y",
        "CMD [\"app\", \"--db=postgres://db/app\"]",
        "RUN ./fetch https://$USER:$PASS@x.org",
      ]),
    DockerfileRule(
      id: "dockerfile-command-secret", title: "A secret on a command line", severity: .high,
      explanation:
        "The command line stands in the image's history as it is; in CMD, ENTRYPOINT and HEALTHCHECK "
        + "in its configuration, and in the process list.",
      fix: "Mount it for the one command that needs it: `RUN --mount=type=secret,id=ID,env=NAME …`, with "
        + "`docker build --secret id=ID,env=NAME .`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN ./deploy --api-key 8f2kQ9zX1mT7vB4n",
        "CMD [\"app\", \"--password=hunter2x\"]",
        "RUN make AUTH_TOKEN=8f2kQ9zX1mT7vB4n",
        "ENV P=hunter2x\nCMD app --password $P",
      ],
      counterexamples: [
        "RUN ./configure --enable-auth-basic",
        "CMD [\"app\", \"--password-file=/run/secrets/p\"]",
        "RUN ./x --token \"$TOKEN\"",
        "RUN apk add libcrypto3=3.1.4",
        "CMD [\"app\", \"--token-ttl=24h\"]",
      ]),
    DockerfileRule(
      id: "dockerfile-exported-secret", title: "A secret in a variable of the command line", severity: .high,
      explanation:
        "The command line stands in the image's history as it is; in CMD, ENTRYPOINT and HEALTHCHECK "
        + "in its configuration, and in the process list.",
      fix: "Mount it for the one command that needs it: `RUN --mount=type=secret,id=ID,env=NAME …`, with "
        + "`docker build --secret id=ID,env=NAME .`.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN export API_KEY=8f2kQ9zX1mT7vB4n && make",
        "RUN DEPLOY_TOKEN=8f2kQ9zX1mT7vB4n ./deploy",
      ],
      counterexamples: [
        "RUN export TOKEN=$(cat /run/secrets/t)",
        "RUN PASSWORD= make",
        "RUN export DEBIAN_FRONTEND=noninteractive",
      ]),
    DockerfileRule(
      id: "dockerfile-piped-script-credentials",
      title: "A token on the command line of a script that is piped into a shell", severity: .high,
      explanation:
        "The command line stands in the image's history as it is; in CMD, ENTRYPOINT and HEALTHCHECK "
        + "in its configuration, and in the process list.",
      fix: "Save the script, check its digest, run it; the token from a secret mount.",
      reference: "https://docs.docker.com/build/building/secrets/",
      examples: [
        "RUN curl -H 'Authorization: Bearer a8F3kQ9zX1mT7vB4n' https://x/i.sh | sh"
      ],
      counterexamples: [
        "RUN curl -fsSL https://x/i.sh | sh"
      ]),
  ]
}
