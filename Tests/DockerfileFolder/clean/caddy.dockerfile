FROM alpine:3.20
RUN apk add --no-cache ca-certificates libcap mailcap
RUN set -eux; mkdir -p /config/caddy /data/caddy /etc/caddy; wget -O /etc/caddy/Caddyfile "https://github.com/caddyserver/dist/raw/33ae08ff08d168572df2956ed14fbc4949880d94/config/Caddyfile"
ENV CADDY_VERSION v2.8.4
RUN set -eux; checksum='9f4a7cbfd1b0b86ba1e2b3fd4d2a3dcb0c8d2f6ae5c4b9e1cf6f4a1e7d2f7a5b6a3f0a2d4c6e8b0a1c3e5f7d9b2a4c6e8f0a1b3c5d7e9f1a2b4c6d8e0f2a4b6c'; wget -O /tmp/caddy.tar.gz "https://github.com/caddyserver/caddy/releases/download/v2.8.4/caddy_2.8.4_linux_amd64.tar.gz"; echo "$checksum  /tmp/caddy.tar.gz" | sha512sum -c
ENV XDG_CONFIG_HOME /config
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
