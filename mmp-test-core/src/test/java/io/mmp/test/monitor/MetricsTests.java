package io.mmp.test.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads both formats, and says where a text breaks a rule. */
class MetricsTests {

    @ParameterizedTest
    @MethodSource
    void a_sound_text_is_read(String text) {
        assertThat(Metrics.parse(text).families()).hasSizeGreaterThanOrEqualTo(0);
    }

    static Stream<String> a_sound_text_is_read() {
        return Texts.SOUND.stream();
    }

    @ParameterizedTest
    @MethodSource
    void a_broken_text_is_refused(String text) {
        assertThatExceptionOfType(MonitorException.class)
                .isThrownBy(() -> Metrics.parse(text))
                .withMessageMatching("(?s)The metrics, line \\d+, column \\d+: .*");
    }

    static Stream<String> a_broken_text_is_refused() {
        return Texts.BROKEN.stream();
    }

    @ParameterizedTest
    @MethodSource
    void a_sound_text_of_openmetrics_is_read(String text) {
        assertThat(Metrics.parseOpenMetrics(text).families()).hasSizeGreaterThanOrEqualTo(0);
    }

    static Stream<String> a_sound_text_of_openmetrics_is_read() {
        return Texts.SOUND_OPENMETRICS.stream();
    }

    @ParameterizedTest
    @MethodSource
    void a_broken_text_of_openmetrics_is_refused(String text) {
        assertThatExceptionOfType(MonitorException.class)
                .isThrownBy(() -> Metrics.parseOpenMetrics(text))
                .withMessageMatching("(?s)The metrics, line \\d+, column \\d+: .*");
    }

    static Stream<String> a_broken_text_of_openmetrics_is_refused() {
        return Texts.BROKEN_OPENMETRICS.stream();
    }

    @Test
    void all_that_a_line_tells_is_kept() {
        Metrics metrics = Metrics.parseOpenMetrics("""
                # TYPE latency_seconds histogram
                # UNIT latency_seconds seconds
                # HELP latency_seconds How long\\nit took.
                latency_seconds_bucket{path="C:\\\\x \\"y\\"",le="0.5"} 1 # {trace_id="7f"} 0.25 1700000000.5
                latency_seconds_bucket{path="C:\\\\x \\"y\\"",le="+Inf"} 2 1700000001.000000001
                # EOF
                """.replace(" 1 # {trace", " 1 1700000001.000000001 # {trace"));

        MetricFamily family = metrics.family("latency_seconds_bucket").orElseThrow();
        assertThat(family.name()).isEqualTo("latency_seconds");
        assertThat(family.type()).isEqualTo(MetricType.HISTOGRAM);
        assertThat(family.unit()).isEqualTo("seconds");
        assertThat(family.help()).isEqualTo("How long\nit took.");
        Sample sample = family.samples().get(0);
        assertThat(sample.labels()).containsExactly(Map.entry("path", "C:\\x \"y\""), Map.entry("le", "0.5"));
        assertThat(sample.line()).isEqualTo(4);
        assertThat(sample.timestamp()).isEqualTo(Instant.parse("2023-11-14T22:13:21Z"));
        assertThat(sample.exemplar())
                .isEqualTo(new Exemplar(Map.of("trace_id", "7f"), 0.25, Instant.parse("2023-11-14T22:13:20.5Z")));
        assertThat(sample).hasToString("latency_seconds_bucket{path=\"C:\\\\x \\\"y\\\"\",le=\"0.5\"} 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a{b="c} 1                            | 1 | 10 | the value of a label has no closing quote; a line feed in it is written \\n
                    a{b="\\x"} 1                         | 1 | 6  | a backslash is written \\\\, and stands before n and " alone otherwise
                    a{b="c",b="d"} 1                     | 1 | 9  | the label 'b' is here twice
                    a{__name__="x"} 1                    | 1 | 3  | the label '__name__' is the name of the metric, which stands before '{'
                    a one                                | 1 | 3  | the value must be a number, NaN, +Inf or -Inf, but is 'one'
                    a 1 1.5                              | 1 | 5  | the timestamp must be in whole milliseconds since 1970, but is '1.5'
                    ~TYPE a number                      | 1 | 10 | the type is 'number', but must be one of counter, gauge, histogram, summary, untyped
                    a 1;~TYPE a gauge                   | 2 | 8  | the TYPE of 'a' must stand before its samples
                    a 1;b 1;a{c="d"} 1                   | 3 | 1  | the lines of the unknown 'a' must stand together, but others are between this one and line 1
                    a{b="c",d="e"} 1;a{d="e",b="c"} 2    | 2 | 1  | the series a{d="e",b="c"} is here twice, first in line 1
                    ~TYPE h histogram;h 1               | 2 | 1  | 'h' is a histogram, whose samples are named h_bucket, h_sum, h_count
                    ~TYPE h histogram;h_bucket 1        | 2 | 1  | a bucket has the label 'le', its upper bound, which is missing
                    ~TYPE h histogram;h_bucket{le="1"} 1| 2 | 1  | the histogram 'h' has no bucket with le="+Inf" here
                    ~TYPE h histogram;h_sum 1           | 2 | 1  | the histogram 'h' has no bucket with le="+Inf" here
                    ~TYPE h histogram;h_bucket{le="1"} 3;h_bucket{le="+Inf"} 2 | 3 | 1 | buckets are cumulative, but this one has 2, and the one below it, in line 2, has 3
                    ~TYPE h histogram;h_bucket{le="+Inf"} 2;h_count 3          | 3 | 1 | h_count must be what the bucket with le="+Inf" has, in line 2, but is 3 instead of 2
                    ~TYPE s summary;s 1                 | 2 | 1  | a quantile has the label 'quantile', its rank, which is missing
                    ~TYPE s summary;s{quantile="1.5"} 1 | 2 | 1  | the rank of a quantile lies from 0 to 1, but is 1.5
                    """)
    void a_message_names_the_place_and_the_rule(String shorthand, int line, int column, String rule) {
        String text = shorthand.replace("~", "# ");
        assertThatExceptionOfType(MonitorException.class)
                .isThrownBy(() -> Metrics.parse(text.replace(";", "\n") + "\n"))
                .withMessage(
                        "The metrics, line %s, column %s: %s.%nThe line is: %s",
                        line, column, rule, text.split(";", -1)[line - 1]);
    }

    @Test
    void a_text_that_was_cut_off_is_told() {
        assertThatExceptionOfType(MonitorException.class)
                .isThrownBy(() -> Metrics.parseOpenMetrics("a 1\n"))
                .withMessage(
                        "The metrics, line 1, column 4: OpenMetrics ends with a line '# EOF', which is missing: the text may have been cut off.%nThe line is: a 1"
                                .formatted());
        assertThatExceptionOfType(MonitorException.class)
                .isThrownBy(() -> Metrics.parse("a 1\r\n"))
                .withMessageContaining("the value must be a number, NaN, +Inf or -Inf, but is '1'");
    }

    @Test
    void samples_that_are_sound_in_one_format_break_the_other() {
        String total = "# TYPE a counter\na 1\n";
        assertThat(Metrics.parse(total).samples("a")).hasSize(1);
        assertThatExceptionOfType(MonitorException.class)
                .isThrownBy(() -> Metrics.parseOpenMetrics(total + "# EOF\n"))
                .withMessageContaining("'a' is a counter, whose samples are named a_total, a_created");
    }
}
