package io.mmp.test.measure;

import io.mmp.test.server.PosixTool;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code ps} tells on each POSIX system: resident set sizes, in which each process counts all that it shares. */
record ResidentMemories() implements ProcessMemories {

    private static final PosixTool PS = new PosixTool("ps");
    private static final Pattern LINE = Pattern.compile("\\s*([0-9]{1,18})\\s+([0-9]{1,15})\\s*");

    @Override
    public Map<Long, Sizes> of(Collection<Long> pids) {
        String list = pids.stream().map(String::valueOf).collect(Collectors.joining(","));
        Map<Long, Sizes> sizes = new LinkedHashMap<>();
        for (String line : PS.lines("-o", "pid=", "-o", "rss=", "-p", list)) {
            Matcher columns = LINE.matcher(line);
            if (columns.matches()) {
                long resident = 1024 * Long.parseLong(columns.group(2));
                sizes.put(Long.valueOf(columns.group(1)), new Sizes(resident, resident));
            }
        }
        return sizes;
    }

    /** Nobody remembers it but who has asked. */
    @Override
    public void resetHighest(long pid) {}
}
