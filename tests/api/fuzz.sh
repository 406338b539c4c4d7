#!/usr/bin/env bash
# Lets schemathesis loose on a running server, with every check it has. It must find nothing.
#   tests/api/fuzz.sh                     a server of its own, on throw-away data
#   EXAMPLES=500 tests/api/fuzz.sh        more examples an operation (50 by default)
set -euo pipefail
cd "$(dirname "$0")/../.."
target=${CARGO_TARGET_DIR:-target}
allo=${ALLO:-$target/debug/allo}
[ -n "${ALLO:-}" ] || cargo build --workspace
venv=$target/schemathesis
[ -x "$venv/bin/schemathesis" ] || { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet 'schemathesis==4.32.5'; }

home=$(mktemp -d /tmp/allo-fuzz.XXXXXX)
server=
stop() { [ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$home"; }
trap stop EXIT
export ALLO_DATABASE="sqlite:$home/allo.db" ALLO_KEY_FILE="$home/allo.key" ALLO_LOG=warn
"$allo" practice apply practices/cabinet-des-lilas.yaml
permissions=calendar.read,calendar.write,calendar.delete,calendar.manage,calendar.view_all,calendar.export,requests.settle
permissions+=,patients.read,patients.write,calls.read,audit.read
key=$("$allo" key create --practice cabinet-des-lilas --name fuzz --permissions "$permissions" | grep -o 'allo_[0-9a-f]*' | head -1)

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
# Without the limit of a key: a fuzzer asks more often than anybody. Who stands behind a proxy is whom it says: by that
# each request comes from elsewhere (fuzz.py), and wrong keys from one network are never too many.
ALLO_API_PER_SECOND=100000 ALLO_API_BURST=100000 ALLO_PUBLIC_URL=https://allo.invalid "$allo" serve --listen "127.0.0.1:$port" 2>"$home/log" &
server=$!
for _ in $(seq 100); do
    curl -sf "http://127.0.0.1:$port/readyz" >/dev/null && break
    sleep 0.1
done

status=0
# It would revoke its own key, and be told nothing but that.
SCHEMATHESIS_HOOKS=tests/api/fuzz.py "$venv/bin/schemathesis" --config-file tests/api/schemathesis.toml run "http://127.0.0.1:$port/v1/openapi.json" \
    --exclude-path '/v1/keys/{id}/revoke' --header "Authorization: Bearer $key" --max-examples "${EXAMPLES:-50}" --seed "${SEED:-1}" --no-color "$@" || status=$?
kill -0 "$server" || { echo 'the server died:'; cat "$home/log"; exit 1; }
if grep -q 'a handler panicked\|a statement failed' "$home/log"; then cat "$home/log"; exit 1; fi
exit "$status"
