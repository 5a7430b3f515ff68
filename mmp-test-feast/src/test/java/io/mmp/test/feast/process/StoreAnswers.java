package io.mmp.test.feast.process;

import static java.util.stream.Collectors.joining;

import io.grpc.StatusRuntimeException;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes down what a feature store answers, so that the answers of two can be compared: what it refuses, each in its own words, as refused. */
record StoreAnswers(FeatureStore feast, List<String> answers) {

    StoreAnswers(FeatureStore feast) {
        this(feast, new ArrayList<>());
    }

    StoreAnswers fill(FeatureView view, @Nullable Object... cells) {
        return apply(view).ingest(view, Tables.of(view, cells));
    }

    StoreAnswers apply(FeatureView... views) {
        return note(() -> {
            feast.apply(views);
            return "applied";
        });
    }

    StoreAnswers ingest(FeatureView view, Table rows) {
        return note(() -> {
            feast.ingest(view, rows);
            return "ingested";
        });
    }

    StoreAnswers materialize(Instant from, Instant to) {
        return note(() -> {
            feast.materialize(from, to);
            return "materialized";
        });
    }

    StoreAnswers online(Table entities, String... features) {
        return note(() -> feast.online(entities, features).features().entrySet().stream()
                .map(feature -> feature.getKey() + "="
                        + feature.getValue().stream()
                                .map(value -> "%s %s %s %s"
                                        .formatted(
                                                value.type(),
                                                text(value.value()),
                                                value.status(),
                                                value.eventTimestamp()))
                                .toList())
                .collect(joining(", ")));
    }

    StoreAnswers historical(Table entities, String... features) {
        return note(() -> rows(feast.historical(entities, features).returned()));
    }

    StoreAnswers offline(FeatureView view) {
        return note(() -> rows(feast.offline(view)));
    }

    /** Print a table; Feast says nothing of the order of rows. */
    private static String rows(Table table) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < table.rowCount(); row++) {
            rows.add(table.row(row).entrySet().stream()
                    .map(cell ->
                            cell.getKey() + "=" + table.column(cell.getKey()).type() + " " + text(cell.getValue()))
                    .sorted()
                    .collect(joining(", ")));
        }
        return rows.stream().sorted().collect(joining("; "));
    }

    private StoreAnswers note(Supplier<String> answer) {
        try {
            answers.add(answer.get());
        } catch (FeastException | TableException | StatusRuntimeException | IllegalArgumentException e) {
            answers.add("refused");
        }
        return this;
    }

    private static String text(@Nullable Object value) {
        if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return "0x" + HexFormat.of().formatHex(copy);
        }
        if (value instanceof Collection<?> elements) {
            List<String> texts = elements.stream().map(StoreAnswers::text).toList();
            return (value instanceof Set ? texts.stream().sorted().toList() : texts).toString();
        }
        return String.valueOf(value);
    }
}
