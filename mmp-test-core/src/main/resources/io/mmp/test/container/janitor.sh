# Outlives the holder of one lease and removes the container if nobody came after it.
#
#   sh -c SCRIPT janitor LAST IDLE_SECONDS COMMAND...
#
# stdin   nothing is ever written to it. End-of-file means that the lease was closed or that its JVM is gone, however it ended.
# LAST    a file that names the janitor of the lease that ended last; only that one runs COMMAND, after the idle time.
trap '' TERM INT HUP
cat >/dev/null
echo "$$" >"$1"
sleep "$2"
[ "$(cat "$1")" = "$$" ] || exit 0
shift 2
exec "$@"
