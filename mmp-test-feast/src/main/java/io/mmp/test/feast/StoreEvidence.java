package io.mmp.test.feast;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.failure.Evidence;
import io.mmp.test.failure.SafeName;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.feast.view.Field;
import io.mmp.test.table.Table;
import io.mmp.test.text.Words;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a failed test finds in its feature store: the rows that were ingested, those that came last last.
 *
 * @param kind what runs the store, in a word
 * @param views asks for the views that are declared
 * @param output what runs it has written so far
 */
record StoreEvidence(FeatureStore store, String kind, Supplier<List<FeatureView>> views, Supplier<String> output)
        implements Evidence {

    private static final int VIEWS = 10;
    private static final int ROWS = 5;
    private static final int KEPT_ROWS = 10_000;

    @Override
    public String name() {
        return "feast";
    }

    @Override
    public String title() {
        return "Feature store (%s)".formatted(kind);
    }

    /** Return the address of its gRPC server, which starts now if nobody has asked for it yet. */
    @Override
    public Optional<URI> uri() {
        InetSocketAddress address = store.address();
        return Optional.of(URI.create("grpc://" + address.getHostString() + ":" + address.getPort()));
    }

    @Override
    public String content() {
        List<FeatureView> declared = views.get();
        List<String> lines = new ArrayList<>();
        declared.stream().limit(VIEWS).forEach(view -> lines.addAll(lines(view, ROWS)));
        if (declared.isEmpty()) {
            lines.add("  no feature views");
        } else if (declared.size() > VIEWS) {
            lines.add("  and %s more".formatted(Words.count(declared.size() - VIEWS, "view")));
        }
        return String.join("\n", lines);
    }

    @Override
    public String log() {
        return output.get();
    }

    @Override
    public void save(Path directory) throws IOException {
        for (FeatureView view : views.get()) {
            Files.write(directory.resolve(SafeName.of(view.name() + ".txt")), lines(view, KEPT_ROWS), UTF_8);
        }
    }

    private List<String> lines(FeatureView view, int most) {
        Table rows = store.source(view).rows();
        List<String> lines = new ArrayList<>();
        String keys = view.joinKeys().stream().map(Field::name).collect(Collectors.joining(", "));
        lines.add("  view '%s' of %s: %s ingested%s"
                .formatted(
                        view.name(),
                        keys.isEmpty() ? "no key" : keys,
                        Words.count(rows.rowCount(), "row"),
                        rows.rowCount() > most ? ", the last %s of them:".formatted(most) : ""));
        IntStream.range(Math.max(0, rows.rowCount() - most), rows.rowCount())
                .forEach(row -> lines.add("    " + text(rows.row(row))));
        return lines;
    }

    private static String text(Map<String, @Nullable Object> row) {
        return row.entrySet().stream()
                .map(cell ->
                        cell.getKey() + "=" + String.valueOf(cell.getValue()).replace("\n", "\\n"))
                .collect(Collectors.joining(", "));
    }
}
