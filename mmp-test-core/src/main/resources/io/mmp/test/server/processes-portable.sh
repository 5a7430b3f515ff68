# How the processes of a server, and those of a JVM, are found where there is no /proc or no setsid: by ps and, where it is there, lsof.
rounds=10 step=0.25 # three seconds, with the looks

prepare() {
    leader=
    held=
    pause=0.02 # the look takes the rest of a tick
    # Job control puts the server and the keeper into process groups of their own. Only bash does that without a terminal, and the sh of
    # macOS is one; where there is a terminal, dash would take it away from the JVM.
    [ -z "${BASH_VERSION-}" ] || set -m
    case $- in *m*) own_group=yes ;; *) own_group= ;; esac
}

# Whoever has one of these files open for writing, whatever became of its parents and its environment.
writers() { lsof -Fpfa -- "$@" | awk '/^p/ { pid = substr($0, 2) } /^a[wu]/ { print pid }'; }

look() { held=" $(writers "$log" | tr '\n' ' ')"; }

# List the processes of all users: PID PPID PGID STATE COMMAND, and the variables, for which ps has $letter.
list() { ps "ax${letter}ww" -o pid= -o ppid= -o pgid= -o stat= -o args=; }

# Find the living processes of the server: itself, its process group, the bearers of the cookie, and who has its output; or, if that is
# asked for, what these have started and is none of them. A sentinel or a janitor that one has started is left alone.
scan() {
    list |
        awk -v strangers="$1" -v server="$server" -v group="${own_group:+$server}" -v cookie="$cookie" -v held="$held" '
            # What is looked for is written so that this text is not found.
            $4 ~ /^[ZX]/ || / mmp-test-([s]entinel|[j]anitor) / { next }
            { parent[$1] = $2 }
            $1 == server || $3 == group || index(held, " " $1 " ") || index($0, " MMP_TEST_COOK" "IE=" cookie) { member[$1] }
            END {
                do {
                    grown = 0
                    for (pid in parent)
                        if (!(pid in member) && !(pid in child) && (parent[pid] in member || parent[pid] in child)) {
                            child[pid]
                            grown = 1
                        }
                } while (grown)
                if (strangers) {
                    for (pid in child) print pid
                } else {
                    for (pid in member) print pid
                }
            }'
}

members() { scan ""; }

strangers() { scan yes; }

# Those of a JVM, by its directory: the bearers of its name, its sentinels, and who has the output of a server. Apple's own programs, sh
# among them, show nobody their environment.
bearers() {
    list | awk -v directory="$1/" -v name="${1##*/}" '
        $4 !~ /^[ZX]/ && (index($0 " ", " MMP_TEST_J" "VM=" name " ") || / mmp-test-[s]entinel / && index($0, directory)) { print $1 }'
    writers "$1"/*/server.log
}

detach() { :; }
