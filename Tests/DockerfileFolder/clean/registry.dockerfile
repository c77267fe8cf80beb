FROM alpine:3.18
RUN apk add --no-cache ca-certificates
RUN set -eux; version='2.8.3'; wget -O registry.tar.gz "https://github.com/distribution/distribution/releases/download/v$version/registry_2.8.3_linux_amd64.tar.gz"; echo "8dafba5b1f4ba3ba06d9aa9b3f05b0a5bb5e5ad3f7ea8b8f8e9b1f0b6f5c8a1d *registry.tar.gz" | sha256sum -c -
COPY ./config-example.yml /etc/docker/registry/config.yml
VOLUME ["/var/lib/registry"]
EXPOSE 5000
ENTRYPOINT ["/entrypoint.sh"]
CMD ["/etc/docker/registry/config.yml"]
