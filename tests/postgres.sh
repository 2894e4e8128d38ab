# Sourced by tests/run and tests/bench/run: a throw-away PostgreSQL that ends with the script that started it.

# What is given to it are further options of the server.
start_postgres() {
    as=()
    bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
    work=$(mktemp -d)
    if [ "$(id -u)" -eq 0 ]; then
        chown postgres "$work"
        as=(runuser -u postgres --)
    fi
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null || echo 54329)
    "${as[@]}" "$bin/initdb" -D "$work/db" -U mulin -A trust -E UTF8 --locale=C >/dev/null
    "${as[@]}" "$bin/pg_ctl" -D "$work/db" -w -l "$work/log" \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$work -c fsync=off -c max_connections=300 $*" start >/dev/null
    trap '"${as[@]}" "$bin/pg_ctl" -D "$work/db" -m immediate stop >/dev/null 2>&1; rm -rf "$work"' EXIT
    export MULIN_TEST_POSTGRES="postgres://mulin@127.0.0.1:$port/postgres"
}
