package io.mmp.test.extension;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Lets HTTP servers of the JDK answer at once, before a test can start one of its own ahead of ours. */
public final class HttpServersListener implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        HttpServers.answerAtOnce();
    }
}
