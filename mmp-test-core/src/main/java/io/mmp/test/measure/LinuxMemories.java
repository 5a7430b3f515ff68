package io.mmp.test.measure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Linux tells in {@code /proc}: proportional set sizes, and the highest resident ones. */
record LinuxMemories() implements ProcessMemories {

    private static final Path PROC = Path.of("/proc");
    private static final Pattern PROPORTIONAL = Pattern.compile("(?m)^Pss: +([0-9]{1,15}) kB$");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+([0-9]{1,15}) kB$");
    private static final Pattern HIGHEST = Pattern.compile("(?m)^VmHWM:\\s+([0-9]{1,15}) kB$");

    @Override
    public Map<Long, Sizes> of(Collection<Long> pids) {
        Map<Long, Sizes> sizes = new LinkedHashMap<>();
        for (long pid : pids) {
            String status = read(pid, "status");
            if (!status.isEmpty()) {
                long now = number(PROPORTIONAL, read(pid, "smaps_rollup"))
                        .orElseGet(() -> number(RESIDENT, status).orElse(0));
                sizes.put(pid, new Sizes(now, number(HIGHEST, status).orElse(0)));
            }
        }
        return sizes;
    }

    /** Who may not, and who is gone, is left with the highest since it started. */
    @Override
    public void resetHighest(long pid) {
        try {
            Files.writeString(PROC.resolve(pid + "/clear_refs"), "5");
        } catch (IOException denied) {
            return;
        }
    }

    private static OptionalLong number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? OptionalLong.of(1024 * Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /** The name in {@code status} may have any bytes. */
    private static String read(long pid, String name) {
        try {
            return Files.readString(PROC.resolve(pid + "/" + name), ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
