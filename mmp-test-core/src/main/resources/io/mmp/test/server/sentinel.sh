# Runs one server and outlives the JVM that asked for it just long enough to clean up.
#
#   sh -c SCRIPT sentinel COOKIE DIRECTORY LOG PATH START
#
# START   a file that sets the positional parameters to NAME=VALUE... COMMAND...: variables that a shell would lose, because their names
#         are no identifiers, and the command; it is removed.
# stdin   one order a line: pause | resume | stop TICKS. End-of-file means that the JVM is gone. To kill, the JVM waits for nobody.
# stdout  the server's process id, "done" for each order, "exit CODE" when the server has exited.
#
# A tick is 50 ms. The server and all it starts carry COOKIE in their environment: that is how a process is still found after setsid or a
# double fork. COOKIE must not be in the environment of this script. What stands before this one, processes-*.sh, says how processes are
# found.
# PATH is for the tools of this script; the server gets the one of the environment.
cookie=$1 directory=$2 log=$3 server_path=$PATH
PATH=$4
start=$5
. "$start"
rm -f "$start"
exec 3<&0 4>&1 </dev/null >/dev/null 2>&1

prepare
MMP_TEST_COOKIE=$cookie $leader env "PATH=$server_path" "$@" >>"$log" 2>&1 3<&- 4>&- &
server=$!
trap '' TERM INT HUP # after the start: an ignored signal is inherited
LC_ALL=C # command lines may have any bytes
export LC_ALL
echo "$server" >&4

signal() { # the list is unquoted on purpose: one word a process; none is no error
    for pid in $(members); do kill -s "$1" "$pid"; done
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
        sleep "$pause"
        ticks=$((ticks - 1))
    done
    finish_now
}

finish_now() {
    round=0
    look
    strangers=$(strangers) # while they still have their parent
    while found=$(members) && [ -n "$found" ] && [ "$round" -lt 100 ]; do
        for pid in $found; do kill -s KILL "$pid"; done
        round=$((round + 1))
        [ "$round" -eq 1 ] || sleep 0.02
    done
    for pid in $strangers; do kill -s KILL "$pid"; done
}

obey() {
    while read -r order ticks; do
        look
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
    look
    finish 10
    rm -rf "$directory"
}

obey <&3 &
keeper=$!
exec 3<&-
set +m # bash would come back from the wait for a server that is paused
wait "$server"
echo "exit $?" >&4
wait "$keeper"
