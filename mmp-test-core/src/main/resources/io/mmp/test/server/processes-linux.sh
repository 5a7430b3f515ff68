# How the processes of a server, and those of a JVM, are found on Linux: by /proc. A server leads a session of its own.
rounds=30 step=0.1 # three seconds

prepare() {
    leader=setsid
    pause=0.05
}

look() { :; }

# Every living process of the server, once: itself, its session or process group, the bearers of the cookie. Zombies do not count.
members() {
    {
        sed -n -E "s/^([0-9]+) \(.*\) [^ZX] [0-9]+ ($server [0-9]+|[0-9]+ $server) .*/\1/p;s/^($server) \(.*\) [^ZX] .*/\1/p" /proc/[0-9]*/stat
        grep -lsF "MMP_TEST_COOKIE=$cookie" /proc/[0-9]*/environ | sed 's|/proc/\([0-9]*\)/environ|\1|'
    } | sort -u
}

# Children of members that have a session of their own and no environment any more, as those of PostgreSQL. A sentinel or a janitor
# that a member has started has one, and is left alone.
strangers() {
    parents=$(members | tr '\n' '|')
    [ -n "$parents" ] || return
    for pid in $(sed -n -E "s/^([0-9]+) \(.*\) [^ZX] (${parents%|}) .*/\1/p" /proc/[0-9]*/stat); do
        grep -qsF "MMP_TEST_JVM=" "/proc/$pid/environ" || echo "$pid"
    done
}

# Those of a JVM, by the name of its directory.
bearers() { grep -lsF "MMP_TEST_JVM=${1##*/}" /proc/[0-9]*/environ | sed 's|/proc/\([0-9]*\)/environ|\1|'; }

# Take away what is mounted below a directory.
detach() {
    while read -r device mount rest; do
        mount=$(printf '%b' "$(printf %s "$mount" | sed 's/\\/\\0/g')")
        case $mount in "$1"/*) umount -l "$mount" ;; esac
    done </proc/self/mounts
}
