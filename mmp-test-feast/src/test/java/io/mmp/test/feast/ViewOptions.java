package io.mmp.test.feast;

import static io.mmp.test.feast.FeastAssertions.assertThat;
import static io.mmp.test.feast.FeastAssertions.assertThatIngested;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feast.Row;
import io.mmp.test.feast.history.HistoricalFeatures;
import io.mmp.test.feast.online.OnlineFeatures;
import io.mmp.test.feast.process.RealFeast;
import io.mmp.test.feast.registry.FeatureRegistry;
import io.mmp.test.feast.store.FeastException;
import io.mmp.test.feast.store.FeatureStore;
import io.mmp.test.feast.view.FeatureView;
import io.mmp.test.table.Table;
import io.mmp.test.table.TableBuilder;
import io.mmp.test.table.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One combination of what a feature view and its source may have, to be used in every call of a feature store.
 *
 * @param keys how many join keys there are
 * @param renamed whether join keys and features have other names in the source
 * @param event the name and the source's column of the event timestamp
 * @param created the same of the created timestamp; none if empty
 * @param ttl how long rows hold
 */
record ViewOptions(int keys, boolean renamed, Name event, Name created, Duration ttl) {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<Name> EVENTS = List.of(
            new Name("event_timestamp", "event_timestamp"),
            new Name("happened", "happened"),
            new Name("happened", "raw_time"));
    private static final List<Name> CREATED =
            List.of(new Name("", ""), new Name("created", "created"), new Name("written", "raw_created"));

    /** A name in the view, and in the source. */
    record Name(String field, String column) {}

    static Stream<ViewOptions> all() {
        List<ViewOptions> all = new ArrayList<>();
        for (int keys = 0; keys <= 2; keys++) {
            for (boolean renamed : new boolean[] {false, true}) {
                for (Name event : EVENTS) {
                    for (Name created : CREATED) {
                        for (Duration ttl : List.of(Duration.ZERO, Duration.ofHours(2))) {
                            all.add(new ViewOptions(keys, renamed, event, created, ttl));
                        }
                    }
                }
            }
        }
        return all.stream();
    }

    private FeatureView view(String name) {
        FeatureView view = FeatureView.named(name)
                .withFeature("trips", ValueType.INT64)
                .withFeature("city", ValueType.STRING)
                .withEventTimestamp(event.field())
                .withTtl(ttl);
        view = mapped(view, event);
        if (keys > 0) {
            view = view.withJoinKey("driver_id", ValueType.INT64);
        }
        if (keys > 1) {
            view = view.withJoinKey("shift", ValueType.STRING);
        }
        if (!created.field().isEmpty()) {
            view = mapped(view.withCreatedTimestamp(created.field()), created);
        }
        if (renamed) {
            view = view.withMapping("raw_trips", "trips");
            view = keys > 0 ? view.withMapping("raw_driver", "driver_id") : view;
        }
        return view;
    }

    private static FeatureView mapped(FeatureView view, Name name) {
        return name.field().equals(name.column()) ? view : view.withMapping(name.column(), name.field());
    }

    private Table rows(FeatureView view) {
        TableBuilder table = Table.builder();
        view.sourceColumns().forEach(table::column);
        add(table, view, 1L, "early", NOON.minusSeconds(3600), 1L, "Bonn");
        add(table, view, 1L, "early", NOON.minusSeconds(60), 2L, null);
        if (keys > 0) {
            add(table, view, 2L, "early", NOON.minusSeconds(30), null, "Köln");
        }
        if (keys > 1) {
            add(table, view, 2L, "late", NOON.minusSeconds(20), 4L, "");
        }
        return table.build();
    }

    private static void add(
            TableBuilder table,
            FeatureView view,
            Long driver,
            String shift,
            Instant happened,
            @Nullable Long trips,
            @Nullable String city) {
        List<@Nullable Object> cells = new ArrayList<>();
        for (String column : view.sourceColumns().keySet()) {
            String field = view.fieldMapping().getOrDefault(column, column);
            cells.add(
                    switch (field) {
                        case "driver_id" -> driver;
                        case "shift" -> shift;
                        case "trips" -> trips;
                        case "city" -> city;
                        case "event_timestamp", "happened" -> happened;
                        default -> happened.plusSeconds(5); // created
                    });
        }
        table.row(cells.toArray());
    }

    /** Return the entities, each at noon if the rows are for a retrieval of history. */
    private Table entities(boolean timed) {
        TableBuilder table = Table.builder();
        if (keys > 0) {
            table.column("driver_id", ValueType.INT64);
        }
        if (keys > 1) {
            table.column("shift", ValueType.STRING);
        }
        if (timed) {
            table.column("event_timestamp", ValueType.UNIX_TIMESTAMP);
        }
        List<List<Object>> entities = switch (keys) {
            case 0 -> List.of(List.of());
            case 1 -> List.of(List.of(1L), List.of(2L));
            default -> List.of(List.of(1L, "early"), List.of(2L, "early"), List.of(2L, "late"));
        };
        for (List<Object> entity : entities) {
            List<Object> cells = new ArrayList<>(entity);
            if (timed) {
                cells.add(NOON);
            }
            table.row(cells.toArray());
        }
        return table.build();
    }

    /** Use such a view in every call; what Feast itself cannot do with it is refused with a remedy. */
    void check(FeatureStore feast, String name) {
        FeatureView view = view(name);
        String[] features = {name + ":trips", name + ":city"};
        feast.apply(view);
        feast.ingest(view, rows(view));

        assertThat(feast.source(view).rows().rowCount()).isEqualTo(keys + 2);
        assertThatIngested(feast.source(view)).arrivedIn(feast.offline(view));

        HistoricalFeatures training = feast.historical(entities(true), features);
        assertThat(training).isPointInTimeCorrect(view).hasNoFutureValues();
        if (!ttl.isZero()) {
            assertThat(training).respectsTtl();
        }
        assertThat(training.returned().rowCount()).isEqualTo(keys + 1);

        if (keys == 0 && feast instanceof RealFeast) {
            assertThatThrownBy(() -> feast.materialize(NOON.minusSeconds(86_400), NOON))
                    .isInstanceOf(FeastException.class)
                    .hasMessage(
                            "Feast refused 'materialize': ValueError: Column __dummy_id not found in table. Feast 0.67 materializes views without join keys from its Dask store only: give the view a key, or run with -Dmmp.feast.offline=dask.");
            return;
        }
        feast.materialize(NOON.minusSeconds(86_400), NOON);
        OnlineFeatures online = feast.online(entities(false), features);
        assertThat(online).agreesWith(NOON, feast.source(view));
        assertThat(online).agreesWith(training);
        assertThatIngested(feast.source(view)).arrivedIn(online);
        Row key = switch (keys) {
            case 0 -> Row.create().set(FeatureRegistry.NO_ENTITY, "");
            case 1 -> Row.create().set("driver_id", 1L);
            default -> Row.create().set("driver_id", 1L).set("shift", "early");
        };
        Row answer = feast.online()
                .getOnlineFeatures(List.of(features), List.of(key))
                .get(0);
        assertThat(answer.getLong("trips")).isEqualTo(2L);
        assertThat(Objects.requireNonNullElse(answer.getString("city"), "")).isEmpty();
    }
}
