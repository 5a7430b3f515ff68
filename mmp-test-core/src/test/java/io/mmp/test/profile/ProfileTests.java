package io.mmp.test.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ProfileTests {

    private static final Profile DEV = Profile.of("dev");

    @TempDir
    Path directory;

    private ProfileFolder folder;

    enum Engine {
        LIGHTGBM,
        XGBOOST
    }

    record Model(Path path, Optional<Double> threshold) {}

    record All(
            String name,
            int rows,
            long bytes,
            double rate,
            boolean strict,
            Duration timeout,
            Instant since,
            LocalDate day,
            URI tracking,
            Engine engine,
            List<String> tags,
            List<Integer> seeds,
            Model model,
            Optional<Model> challenger,
            Optional<List<Engine>> engines) {}

    record Rows(int rows) {}

    record Training(int rows, Duration trainingTimeout, Model model) {}

    @BeforeEach
    void create() {
        folder = new ProfileFolder(directory);
    }

    @Test
    void all_types_are_read() throws IOException {
        folder.with("dev", """
                # a comment
                name = Größe \\u00e9 = 1
                rows: 1_000
                bytes 9223372036854775807
                rate = 1.5e-3
                strict = true
                timeout = 90 s
                since = 2026-01-31T12:00:00Z
                day = 2026-01-31
                tracking = http://localhost:5000/a?b=c
                engine = XGBOOST
                tags = a, \\
                       b
                seeds = 1,2,3
                model.path = target/model

                model.threshold = 0.5
                """);
        assertThat(folder.read(DEV, All.class))
                .isEqualTo(new All(
                        "Größe é = 1",
                        1000,
                        Long.MAX_VALUE,
                        0.0015,
                        true,
                        Duration.ofSeconds(90),
                        Instant.parse("2026-01-31T12:00:00Z"),
                        LocalDate.of(2026, 1, 31),
                        URI.create("http://localhost:5000/a?b=c"),
                        Engine.XGBOOST,
                        List.of("a", "b"),
                        List.of(1, 2, 3),
                        new Model(Path.of("target/model"), Optional.of(0.5)),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void a_profile_replaces_what_all_have_a_system_property_that_and_with_both() throws IOException {
        folder.with("common", "rows = 1").with("dev", "").with("local", "rows = 2");
        assertThat(folder.read(DEV, Rows.class).rows()).isEqualTo(1);
        assertThat(folder.read(Profile.of("local"), Rows.class).rows()).isEqualTo(2);
        System.setProperty("mmp.settings.rows", "3");
        try {
            assertThat(folder.read(DEV, Rows.class).rows()).isEqualTo(3);
            assertThat(folder.read(DEV.with("rows", "4"), Rows.class).rows()).isEqualTo(4);
        } finally {
            System.clearProperty("mmp.settings.rows");
        }
    }

    @Test
    void all_that_is_wrong_is_said_at_once() throws IOException {
        folder.with("dev", "rows = ten\n\ntrainig-timeout = 30s\nmodel.threshold = much\n");
        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> folder.read(DEV, Training.class))
                .withMessage("""
                        The settings of the profile 'dev' do not fit the record io.mmp.test.profile.ProfileTests$Training:
                          profiles/dev.properties, line 3: nothing is called 'trainig-timeout'. Did you mean 'trainingTimeout'?
                          profiles/dev.properties, line 1: 'rows' must be a whole number from -2147483648 to 2147483647, such as 42, but is 'ten'.
                          'trainingTimeout' is missing: add 'trainingTimeout = 30s' to profiles/dev.properties, or to profiles/common.properties for all profiles.
                          'model.path' is missing: add 'model.path = target/model' to profiles/dev.properties, or to profiles/common.properties for all profiles.
                          profiles/dev.properties, line 4: 'model.threshold' must be a decimal number, such as 0.5, but is 'much'.""".replace("\n", System.lineSeparator()));
    }

    @Test
    void an_override_is_named_too() throws IOException {
        folder.with("dev", "rows = 1");
        refuses(DEV.with("row", "2"), Rows.class, "override of 'row': nothing is called 'row'. Did you mean 'rows'?");
        System.setProperty("mmp.settings.unlike", "3");
        try {
            refuses(DEV, Rows.class, "system property mmp.settings.unlike: nothing is called 'unlike'.");
        } finally {
            System.clearProperty("mmp.settings.unlike");
        }
    }

    record One<T>(T value) {}

    record OneInt(int value) {}

    record OneLong(long value) {}

    record OneDouble(double value) {}

    record OneBoolean(boolean value) {}

    record OneDuration(Duration value) {}

    record OneUri(URI value) {}

    record OnePath(Path value) {}

    record OneEngine(Engine value) {}

    record OneDay(LocalDate value) {}

    private static final Map<String, Class<? extends Record>> ONE = Map.of(
            "int", OneInt.class,
            "long", OneLong.class,
            "double", OneDouble.class,
            "boolean", OneBoolean.class,
            "duration", OneDuration.class,
            "uri", OneUri.class,
            "path", OnePath.class,
            "engine", OneEngine.class,
            "day", OneDay.class);

    @ParameterizedTest
    @CsvSource({
        "int, 2147483648",
        "int, 1.0",
        "int, ''",
        "int, 1L",
        "int, _1",
        "int, ١٢",
        "int, 0x10",
        "long, 9223372036854775808",
        "double, NaN",
        "double, Infinity",
        "double, 1e400",
        "double, 1d",
        "double, '1,5'",
        "double, ٣",
        "boolean, TRUE",
        "boolean, yes",
        "boolean, ''",
        "duration, 30",
        "duration, 30 seconds",
        "duration, -1s",
        "duration, 999999999999999d",
        "uri, ''",
        "uri, a b",
        "path, ''",
        "engine, lightgbm",
        "engine, ''",
        "day, 31.1.2026"
    })
    void what_a_value_is_not_is_refused(String type, String value) throws IOException {
        folder.with("dev", "value = " + value);
        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> folder.read(DEV, Objects.requireNonNull(ONE.get(type))))
                .withMessageContaining("profiles/dev.properties, line 1: 'value' must be ")
                .withMessageEndingWith(", but is '%s'.".formatted(value));
    }

    @ParameterizedTest
    @CsvSource({
        "5m, 300000000000",
        "5 min, 300000000000",
        "7us, 7000",
        "1h, 3600000000000",
        "2d, 172800000000000",
        "3ns, 3",
        "4ms, 4000000",
        "PT1M30S, 90000000000"
    })
    void durations_have_units(String value, long nanos) throws IOException {
        folder.with("dev", "value = " + value);
        assertThat(folder.read(DEV, OneDuration.class).value()).isEqualTo(Duration.ofNanos(nanos));
    }

    record Tags(List<Integer> tags) {}

    @Test
    void lists_may_be_empty_but_not_their_elements() throws IOException {
        folder.with("dev", "tags =");
        assertThat(folder.read(DEV, Tags.class).tags()).isEmpty();
        folder.with("dev", "tags = 1,,3");
        refuses(
                DEV,
                Tags.class,
                "profiles/dev.properties, line 1: element 2 of 3 of 'tags' must be a whole number from -2147483648 to 2147483647, such as 42, but is ''.");
    }

    @Test
    void a_list_cannot_be_changed() throws IOException {
        folder.with("dev", "tags = 1");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> folder.read(DEV, Tags.class).tags().add(2));
    }

    record Challenged(Optional<Model> challenger, Optional<String> note) {}

    @Test
    void an_optional_record_is_there_if_one_of_its_keys_is() throws IOException {
        folder.with("dev", "challenger.threshold = 0.5\nnote = text");
        refuses(
                DEV,
                Challenged.class,
                "'challenger.path' is missing: add 'challenger.path = target/model' to profiles/dev.properties, or to profiles/common.properties for all profiles.");
        folder.with("dev", "note = text");
        assertThat(folder.read(DEV, Challenged.class)).isEqualTo(new Challenged(Optional.empty(), Optional.of("text")));
        assertThat(folder.read(DEV.with("note", ""), Challenged.class))
                .isEqualTo(new Challenged(Optional.empty(), Optional.empty()));
    }

    record Positive(int rows) {
        Positive {
            if (rows < 1) {
                throw new IllegalArgumentException("rows must be positive");
            }
        }
    }

    record Nested(Positive training) {}

    @Test
    void a_record_may_refuse_values() throws IOException {
        folder.with("dev", "training.rows = 0");
        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> folder.read(DEV, Nested.class))
                .withMessageEndingWith(
                        "  Positive refuses those of 'training': java.lang.IllegalArgumentException: rows must be positive")
                .withCauseInstanceOf(IllegalArgumentException.class);
    }

    record Endless(Optional<Endless> next) {}

    record Floating(float value) {}

    record Rawest(@SuppressWarnings("rawtypes") List value) {}

    record NestedLists(List<List<String>> value) {}

    @Test
    void a_record_that_cannot_be_bound_is_refused() throws IOException {
        folder.with("dev", "");
        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> folder.read(DEV, Endless.class))
                .withMessage(
                        "The record io.mmp.test.profile.ProfileTests$Endless contains itself, so that it would have settings without end.");
        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> folder.read(DEV, Floating.class))
                .withMessage(
                        "The component value of the record io.mmp.test.profile.ProfileTests$Floating is a float, which no setting is read as. Use String, int, long, double, boolean, Duration, Instant, LocalDate, URI, Path, an enum, a record of them, or a List or Optional of one.");
        for (Class<? extends Record> type : List.of(Rawest.class, NestedLists.class, One.class)) {
            assertThatExceptionOfType(ProfileException.class)
                    .isThrownBy(() -> folder.read(DEV, type))
                    .withMessageStartingWith("The component value of the record " + type.getName() + " is a ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "de v", "../dev", "common", "Common", "-dev", "größe", "a/b"})
    void what_is_no_name_is_refused(String name) {
        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> Profile.of(name))
                .withMessage(
                        "'%s' does not name a profile: that is made of letters, digits, '.', '_' and '-', such as local or dev, and is not 'common', whose file all have."
                                .formatted(name));
    }

    @Test
    void the_active_profile_is_that_of_the_property_or_else_of_the_variable() {
        assertThat(Profile.active(key -> null, key -> null)).hasToString("local");
        assertThat(Profile.active(key -> null, Map.of("APP_ENV", "DEV")::get)).isEqualTo(DEV);
        assertThat(Profile.active(key -> null, Map.of("APP_ENV", " ")::get)).hasToString("local");
        assertThat(Profile.active(Map.of("mmp.profile", "prod")::get, Map.of("APP_ENV", "dev")::get))
                .hasToString("prod");
        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> Profile.active(key -> null, Map.of("APP_ENV", "a b")::get))
                .withMessageStartingWith("APP_ENV, which is 'a b', does not name a profile: ");
    }

    private void refuses(Profile profile, Class<? extends Record> type, String problem) {
        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> folder.read(profile, type))
                .withMessage("The settings of the profile '%s' do not fit the record %s:%n  %s"
                        .formatted(profile, type.getName(), problem));
    }
}
