package io.mmp.test.examples.platform.drift;

import io.mmp.test.drift.DriftAlarm;
import io.mmp.test.drift.DriftDetector;
import io.mmp.test.table.Table;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Calls the service as its users do. */
record DriftMonitorClient(HttpClient http, URI uri) implements DriftDetector {

    DriftMonitorClient(URI uri) {
        this(HttpClient.newHttpClient(), uri);
    }

    @Override
    public DriftAlarm detect(Table reference, Table current) throws IOException, InterruptedException {
        return post("/compare", csv(reference) + "\n\n" + csv(current));
    }

    DriftAlarm window(Table current) throws IOException, InterruptedException {
        return post("/windows", csv(current));
    }

    private DriftAlarm post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri.resolve(path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("status %s of %s".formatted(answer.statusCode(), path));
        }
        return answer.body().isEmpty()
                ? DriftAlarm.none()
                : DriftAlarm.in(answer.body().split(",", -1));
    }

    static String csv(Table table) {
        return String.join(",", table.columnNames())
                + IntStream.range(0, table.rowCount())
                        .mapToObj(row -> table.row(row).values().stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(",")))
                        .collect(Collectors.joining("\n", "\n", ""));
    }
}
