package io.mmp.test.mlflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServedFileTests {

    private final ServedFile.Handler handler = new ServedFile.Handler(MlflowRest.BLOCK);
    private final IOException failure = new IOException("reset");

    @Test
    void a_file_whose_head_has_come_breaks_off_when_it_is_read() throws IOException {
        handler.begin(new Head(200, Map.of("Content-Length", List.of("14"))));

        ServedFile file = handler.brokenOff(failure).orElseThrow();
        assertThat(file.size()).isEqualTo(14);
        try (InputStream content = file.content()) {
            assertThatThrownBy(content::readAllBytes).isSameAs(failure);
        }
    }

    @Test
    void a_file_of_unknown_size_breaks_off_too() {
        handler.begin(new Head(200, Map.of()));

        assertThat(handler.brokenOff(failure).orElseThrow().size()).isEqualTo(-1);
    }

    @Test
    void a_server_that_did_not_answer_has_sent_no_file() {
        assertThat(handler.brokenOff(failure)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 404, 503})
    void a_refusal_that_breaks_off_is_no_file(int status) {
        handler.begin(new Head(status, Map.of()));

        assertThat(handler.brokenOff(failure)).isEmpty();
    }

    private record Head(int statusCode, Map<String, List<String>> fields) implements ResponseInfo {

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(fields, (name, value) -> true);
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}
