package io.mmp.test.condition;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks for GPUs.
 *
 * @param limit how long a program may take to answer
 * @param environment with {@code PATH} and what hides GPUs
 */
record GpuSearch(Duration limit, Map<String, String> environment) {

    private static final List<String> NVIDIA =
            List.of("nvidia-smi", "--query-gpu=memory.total", "--format=csv,noheader,nounits");
    private static final List<String> ROCM = List.of("rocm-smi", "--showmeminfo", "vram", "--csv");
    private static final Pattern ROCM_LINE = Pattern.compile("card[0-9]+,([0-9]+),.*");

    Gpus find() {
        for (String hiding : List.of("CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES")) {
            String visible = environment.get(hiding);
            if (visible != null && (visible.isBlank() || visible.strip().startsWith("-1"))) {
                return new Gpus("%s hides all GPUs".formatted(hiding), List.of());
            }
        }
        return ask(NVIDIA).or(() -> ask(ROCM)).orElseGet(this::devices);
    }

    private Optional<Gpus> ask(List<String> command) {
        String program = command.get(0);
        return Executables.find(program, environment.getOrDefault("PATH", "")).map(file -> {
            try {
                Probe probe = Probe.run(limit, withProgram(file, command));
                List<Long> memory = command == NVIDIA ? nvidia(probe) : rocm(probe);
                return !probe.succeeded() || memory.isEmpty()
                        ? new Gpus("%s finds none: %s".formatted(program, probe.firstLine()), List.of())
                        : visible("%s finds GPUs with %s MiB".formatted(program, memory), memory);
            } catch (Probe.FailedException e) {
                return new Gpus(e.reason(), List.of());
            }
        });
    }

    private static List<String> withProgram(Path file, List<String> command) {
        return Stream.concat(Stream.of(file.toString()), command.stream().skip(1))
                .toList();
    }

    /** One number a line; a GPU in parts tells {@code [N/A]}, and its memory is not known. */
    private static List<Long> nvidia(Probe probe) {
        return probe.output()
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("[0-9]{1,12}|\\[.*]"))
                .map(line -> line.startsWith("[") ? 0L : Long.parseLong(line))
                .toList();
    }

    private static List<Long> rocm(Probe probe) {
        return probe.output()
                .lines()
                .map(line -> ROCM_LINE.matcher(line.strip()))
                .filter(line -> line.matches())
                .map(line -> Long.parseLong(line.group(1)) >> 20)
                .toList();
    }

    private Gpus devices() {
        List<Path> devices = IntStream.range(0, 64)
                .mapToObj(i -> Path.of("/dev/nvidia" + i))
                .filter(Files::exists)
                .toList();
        if (devices.isEmpty() && Files.exists(Path.of("/dev/kfd"))) {
            devices = List.of(Path.of("/dev/kfd"));
        }
        return devices.isEmpty()
                ? new Gpus(
                        "nvidia-smi and rocm-smi were not found in PATH, and there is neither /dev/nvidia0 nor /dev/kfd",
                        List.of())
                : visible("there is %s".formatted(devices), Collections.nCopies(devices.size(), 0L));
    }

    /** Keep those that the environment names, by number; names of other kinds are counted and their memory is not known. */
    private Gpus visible(String found, List<Long> memory) {
        String named =
                environment.getOrDefault("CUDA_VISIBLE_DEVICES", environment.getOrDefault("HIP_VISIBLE_DEVICES", ""));
        if (named.isBlank()) {
            return new Gpus(found, memory);
        }
        List<Long> kept = Stream.of(named.split(","))
                .map(String::strip)
                // As CUDA does: what stands behind a number that there is not is hidden.
                .takeWhile(name -> !name.matches("-?[0-9]+") || isAmong(name, memory))
                .map(name -> name.matches("[0-9]+") ? memory.get(Integer.parseInt(name)) : Long.valueOf(0))
                .limit(memory.size())
                .toList();
        return new Gpus("%s, of which '%s' are visible".formatted(found, named), kept);
    }

    private static boolean isAmong(String number, List<Long> memory) {
        return number.matches("[0-9]{1,4}") && Integer.parseInt(number) < memory.size();
    }
}
