# Makes a database cluster in the current directory unless it is there, and runs its server.
#
#   sh -c SCRIPT postgres DIRECTORY-OF-PROGRAMS PORT LINUX|PORTABLE
set -e
programs=$1
mkdir -p cluster
if [ "$(id -u)" -eq 0 ]; then # PostgreSQL refuses to run as root
    user=postgres
    id "$user" >/dev/null 2>&1 || user=nobody
    unprivileged="setpriv --reuid=$user --regid=$(id -g "$user") --clear-groups"
    chmod 711 .
    chown "$user" cluster
    # The programs of PostgreSQL go to other directories and come back, which they could not under a umask of 077.
    case $PWD in */jvm-*/*) chmod o+x .. ../.. ;; esac
    if ! $unprivileged test -x "$programs/postgres"; then
        # Programs below the home of root, where nobody else may enter.
        if [ ! -e programs ]; then
            rm -rf programs.new
            cp -al "${programs%/bin}" programs.new 2>/dev/null || { rm -rf programs.new; cp -a "${programs%/bin}" programs.new; }
            mv programs.new programs
        fi
        programs=$PWD/programs/bin
        # Libraries that they looked for at a place relative to the one that they are copied from.
        export LD_LIBRARY_PATH="$PWD/programs/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
        if ! $unprivileged test -x "$programs/postgres"; then
            echo "The user $user may not enter $PWD, where PostgreSQL must run, since it refuses to run as root." >&2
            echo "Name another directory with java.io.tmpdir, such as /tmp, or run the tests as a user who is not root." >&2
            exit 1
        fi
    fi
fi
if [ ! -e cluster/data ]; then
    # Under another name until it is complete.
    rm -rf cluster/new
    $unprivileged "$programs/initdb" --pgdata=cluster/new --username=test --auth=trust --no-locale --encoding=UTF8 \
        --no-sync --no-instructions
    mv cluster/new cluster/data
fi
# The children of a server that was killed need a moment to notice, and until then no other may have their data.
in_use() {
    if [ "$3" = LINUX ]; then
        ls -l /proc/[0-9]*/cwd 2>/dev/null | grep -q " $PWD/cluster/data\$"
    else
        lsof -a -d cwd -c postgres -Fn 2>/dev/null | grep -qxF "n$(cd cluster/data && pwd -P)"
    fi
}
while in_use "$@"; do
    sleep 0.02
done
# It names a process that may still be there as a zombie.
rm -f cluster/data/postmaster.pid
# Not synced, but written: what was committed outlives the process, though not the machine.
$unprivileged "$programs/postgres" -D cluster/data -p "$2" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
    -c fsync=off -c full_page_writes=off &
server=$!
# On SIGTERM PostgreSQL waits until all clients have gone, on SIGINT it sends them away.
trap 'kill -INT "$server"' TERM
while kill -0 "$server" 2>/dev/null; do
    wait "$server" && code=0 || code=$?
done
exit "$code"
