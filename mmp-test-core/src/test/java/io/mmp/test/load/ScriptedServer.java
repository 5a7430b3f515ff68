package io.mmp.test.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server that does with each connection what a script says, and keeps the heads that it was sent. */
final class ScriptedServer implements AutoCloseable {

    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final ServerSocket server;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    /** What a server does with a connection. */
    interface Script {
        void play(ScriptedServer server, Socket socket) throws Exception;
    }

    private ScriptedServer(ServerSocket server) {
        this.server = server;
    }

    static ScriptedServer start(Script script) throws IOException {
        return start("127.0.0.1", script);
    }

    static ScriptedServer start(String address, Script script) throws IOException {
        ScriptedServer server = new ScriptedServer(new ServerSocket(0, 50, InetAddress.getByName(address)));
        daemon(() -> {
            while (true) {
                Socket socket = server.server.accept();
                server.connections.add(socket);
                daemon(() -> script.play(server, socket));
            }
        });
        return server;
    }

    private static void daemon(Action action) {
        Thread thread = new Thread(() -> {
            try {
                action.run();
            } catch (Exception e) {
                // The test is over.
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Answer each request in these words. */
    static Script answering(String answer) {
        return (server, socket) -> {
            while (server.readHead(socket)) {
                write(socket, answer);
            }
        };
    }

    /** Read the head of a request; return false at the end of the connection. */
    boolean readHead(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.toString().endsWith("\r\n\r\n")) {
                heads.add(head.toString());
                return true;
            }
        }
        return false;
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Wait so long, or until the test is over. */
    void rest(long millis) throws InterruptedException {
        boolean ignored = end.await(millis, TimeUnit.MILLISECONDS);
    }

    void restForEver() throws InterruptedException {
        end.await();
    }

    int port() {
        return server.getLocalPort();
    }

    HttpRequest.Builder request() {
        return request("127.0.0.1");
    }

    HttpRequest.Builder request(String host) {
        return HttpRequest.newBuilder(URI.create("http://%s:%s/".formatted(host, port())));
    }

    List<Socket> connections() {
        return connections;
    }

    List<String> heads() {
        return heads;
    }

    @Override
    public void close() throws IOException {
        end.countDown();
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
