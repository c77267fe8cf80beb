#!/bin/sh
# Writes the password file from the secret that the task definition names.
set -eu
mkdir -p /etc/fargate
echo "users: $HTPASSWD"
echo "$HTPASSWD" > /etc/fargate/.htpasswd
exec "$@"
