package io.mmp.test.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.util.Arrays;
import java.util.List;

/** A command that serves: by what, on which host and which port. The variable {@code PORT} counts where no port is given. */
final class ServeMain {

    private ServeMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> all = Arrays.asList(arguments);
        String host = value(all, "--host", "127.0.0.1");
        String port = value(all, "--port", System.getenv().getOrDefault("PORT", "8080"));
        System.out.println("serving on " + host + ", reading " + System.in.read());
        InetSocketAddress address = new InetSocketAddress(host, Integer.parseInt(port));
        switch (all.get(0)) {
            case "http" -> HttpServer.create(address, 0).start();
            case "socket" -> {
                try (ServerSocket socket = new ServerSocket()) {
                    socket.setReuseAddress(true);
                    socket.bind(address);
                    socket.accept();
                }
            }
            case "port" -> new ServerSocket(address.getPort()).accept();
            case "channel" -> ServerSocketChannel.open().bind(address).accept();
            case "deaf" ->
                HttpServer.create(new InetSocketAddress(Integer.parseInt(port)), 0)
                        .start();
            case "sleep" -> Thread.sleep(60_000);
            default -> {
                System.err.println("no such server: " + all.get(0));
                System.exit(2);
            }
        }
    }

    private static String value(List<String> arguments, String name, String otherwise) {
        int place = arguments.indexOf(name);
        return place < 0 ? otherwise : arguments.get(place + 1);
    }
}
