# Waits for the end of a JVM, gives the sentinels of its servers three seconds, kills what somebody has killed the sentinel of, takes away
# what is mounted there, and removes the directory.
#
#   sh -c SCRIPT janitor DIRECTORY
#
# stdin   nothing is ever written to it: end-of-file means that the JVM is gone.
# What stands before this one, processes-*.sh, says how processes are found.
trap '' TERM INT HUP
cat
LC_ALL=C # command lines may have any bytes
export LC_ALL
round=0
while pids=$(bearers "$1"); [ -n "$pids" ] && [ "$round" -lt $((3 * rounds)) ]; do
    [ "$round" -lt "$rounds" ] || kill -s KILL $pids
    round=$((round + 1))
    sleep "$step"
done
for try in 1 2 3 4 5 6 7 8 9 10; do
    detach "$1"
    rm -rf "$1" && exit
    sleep 0.2
done
