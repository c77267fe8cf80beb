FROM registry.access.redhat.com/ubi9 AS ubi-micro-build
ENV KEYCLOAK_VERSION 24.0.5
ARG KEYCLOAK_DIST=https://github.com/keycloak/keycloak/releases/download/$KEYCLOAK_VERSION/keycloak-$KEYCLOAK_VERSION.tar.gz
RUN dnf install -y tar gzip
ADD $KEYCLOAK_DIST /tmp/keycloak/
RUN cd /tmp/keycloak && tar -xvf /tmp/keycloak/keycloak-*.tar.gz && rm /tmp/keycloak/keycloak-*.tar.gz
FROM registry.access.redhat.com/ubi9-micro
ENV LANG en_US.UTF-8
ENV KC_RUN_IN_CONTAINER true
COPY --from=ubi-micro-build --chown=1000:0 /tmp/keycloak/keycloak-24.0.5 /opt/keycloak
RUN echo "keycloak:x:0:root" >> /etc/group && echo "keycloak:x:1000:0:keycloak user:/opt/keycloak:/sbin/nologin" >> /etc/passwd
USER 1000
ENTRYPOINT [ "/opt/keycloak/bin/kc.sh" ]
