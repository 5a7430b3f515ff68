package io.mmp.test.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** File systems that are mounted below a directory of ours. */
final class Mounts {

    /** So the kernel writes blanks and the like. */
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    private Mounts() {}

    /** Detach all of them, also those that are in use, whose files go when the last user does. */
    static void detachBelow(Path directory) {
        if (ProcessPath.current() != ProcessPath.LINUX) {
            return; // nothing of ours mounts anything elsewhere
        }
        below(directory, Proc.read("self/mounts")).forEach(Mounts::detach);
    }

    /** Find mount points below a directory in the text of {@code /proc/self/mounts}. */
    static List<String> below(Path directory, String mounts) {
        return mounts.lines()
                .map(line -> line.split(" ", -1))
                .filter(fields -> fields.length > 1)
                .map(fields -> OCTAL.matcher(fields[1]).replaceAll(Mounts::character))
                .filter(mount -> mount.startsWith(directory + "/"))
                .toList();
    }

    private static String character(MatchResult octal) {
        return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(octal.group(1), 8)));
    }

    private static void detach(String mount) {
        try {
            new ProcessBuilder("umount", "-l", mount)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException notThere) {
            // What is still mounted, its removal tells.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
