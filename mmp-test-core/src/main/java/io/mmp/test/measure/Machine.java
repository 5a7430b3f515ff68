package io.mmp.test.measure;

import static java.util.stream.Collectors.joining;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the time and the memory of a piece of work depend on beside its code.
 *
 * <p>Of the JVM that is its feature release, not its update, which would make a baseline worthless every three months, and those flags that
 * change speed or memory: sizes, {@code -XX}, {@code -ea}, and agents by the names of their files, such as JaCoCo's.
 *
 * @param properties each by its name in {@link #NAMES}
 */
record Machine(Map<String, String> properties) {

    static final List<String> NAMES = List.of("cpu", "cores", "memory", "os", "jvm", "collector", "flags");

    private static final long GIBIBYTE = 1L << 30;
    private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.*)$");
    private static final Pattern TELLING =
            Pattern.compile("-X(?!X:(?:[+-]?HeapDump|ErrorFile|OnError|OnOutOfMemory)|log|bootclasspath).*"
                    + "|-(?:ea|enableassertions|da|disableassertions|esa|server|client)\\b.*"
                    + "|-(?:javaagent|agentlib|agentpath):.*");
    private static final Pattern AGENT =
            Pattern.compile("(-(?:javaagent|agentpath):)(?:[^=]*[/\\\\])?([^=/\\\\]*)(?:=.*)?");
    private static final Pattern LIBRARY = Pattern.compile("(-agentlib:[^=]*)=.*");

    private static final Machine HERE = read();

    /** Return the machine and the JVM that this runs on. */
    static Machine here() {
        return HERE;
    }

    private static Machine read() {
        Runtime runtime = Runtime.getRuntime();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("cpu", cpu());
        all.put("cores", Integer.toString(runtime.availableProcessors()));
        all.put("memory", Math.round((double) memory() / GIBIBYTE) + " GiB");
        all.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        all.put(
                "jvm",
                System.getProperty("java.vm.name") + " " + Runtime.version().feature());
        all.put(
                "collector",
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .sorted()
                        .collect(joining(", ")));
        all.put("flags", flags(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        return new Machine(all);
    }

    private static String cpu() {
        try {
            Matcher model = MODEL.matcher(Files.readString(Path.of("/proc/cpuinfo"), StandardCharsets.ISO_8859_1));
            return model.find() ? model.group(1).strip() : System.getProperty("os.arch");
        } catch (IOException absent) {
            return System.getProperty("os.arch");
        }
    }

    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }

    /** Keep the flags that change speed or memory, without directories and options of agents, which differ for each checkout. */
    static String flags(List<String> arguments) {
        return arguments.stream()
                .filter(argument -> TELLING.matcher(argument).matches())
                .map(argument -> AGENT.matcher(argument).replaceFirst("$1$2"))
                .map(argument -> LIBRARY.matcher(argument).replaceFirst("$1"))
                .sorted()
                .collect(joining(" "));
    }

    /** Return in what this machine differs from another, such as {@code cores is 2 here, 8 there}. */
    List<String> differencesFrom(Machine other) {
        List<String> differences = new ArrayList<>();
        for (String name : NAMES) {
            String mine = properties.get(name);
            String others = other.properties.get(name);
            if (!Objects.equals(mine, others)) {
                differences.add("%s is %s here, %s there".formatted(name, shown(mine), shown(others)));
            }
        }
        return differences;
    }

    private static String shown(@Nullable String value) {
        return value == null || value.isEmpty() ? "nothing" : value;
    }
}
