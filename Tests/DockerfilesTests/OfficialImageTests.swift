import Dockerfiles
import Testing

/// Files in the manner of the official images, with all the constructs those use.
@Suite("Dockerfiles of well-known images")
struct OfficialImageTests {
  private static let node = """
    FROM alpine:3.20

    ENV NODE_VERSION 22.11.0

    RUN addgroup -g 1000 node \\
        && adduser -u 1000 -G node -s /bin/sh -D node \\
        && apk add --no-cache \\
            libstdc++ \\
        && apk add --no-cache --virtual .build-deps \\
            curl \\
        && ARCH= OPENSSL_ARCH='linux*' && alpineArch="$(apk --print-arch)" \\
          && case "${alpineArch##*-}" in \\
            x86_64) ARCH='x64' CHECKSUM="0123" OPENSSL_ARCH=linux-x86_64;; \\
            x86) OPENSSL_ARCH=linux-elf;; \\
            *) ;; \\
          esac \\
      && if [ -n "${CHECKSUM}" ]; then \\
        set -eu; \\
        curl -fsSLO --compressed "https://unofficial-builds.nodejs.org/node-v$NODE_VERSION-linux-$ARCH-musl.tar.xz"; \\
        echo "$CHECKSUM  node-v$NODE_VERSION-linux-$ARCH-musl.tar.xz" | sha256sum -c - \\
          && tar -xJf "node.tar.xz" -C /usr/local --strip-components=1 --no-same-owner \\
          && ln -s /usr/local/bin/node /usr/local/bin/nodejs; \\
      else \\
        echo "Building from source" \\
        # backup build
        && apk add --no-cache --virtual .build-deps-full \\
            binutils-gold \\
            g++ \\
        # use pre-existing gpg directory, see https://github.com/nodejs/docker-node/pull/1895
        && export GNUPGHOME="$(mktemp -d)" \\
        && for key in \\
          4ED778F539E3634C779C87C6D7062848A1AB005C \\
          141F07595B7B3FFE74309A937405533BE57C7D57 \\
        ; do \\
          gpg --batch --keyserver hkps://keys.openpgp.org --recv-keys "$key" || \\
          gpg --batch --keyserver keyserver.ubuntu.com --recv-keys "$key" ; \\
        done \\
        && gpgconf --kill all \\
        && rm -rf "$GNUPGHOME"; \\
      fi \\
      && rm -f "node-v$NODE_VERSION-linux-$ARCH-musl.tar.xz" \\
      && apk del .build-deps

    ENV YARN_VERSION 1.22.22

    COPY docker-entrypoint.sh /usr/local/bin/
    ENTRYPOINT ["docker-entrypoint.sh"]

    CMD [ "node" ]
    """

