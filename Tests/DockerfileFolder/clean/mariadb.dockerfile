FROM ubuntu:jammy
ARG GPG_KEYS=177F4010FE56CA3336300305F1656F24C74CD1D8
RUN set -eux; GNUPGHOME="$(mktemp -d)"; export GNUPGHOME; for key in $GPG_KEYS; do gpg --batch --keyserver keyserver.ubuntu.com --recv-keys "$key"; done; gpg --batch --export "$GPG_KEYS" > /etc/apt/trusted.gpg.d/mariadb.gpg
ARG MARIADB_VERSION=1:11.4.2+maria~ubu2204
ENV MARIADB_VERSION $MARIADB_VERSION
RUN set -ex; { echo "mariadb-server" mysql-server/root_password password 'unused'; echo "mariadb-server" mysql-server/root_password_again password 'unused'; } | debconf-set-selections; apt-get update; apt-get install -y mariadb-server="$MARIADB_VERSION"
VOLUME /var/lib/mysql
COPY healthcheck.sh docker-entrypoint.sh /usr/local/bin/
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["mariadbd"]
