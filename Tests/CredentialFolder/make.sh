#!/usr/bin/env bash
# Makes a folder of credential files, for measuring how many of their secrets are found.
#
#   make.sh DIR
#
# writes DIR/files (the files under their real names), DIR/renamed (the same under names that mean nothing),
# DIR/harmless (namesakes without a secret), DIR/expected.tsv (path, line numbers of secrets, flags, name in
# renamed), and DIR/image.tar (a docker-archive: DIR/files in its first layer, removed by its second).
#
# What Debian has the tool for is written by the tool (tools.sh), everything else by make.py from files/*.txt. A
# tool that is missing is named on standard error, and its files are left out.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=${1:?usage: make.sh DIR}
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)

python3 "$here/make.py" "$dir"
"$here/tools.sh" "$dir/files" >> "$dir/expected.tsv"
python3 "$here/image.py" "$dir"
