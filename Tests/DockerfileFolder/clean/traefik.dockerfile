FROM alpine:3.20
RUN apk add --no-cache ca-certificates tzdata
RUN set -ex; wget --quiet -O /tmp/traefik.tar.gz "https://github.com/traefik/traefik/releases/download/v3.0.3/traefik_v3.0.3_linux_amd64.tar.gz"; tar xzvf /tmp/traefik.tar.gz -C /usr/local/bin traefik; rm -f /tmp/traefik.tar.gz
COPY entrypoint.sh /
EXPOSE 80
ENTRYPOINT ["/entrypoint.sh"]
CMD ["traefik"]
LABEL org.opencontainers.image.vendor="Traefik Labs" org.opencontainers.image.url="https://traefik.io" org.opencontainers.image.version="v3.0.3"
