FROM alpine:3.18
ARG BIN_NAME=vault
ARG PRODUCT_VERSION
ENV NAME=$BIN_NAME VERSION=$PRODUCT_VERSION
ENV VAULT_ADDR=http://127.0.0.1:8200 VAULT_SKIP_VERIFY=false
RUN addgroup ${NAME} && adduser -S -G ${NAME} ${NAME}
RUN apk add --no-cache libcap su-exec dumb-init tzdata libcrypto3=3.1.4-r5
EXPOSE 8200
COPY .release/docker/docker-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["server", "-dev"]
