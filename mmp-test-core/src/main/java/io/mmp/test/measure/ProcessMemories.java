package io.mmp.test.measure;

import io.mmp.test.server.ProcessPath;
import java.util.Collection;
import java.util.Map;

/** What the operating system tells about the memory of processes. */
interface ProcessMemories {

    /**
     * What a process has, in bytes.
     *
     * @param now what it has now, shared memory in parts if the system tells that
     * @param highest what it has had at most, as far as the system tells that
     */
    record Sizes(long now, long highest) {}

    /** Return that of this machine. */
    static ProcessMemories ofSystem() {
        return ProcessPath.current() == ProcessPath.LINUX ? new LinuxMemories() : new ResidentMemories();
    }

    /** Return what these processes have; one that is gone has nothing. */
    Map<Long, Sizes> of(Collection<Long> pids);

    /** Let the highest of a process begin anew, where that is possible. */
    void resetHighest(long pid);
}
