# Runs one server and outlives the JVM that asked for it just long enough to clean up.
#
#   sh -c SCRIPT sentinel COOKIE DIRECTORY LOG PATH START
#
# START   a file that sets the positional parameters to NAME=VALUE... COMMAND...: variables that a shell would lose, because their names
#         are no identifiers, and the command; it is removed.
# stdin   one order a line: pause | resume | stop TICKS. End-of-file means that the JVM is gone. To kill, the JVM waits for nobody.
# stdout  the server's process id, "done" for each order, "exit CODE" when the server has exited.
#
# A tick is 50 ms. The server leads a session of its own, and it and all it starts carry COOKIE in their environment: that is how a
# process is still found after setsid or a double fork. COOKIE must not be in the environment of this script.
# PATH is for the tools of this script; the server gets the one of the environment.
cookie=$1 directory=$2 log=$3 server_path=$PATH
PATH=$4
start=$5
. "$start"
rm -f "$start"
exec 3<&0 4>&1 </dev/null >/dev/null 2>&1

MMP_TEST_COOKIE=$cookie setsid env "PATH=$server_path" "$@" >>"$log" 2>&1 3<&- 4>&- &
server=$!
trap '' TERM INT HUP # after the start: an ignored signal is inherited
echo "$server" >&4

# Every living process of the server: itself, its session or process group, the bearers of the cookie. Zombies do not count.
members() {
    sed -n -E "s/^([0-9]+) \(.*\) [^ZX] [0-9]+ ($server [0-9]+|[0-9]+ $server) .*/\1/p;s/^($server) \(.*\) [^ZX] .*/\1/p" /proc/[0-9]*/stat
    grep -lsF "MMP_TEST_COOKIE=$cookie" /proc/[0-9]*/environ | sed 's|/proc/\([0-9]*\)/environ|\1|'
}

signal() { # the list is unquoted on purpose: one word a process; none is no error
    for pid in $(members | sort -u); do kill -s "$1" "$pid"; done
}

signal_all() { # strangers too: those of PostgreSQL answer for as long as they run, whatever becomes of their parent
    signal "$1"
    for pid in $(strangers); do kill -s "$1" "$pid"; done
}

finish() { # ticks of grace
    ticks=$1
    signal TERM
    signal_all CONT # a paused process cannot act on TERM
    while [ "$ticks" -gt 0 ] && [ -n "$(members)" ]; do
        sleep 0.05
        ticks=$((ticks - 1))
    done
    finish_now
}

# Children of members that have a session of their own and no environment any more, as those of PostgreSQL. A sentinel or a janitor
# that a member has started has one, and is left alone.
strangers() {
    parents=$(members | sort -u | tr '\n' '|')
    [ -n "$parents" ] || return
    for pid in $(sed -n -E "s/^([0-9]+) \(.*\) [^ZX] (${parents%|}) .*/\1/p" /proc/[0-9]*/stat); do
        grep -qsF "MMP_TEST_JVM=" "/proc/$pid/environ" || echo "$pid"
    done
}

finish_now() {
    rounds=0
    strangers=$(strangers) # while they still have their parent
    while [ -n "$(members)" ] && [ "$rounds" -lt 100 ]; do
        signal KILL
        rounds=$((rounds + 1))
        [ "$rounds" -eq 1 ] || sleep 0.02
    done
    for pid in $strangers; do kill -s KILL "$pid"; done
}

obey() {
    while read -r order ticks; do
        case $order in
            pause) signal_all STOP ;;
            resume) signal_all CONT ;;
            stop)
                finish "$ticks"
                return
                ;;
        esac
        echo done >&4
    done
    finish 10
    rm -rf "$directory"
}

obey <&3 &
keeper=$!
exec 3<&-
wait "$server"
echo "exit $?" >&4
wait "$keeper"
