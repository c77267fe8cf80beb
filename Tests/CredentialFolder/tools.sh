#!/usr/bin/env bash
# Lets the real tools write their credential files into DIR: tools.sh DIR
# On standard output: path, lines that hold a secret (`*`: a finding anywhere in the file), flags.
set -euo pipefail

dir=${1:?usage: tools.sh DIR}/tools
mkdir -p "$dir"
cd "$dir"
password=Falcon$((RANDOM % 9000 + 1000))x
export HOME=$dir GNUPGHOME=$dir/gnupg

has() {
  command -v "$1" >/dev/null && return 0
  echo "tools.sh: $1 is missing; its files are left out (make test-deps)" >&2
  return 1
}

# expect PATH LINES [FLAGS]
expect() { printf 'tools/%s\t%s\t%s\n' "$1" "$2" "${3-}"; }

if has htpasswd; then
  mkdir -p nginx
  htpasswd -bcm nginx/.htpasswd joe "$password" 2>/dev/null
  htpasswd -bB -C 5 nginx/.htpasswd tina "$password" 2>/dev/null
  htpasswd -bs nginx/.htpasswd max "$password" 2>/dev/null
  htpasswd -bd nginx/.htpasswd old "${password:0:8}" 2>/dev/null
  htpasswd -bp nginx/.htpasswd web "$password" 2>/dev/null
  expect nginx/.htpasswd 1,2,3,4,5
fi
if has openssl; then
  openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.pem 2>/dev/null && expect rsa.pem '*'
  openssl rsa -in rsa.pem -traditional -out rsa1.pem 2>/dev/null && expect rsa1.pem '*'
  openssl ecparam -name prime256v1 -genkey -noout -out ec.pem 2>/dev/null && expect ec.pem '*'
  openssl genpkey -algorithm ed25519 -out ed.pem && expect ed.pem '*'
  openssl pkcs8 -topk8 -in rsa.pem -passout "pass:$password" -out encrypted.pem && expect encrypted.pem '*'
  openssl rsa -in rsa.pem -traditional -aes128 -passout "pass:$password" -out legacy.pem 2>/dev/null && expect legacy.pem '*'
  openssl req -x509 -new -key rsa.pem -subj /CN=a -out cert.pem
  openssl pkcs12 -export -inkey rsa.pem -in cert.pem -passout "pass:$password" -out store.p12 && expect store.p12 '*'
  openssl dsaparam -genkey 1024 -noout -out dsa.pem 2>/dev/null && expect dsa.pem '*'
  printf 'joe:%s:19000:0:99999:7:::\n' "$(openssl passwd -6 "$password")" > shadow && expect shadow 1
  printf 'joe:%s\n' "$(openssl passwd -apr1 "$password")" > users.htpasswd && expect users.htpasswd 1
  printf 'old:%s:0:0::/:/bin/sh\n' "$(openssl passwd -1 "$password")" > passwd && expect passwd 1
fi
if has ssh-keygen; then
  mkdir -p ssh
  for kind in rsa ecdsa ed25519; do
    ssh-keygen -q -t $kind -N '' -f ssh/id_$kind && expect ssh/id_$kind '*'
    ssh-keygen -q -t $kind -N "$password" -f ssh/locked_$kind && expect ssh/locked_$kind '*'
  done
  ssh-keygen -q -t rsa -m PEM -N '' -f ssh/id_pem && expect ssh/id_pem '*'
  cp ssh/id_ed25519 ssh_host_ed25519_key && expect ssh_host_ed25519_key '*'
fi
if has puttygen && [[ -f ssh/id_rsa ]]; then
  puttygen ssh/id_rsa -O private -o putty.ppk && expect putty.ppk '*'
fi
if has gpg; then
  mkdir -m 700 -p gnupg
  if gpg --batch --quiet --passphrase '' --pinentry-mode loopback --quick-gen-key joe@example.com ed25519 2>/dev/null; then
    gpg --batch --quiet --pinentry-mode loopback --passphrase '' --armor --export-secret-keys > secret.asc 2>/dev/null
    expect secret.asc '*'
  fi
  gpgconf --kill all 2>/dev/null || true
  rm -f gnupg/S.* gnupg/*.lock
fi
if has git; then
  printf 'protocol=https\nhost=git.corp\nusername=joe\npassword=%s\n' "$password" |
    git credential-store --file "$dir/.git-credentials" store && expect .git-credentials 1
  git init -q repo && git -C repo remote add origin "https://joe:$password@git.corp/a.git"
  expect repo/.git/config "$(grep -n 'url =' repo/.git/config | cut -d: -f1)"
fi
if has npm; then
  npm config set --userconfig "$dir/.npmrc" "//npm.corp/:_authToken" "npmtoken-$password-$RANDOM$RANDOM" 2>/dev/null &&
    expect .npmrc "$(grep -n _authToken .npmrc | cut -d: -f1)"
fi
if has pip; then
  PIP_CONFIG_FILE=$dir/pip.conf pip config --global set global.index-url "https://joe:$password@pypi.corp/simple" >/dev/null 2>&1 || true
  [[ -s pip.conf ]] && expect pip.conf "$(grep -n index-url pip.conf | cut -d: -f1)"
fi
if has wg; then
  mkdir -p wireguard
  printf '[Interface]\nPrivateKey = %s\n[Peer]\nPresharedKey = %s\n' "$(wg genkey)" "$(wg genpsk)" > wireguard/wg0.conf
  expect wireguard/wg0.conf 2,4
fi
if has keytool; then
  keytool -genkeypair -storetype JKS -keystore app.jks -alias a -keyalg RSA -dname CN=a -storepass "$password" \
    -keypass "$password" >/dev/null 2>&1 && expect app.jks '*'
  keytool -genkeypair -storetype PKCS12 -keystore app.keystore -alias a -keyalg RSA -dname CN=a \
    -storepass "$password" >/dev/null 2>&1 && expect app.keystore '*'
fi
if has mkpasswd; then
  for scheme in yescrypt sha512crypt sha256crypt md5crypt bcrypt; do
    printf '%s:%s:19000:0:99999:7:::\n' "$scheme" "$(mkpasswd -m "$scheme" "$password")"
  done > master.passwd
  expect master.passwd 1,2,3,4,5
fi
if has doveadm; then
  mkdir -p dovecot
  for scheme in SSHA512 SHA512-CRYPT CRAM-MD5; do
    printf 'joe%s:%s::::::\n' "$scheme" "$(doveadm pw -s "$scheme" -p "$password")"
  done > dovecot/users 2>/dev/null && expect dovecot/users 1,2,3
fi
if has mosquitto_passwd; then
  mkdir -p mosquitto
  mosquitto_passwd -b -c mosquitto/passwd joe "$password" 2>/dev/null && expect mosquitto/passwd 1
fi
if has openvpn; then
  openvpn --genkey secret static.key 2>/dev/null && expect static.key '*'
fi
if has age-keygen; then
  age-keygen -o age.txt 2>/dev/null && expect age.txt 3
fi
if has certutil; then
  mkdir -p nss && certutil -N -d sql:nss --empty-password 2>/dev/null && expect nss/key4.db '*'
fi
if has sqlite3; then
  sqlite3 'Login Data' "create table logins (origin_url text, username_value text, password_value blob);
    insert into logins values ('https://a.corp', 'joe', x'763130$(head -c 40 /dev/urandom | od -An -tx1 | tr -d ' \n')')"
  expect 'Login Data' '*'
fi
