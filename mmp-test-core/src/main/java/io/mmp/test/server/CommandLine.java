package io.mmp.test.server;

import io.mmp.test.Internal;

/**
 * Tells the whole command line of a process: what the JDK tells ends on Linux after 4,096 bytes, which the class path of a JVM may fill.
 *
 * @since 0.1.0
 */
@Internal
public final class CommandLine {

    private CommandLine() {}

    /** Return it, or an empty text if the process is gone or another user's. */
    public static String of(ProcessHandle process) {
        return ProcessTable.current().commandLine(process);
    }
}
