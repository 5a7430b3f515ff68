package io.mmp.test.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackTracesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"trace\":\"java.lang.IllegalStateException\\n\\tat com.shop.Store.read(Store.java:17)\"}",
                "at java.base/java.lang.Thread.run(Thread.java:840)",
                "at com.shop.Store.<init>(Store.kt:3)",
                "at com.shop.Store.&lt;init&gt;(Store.java:3)",
                "at jdk.internal.reflect.Native.invoke0(Native Method)",
                "Traceback (most recent call last):\n  File \"app.py\", line 3, in read",
                "{\"detail\":\"File \\\"/srv/app.py\\\", line 3, in read\"}",
                "goroutine 1 [running]:\nmain.main()",
                "Error: gone\n    at read (/srv/app.js:3:9)",
                "Error: gone\n    at async Server.<anonymous> (node:http:3:9)",
                "at Shop.Store.Read(String id) in C:\\shop\\Store.cs:line 17",
                "thread 'main' panicked at src/main.rs:3:5",
                "#0 /srv/app.php(17): Store->read()"
            })
    void a_trace_of_any_language_is_found(String body) {
        assertThat(StackTraces.find(body)).isPresent();
    }

    @Test
    void a_trace_of_this_jvm_is_found() {
        StringWriter trace = new StringWriter();
        new IllegalStateException("gone").printStackTrace(new PrintWriter(trace));

        assertThat(StackTraces.find(trace.toString()))
                .hasValueSatisfying(found -> assertThat(found)
                        .startsWith("at ")
                        .contains("StackTracesTests.a_trace_of_this_jvm_is_found(StackTracesTests.java:"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"the store is not there\"}",
                "Meet at noon (see Store.java for details), at the shop.",
                "at least (3) of 5 rows",
                "Error #4 at 10:30:12",
                "The file \"app.py\" has 3 lines",
                ""
            })
    void an_error_in_words_is_none(String body) {
        assertThat(StackTraces.find(body)).isEmpty();
    }
}
