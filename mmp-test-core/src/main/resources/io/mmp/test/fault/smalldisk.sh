# Mounts a small file system that is there as long as this process, which ends with its standard input.
#
#   unshare --map-root-user --mount sh -c SCRIPT mmp-test-disk DIRECTORY SIZE INODES
#
# In a mount namespace of its own, so that an ordinary user may, and nothing stays mounted whoever is killed. Others see it through
# /proc/PID/root. There and outside it has one path, DIRECTORY/disk, which outside is a link: what asks the kernel for its working
# directory gets a path that works.
set -e
mount -t tmpfs -o size=64k,mode=755 mmp-test-disk "$1"
mkdir "$1/disk"
mount -t tmpfs -o "size=$2,nr_inodes=$3,mode=1777" mmp-test-disk "$1/disk"
echo "ready $$"
exec cat >/dev/null
