FROM buildpack-deps:bookworm-scm AS build
ENV PATH /usr/local/go/bin:$PATH
ENV GOLANG_VERSION 1.22.4
RUN set -eux; \
	url='https://dl.google.com/go/go1.22.4.linux-amd64.tar.gz'; \
	sha256='ba79d4526102575196273416239cca418a651e049c2b099f3159db85e7bade7d'; \
	wget -O go.tgz.asc "$url.asc"; wget -O go.tgz "$url"; \
	echo "$sha256 *go.tgz" | sha256sum -c -; \
	gpg --batch --keyserver keyserver.ubuntu.com --recv-keys 'EB4C 1BFD 4F04 2F6D DDCC EC91 7721 F63B D38B 4796'; \
	tar -C /usr/local -xzf go.tgz; rm go.tgz
FROM buildpack-deps:bookworm-scm
ENV GOTOOLCHAIN=local
ENV GOPATH /go
COPY --from=build --link /usr/local/go/ /usr/local/go/
RUN mkdir -p "$GOPATH/src" "$GOPATH/bin" && chmod -R 1777 "$GOPATH"
WORKDIR $GOPATH