  private static let postgres = """
    #
    # NOTE: THIS DOCKERFILE IS GENERATED VIA "apply-templates.sh"
    #
    # PLEASE DO NOT EDIT IT DIRECTLY.
    #

    FROM debian:bookworm-slim

    # explicitly set user/group IDs
    RUN set -eux; \\
    \tgroupadd -r postgres --gid=999; \\
    # https://salsa.debian.org/postgresql/postgresql-common
    \tuseradd -r -g postgres --uid=999 --home-dir=/var/lib/postgresql --shell=/bin/bash postgres; \\
    \tinstall --verbose --directory --owner postgres --group postgres --mode 1777 /var/lib/postgresql

    ENV GOSU_VERSION 1.17
    RUN set -eux; \\
    \tsavedAptMark="$(apt-mark showmanual)"; \\
    \tdpkgArch="$(dpkg --print-architecture | awk -F- '{ print $NF }')"; \\
    \twget -O /usr/local/bin/gosu "https://github.com/tianon/gosu/releases/download/$GOSU_VERSION/gosu-$dpkgArch"; \\
    \tgpgconf --kill all; \\
    \t[ -z "$savedAptMark" ] || apt-mark manual $savedAptMark > /dev/null; \\
    \tgosu nobody true

    ENV LANG en_US.utf8
    RUN mkdir /docker-entrypoint-initdb.d

    RUN set -ex; \\
    \tkey='B97B0AFCAA1A47F044F244A07FCC7D46ACCC4CF8'; \\
    \texport GNUPGHOME="$(mktemp -d)"; \\
    \tgpg --batch --keyserver keyserver.ubuntu.com --recv-keys "$key"

    ENV PG_MAJOR 16
    ENV PATH $PATH:/usr/lib/postgresql/$PG_MAJOR/bin
    ENV PG_VERSION 16.4-1.pgdg120+2

    RUN set -ex; \\
    \t\\
    # see note below about "*.pyc" files
    \texport PYTHONDONTWRITEBYTECODE=1; \\
    \t\\
    \tcase "$dpkgArch" in \\
    \t\tamd64 | arm64 | ppc64el) \\
    \t\t\techo "deb [ signed-by=/usr/local/share/keyrings/postgres.gpg.asc ] http://apt.postgresql.org $aptRepo" > /etc/apt/sources.list.d/pgdg.list; \\
    \t\t\tapt-get update; \\
    \t\t\t;; \\
    \t\t*) \\
    \t\t\t_update_repo() { \\
    \t\t\t\tdpkg-scanpackages . > Packages; \\
    \t\t\t}; \\
    \t\t\t_update_repo; \\
    \t\t\t;; \\
    \tesac; \\
    \tpostgres --version

    RUN sed -ri "s!^#?(listen_addresses)\\s*=\\s*\\S+.*!\\1 = '*'!" /usr/share/postgresql/postgresql.conf.sample

    ENV PGDATA /var/lib/postgresql/data
    VOLUME /var/lib/postgresql/data

    COPY docker-entrypoint.sh docker-ensure-initdb.sh /usr/local/bin/
    ENTRYPOINT ["docker-entrypoint.sh"]
    STOPSIGNAL SIGINT
    EXPOSE 5432
    CMD ["postgres"]
    """

  private static let nginx = """
    FROM debian:bookworm-slim

    LABEL maintainer="NGINX Docker Maintainers <docker-maint@nginx.com>"

    ENV NGINX_VERSION   1.27.2
    ENV PKG_RELEASE     1~bookworm

    RUN set -x \\
        && groupadd --system --gid 101 nginx \\
        && NGINX_GPGKEYS="573BFD6B3D8FBC641079A6ABABF5BD827BD9BF62 8540A6F18833A80E9C1653A42FD21310B49F6B46"; \\
        found=''; \\
        for NGINX_GPGKEY in $NGINX_GPGKEYS; do \\
        for server in \\
            hkp://keyserver.ubuntu.com:80 \\
            pgp.mit.edu \\
        ; do \\
            gpg1 --keyserver "$server" --recv-keys "$NGINX_GPGKEY" && found=yes && break; \\
        done; \\
        done; \\
        test -z "$found" && echo >&2 "error: failed to fetch GPG key $NGINX_GPGKEY" && exit 1; \\
        nginxPackages=" \\
            nginx=${NGINX_VERSION}-${PKG_RELEASE} \\
            nginx-module-xslt=${NGINX_VERSION}-${DYNPKG_RELEASE} \\
        " \\
        && ln -sf /dev/stdout /var/log/nginx/access.log

    COPY docker-entrypoint.sh /
    COPY 10-listen-on-ipv6-by-default.sh /docker-entrypoint.d
    ENTRYPOINT ["/docker-entrypoint.sh"]

    EXPOSE 80

    STOPSIGNAL SIGQUIT

    CMD ["nginx", "-g", "daemon off;"]
    """

