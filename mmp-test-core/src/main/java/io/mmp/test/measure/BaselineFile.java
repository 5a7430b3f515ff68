package io.mmp.test.measure;

import io.mmp.test.json.JsonReader;
import io.mmp.test.json.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The measurements of a baseline file, of one machine or several.
 *
 * @param file where they stand
 * @param machines the measurements of each machine, by name
 */
record BaselineFile(Path file, Map<Machine, Map<String, Recorded>> machines) {

    static final String SCHEMA = "io.mmp.test.measure.baseline/1";
    static final String REMEDY = "Write it again with -D%s=update.".formatted(Baseline.PROPERTY);

    /**
     * Read a file.
     *
     * @throws MeasureException if it cannot be read, or is not what this version writes
     */
    static BaselineFile read(Path file) {
        Object tree;
        try {
            tree = JsonReader.read(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new MeasureException(
                    "The baseline %s is not JSON: %s. %s".formatted(file, e.getMessage(), REMEDY), e);
        } catch (IOException e) {
            throw new MeasureException("The baseline %s cannot be read (%s).".formatted(file, e), e);
        }
        BaselineFile baseline = new BaselineFile(file, new LinkedHashMap<>());
        Map<String, ?> root = baseline.object("the file", tree);
        if (!SCHEMA.equals(root.get("schema"))) {
            throw new MeasureException("The baseline %s has schema '%s', but this version reads '%s'. Remove it. %s"
                    .formatted(file, root.get("schema"), SCHEMA, REMEDY));
        }
        baseline.requireKeys("the file", root, Set.of("schema", "machines"));
        List<?> all = baseline.list("machines", root.get("machines"));
        for (int i = 0; i < all.size(); i++) {
            baseline.addMachine("machines[%s]".formatted(i), all.get(i));
        }
        return baseline;
    }

    private void addMachine(String place, @Nullable Object tree) {
        Map<String, ?> entry = object(place, tree);
        requireKeys(place, entry, Set.of("machine", "measurements"));
        String machinePlace = place + ".machine";
        Map<String, ?> machine = object(machinePlace, entry.get("machine"));
        requireKeys(machinePlace, machine, Set.copyOf(Machine.NAMES));
        Map<String, String> properties = new LinkedHashMap<>();
        Machine.NAMES.forEach(name -> properties.put(name, text(machinePlace + "." + name, machine.get(name))));
        Map<String, Recorded> measurements = new TreeMap<>();
        object(place + ".measurements", entry.get("measurements"))
                .forEach((name, value) -> measurements.put(name, recorded(place + ".measurements." + name, value)));
        if (machines.put(new Machine(properties), measurements) != null) {
            throw wrong(machinePlace, "another machine than those before", properties);
        }
    }

    private Recorded recorded(String place, @Nullable Object tree) {
        Map<String, ?> entry = object(place, tree);
        requireKeys(place, entry, Set.of(Recorded.THREADS, Recorded.WALL, Recorded.CPU, Recorded.ALLOCATED));
        String threads = text(place + "." + Recorded.THREADS, entry.get(Recorded.THREADS));
        if (Stream.of(MeasuredThreads.values()).noneMatch(known -> known.name().equals(threads))) {
            throw wrong(place + "." + Recorded.THREADS, "ALL or CALLING", threads);
        }
        List<Double> wall = numbers(place + "." + Recorded.WALL, entry.get(Recorded.WALL));
        List<Double> cpu = numbers(place + "." + Recorded.CPU, entry.get(Recorded.CPU));
        List<Double> allocated = numbers(place + "." + Recorded.ALLOCATED, entry.get(Recorded.ALLOCATED));
        if (cpu.size() != wall.size() || allocated.size() != wall.size()) {
            throw wrong(
                    place,
                    "of as many rounds in each list",
                    "%s, %s and %s".formatted(wall.size(), cpu.size(), allocated.size()));
        }
        return new Recorded(MeasuredThreads.valueOf(threads), wall, cpu, allocated);
    }

    /** Return a copy with one more measurement, instead of that of the same machine and name if there is one. */
    BaselineFile with(Machine machine, String name, Recorded recorded) {
        Map<Machine, Map<String, Recorded>> more = new LinkedHashMap<>();
        machines.forEach((key, value) -> more.put(key, new TreeMap<>(value)));
        more.computeIfAbsent(machine, key -> new TreeMap<>()).put(name, recorded);
        return new BaselineFile(file, more);
    }

    /** Replace the file in one step; who writes holds its lock. */
    void write() {
        List<Object> entries = new ArrayList<>();
        machines.forEach((machine, measurements) -> {
            Map<String, Object> trees = new LinkedHashMap<>();
            measurements.forEach((name, recorded) -> trees.put(name, recorded.toTree()));
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("machine", machine.properties());
            entry.put("measurements", trees);
            entries.add(entry);
        });
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("machines", entries);
        try {
            // A link stays one: what it points to is replaced.
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Files.createDirectories(target.getParent());
            Path draft = target.resolveSibling(target.getFileName() + ".tmp");
            Files.writeString(draft, JsonWriter.write(tree));
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new MeasureException("The baseline %s cannot be written (%s).".formatted(file, e), e);
        }
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    private Map<String, ?> object(String place, @Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            return (Map<String, ?>) members;
        }
        throw wrong(place, "an object", value);
    }

    private List<?> list(String place, @Nullable Object value) {
        if (value instanceof List<?> elements) {
            return elements;
        }
        throw wrong(place, "a list", value);
    }

    private String text(String place, @Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw wrong(place, "a string", value);
    }

    private List<Double> numbers(String place, @Nullable Object value) {
        List<Double> numbers = new ArrayList<>();
        for (Object element : list(place, value)) {
            if (!(element instanceof BigDecimal number)
                    || number.signum() < 0
                    || !Double.isFinite(number.doubleValue())) {
                throw wrong(place, "a list of numbers from 0 on", element);
            }
            numbers.add(number.doubleValue());
        }
        if (numbers.isEmpty()) {
            throw wrong(place, "a list of at least one number", "empty");
        }
        return numbers;
    }

    private void requireKeys(String place, Map<String, ?> members, Set<String> known) {
        for (String key : members.keySet()) {
            if (!known.contains(key)) {
                throw new MeasureException(
                        "The baseline %s: %s has an unknown '%s'. Remove it, or write the file again with -D%s=update."
                                .formatted(file, place, key, Baseline.PROPERTY));
            }
        }
    }

    private MeasureException wrong(String place, String expected, @Nullable Object found) {
        return new MeasureException("The baseline %s: %s must be %s, but is %s. Remove the file. %s"
                .formatted(file, place, expected, found == null ? "missing" : found, REMEDY));
    }
}
