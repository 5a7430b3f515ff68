package io.mmp.test.examples.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A store of documents, one a line of a file, as a process: it acknowledges a document when the file has it. */
final class DocumentStore {

    private static final Path FILE = Path.of("documents.txt");

    private DocumentStore() {}

    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 0);
        server.createContext("/health", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/documents", exchange -> {
            String document = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (!document.isEmpty()) {
                Files.writeString(FILE, document + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            byte[] all = Files.exists(FILE) ? Files.readAllBytes(FILE) : new byte[0];
            exchange.sendResponseHeaders(200, all.length == 0 ? -1 : all.length);
            exchange.getResponseBody().write(all);
            exchange.close();
        });
        server.start();
    }
}