  private static let python = """
    FROM buildpack-deps:bookworm

    # ensure local python is preferred over distribution python
    ENV PATH /usr/local/bin:$PATH

    ENV GPG_KEY 7169605F62C751356D054A26A821E680E5FA6305
    ENV PYTHON_VERSION 3.12.7

    RUN set -eux; \\
    \t\\
    \twget -O python.tar.xz "https://www.python.org/ftp/python/${PYTHON_VERSION%%[a-z]*}/Python-$PYTHON_VERSION.tar.xz"; \\
    \tgnuArch="$(dpkg-architecture --query DEB_BUILD_GNU_TYPE)"; \\
    \tnproc="$(nproc)"; \\
    \tEXTRA_CFLAGS="$(dpkg-buildflags --get CFLAGS)"; \\
    \tmake -j "$nproc" \\
    \t\t"EXTRA_CFLAGS=${EXTRA_CFLAGS:-}" \\
    \t\t"LDFLAGS=${LDFLAGS:--Wl},-rpath='\\$\\$ORIGIN/../lib'" \\
    \t\tpython \\
    \t; \\
    \tfind /usr/local -depth \\
    \t\t\\( \\
    \t\t\t\\( -type d -a \\( -name test -o -name tests -o -name idle_test \\) \\) \\
    \t\t\t-o \\( -type f -a \\( -name '*.pyc' -o -name '*.pyo' -o -name 'libpython*.a' \\) \\) \\
    \t\t\\) -exec rm -rf '{}' + \\
    \t; \\
    \tpython3 --version

    RUN set -eux; \\
    \tfor src in idle3 pip3 pydoc3 python3 python3-config; do \\
    \t\tdst="$(echo "$src" | tr -d 3)"; \\
    \t\t[ -s "/usr/local/bin/$src" ]; \\
    \t\tln -svT "$src" "/usr/local/bin/$dst"; \\
    \tdone

    CMD ["python3"]
    """

  private static let wordpress = """
    FROM php:8.2-apache

    RUN set -ex; \\
    \t\\
    \tapt-get update; \\
    \tdocker-php-ext-install -j "$(nproc)" \\
    \t\tbcmath \\
    \t\texif \\
    \t; \\
    # some misbehaving extensions end up outputting to stdout (https://github.com/docker-library/wordpress/issues/669#issuecomment-993945967)
    \tout="$(php -r 'exit(0);')"; \\
    \t[ -z "$out" ]; \\
    \terr="$(php -r 'exit(0);' 3>&1 1>&2 2>&3)"; \\
    \t[ -z "$err" ]; \\
    \tldd "$extDir"/*.so \\
    \t\t| awk '/=>/ { so = $(NF-1); if (index(so, "/usr/local/") == 1) { next }; gsub("^/(usr/)?", "", so); printf "*%s\\n", so }' \\
    \t\t| sort -u \\
    \t\t| xargs -r dpkg-query --search

    RUN set -eux; \\
    \ta2enmod rewrite expires; \\
    \t{ \\
    \t\techo 'RemoteIPHeader X-Forwarded-For'; \\
    \t\techo 'RemoteIPInternalProxy 10.0.0.0/8'; \\
    \t} > /etc/apache2/conf-available/remoteip.conf; \\
    \tfind /etc/apache2 -type f -name '*.conf' -exec sed -ri 's/([[:space:]]*LogFormat[[:space:]]+"[^"]*)%h([^"]*")/\\1%a\\2/g' '{}' +

    RUN set -eux; \\
    \tversion='6.6.2'; \\
    \tsha1='7acbf69d5fdaf804e3db322bad23b08d2e2e42ec'; \\
    \tcurl -o wordpress.tar.gz -fL "https://wordpress.org/wordpress-$version.tar.gz"; \\
    \techo "$sha1 *wordpress.tar.gz" | sha1sum -c -; \\
    \t[ ! -e /usr/src/wordpress/.htaccess ]; \\
    \tchown -R www-data:www-data /usr/src/wordpress

    VOLUME /var/www/html
    COPY --chown=www-data:www-data wp-config-docker.php /usr/src/wordpress/
    COPY docker-entrypoint.sh /usr/local/bin/

    ENTRYPOINT ["docker-entrypoint.sh"]
    CMD ["apache2-foreground"]
    """

