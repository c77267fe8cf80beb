#!/bin/sh
# Writes the password file from the secret that the task definition names.
set -eu
mkdir -p /etc/fargate
umask 077
printf "%s\n" "$HTPASSWD" > /etc/fargate/.htpasswd
chown nginx /etc/fargate/.htpasswd
unset HTPASSWD
exec "$@"