  private static let multiStage = """
    # syntax=docker/dockerfile:1.7
    # check=skip=JSONArgsRecommended
    ARG GO_VERSION=1.22
    FROM --platform=$BUILDPLATFORM golang:${GO_VERSION}-alpine AS base
    WORKDIR /src
    FROM base AS build
    ARG TARGETOS TARGETARCH
    RUN --mount=type=bind,target=. \\
        --mount=type=cache,target=/root/.cache/go-build \\
        --mount=type=secret,id=netrc,target=/root/.netrc \\
        GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /out/app ./cmd/app
    FROM scratch
    COPY --from=build --link --chmod=755 /out/app /app
    COPY <<-EOT /etc/app.conf
    \tname=${NAME:-app}
    EOT
    HEALTHCHECK --interval=30s --start-period=5s CMD ["/app", "health"]
    ENTRYPOINT ["/app"]
    """

  static let all = [node, postgres, nginx, python, wordpress, multiStage]

  @Test("They are read without an error", arguments: all.indices)
  func noErrors(_ index: Int) {
    let file = parse(Self.all[index])
    #expect(file.errors.isEmpty)
    #expect(BuildWalk(file).graph.errors.isEmpty)
    #expect(BuildWalk(file).forEach { _ in }.isEmpty)
    #expect(!file.instructions.contains { $0.keyword == .unknown })
  }

  @Test("Every word stands where its span says", arguments: all.indices)
  func spans(_ index: Int) {
    let file = parse(Self.all[index])
    let lines = Self.all[index].split(separator: "\n", omittingEmptySubsequences: false).map {
      Array($0.utf8)
    }
    for instruction in file.instructions {
      #expect(file.slice(instruction.span).hasPrefix(instruction.name.string))
      for word in instruction.expandableWords {
        let span = file.span(of: word.text)
        #expect(file.slice(span) == word.text.string || span.start.line != span.end.line)
        let line = lines[span.start.line - 1]
        #expect(line[(span.start.column - 1)...].first == word.text.bytes.first)
      }
      for command in ShellWords.script(of: instruction).commands {
        for word in command.words {
          let span = file.span(of: word.text)
          #expect(file.slice(span) == word.text.string || span.start.line != span.end.line)
        }
      }
    }
  }

  @Test("The number of instructions is right", arguments: zip(all.indices, [7, 19, 11, 7, 9, 11]))
  func counts(_ index: Int, _ count: Int) { #expect(parse(Self.all[index]).instructions.count == count) }

  @Test("The commands of the Node image are found, in a case and an if")
  func nodeCommands() {
    let run = parse(Self.node).instructions[2]
    let names = ShellWords.script(of: run).commands.compactMap(\.name)
    #expect(names.filter { $0 == "gpg" }.count == 2)
    #expect(names.contains("curl"))
    #expect(names.contains("mktemp"))
    #expect(!names.contains { ["x86_64", "then", "esac", "fi", "*"].contains($0) })
  }

  @Test("The versions of PostgreSQL are expanded, what comes from the image is open")
  func postgresPath() {
    var path: ExpandedWord?
    BuildWalk(parse(Self.postgres)).forEach { step in
      if step.words(.key(0)).first?.value.string == "PATH" { path = step.words(.value(0)).first }
    }
    #expect(path?.value.string == ":/usr/lib/postgresql/16/bin")
    #expect(path?.expansion.unresolved.map(\.name) == ["PATH"])
  }

  @Test("A build in stages is followed")
  func stages() {
    let walk = BuildWalk(parse(Self.multiStage))
    #expect(walk.graph.stages.map(\.baseName) == ["golang:1.22-alpine", "base", "scratch"])
    #expect(walk.graph.stages[0].platform == "linux/amd64")
    #expect(walk.graph.reached() == [0, 1, 2])
    #expect(
      walk.dockerfile.mounts(of: walk.dockerfile.instructions[5]).map(\.kind) == [.bind, .cache, .secret])
  }

  @Test("A file of them all is printed and read again as the same", arguments: all.indices)
  func roundTrip(_ index: Int) { expectRoundTrip(parse(Self.all[index])) }
}
