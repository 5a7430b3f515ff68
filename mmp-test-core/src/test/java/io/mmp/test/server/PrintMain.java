package io.mmp.test.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** Prints the bytes of its variables and arguments, and listens on a port. */
public final class PrintMain {

    private PrintMain() {}

    public static void main(String[] args) throws IOException {
        print("variable", "/proc/self/environ");
        print("argument", "/proc/self/cmdline");
        try (ServerSocket socket =
                new ServerSocket(Integer.parseInt(args[0]), 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            while (true) {
                socket.accept().close();
            }
        }
    }

    private static void print(String kind, String file) throws IOException {
        String bytes = new String(Files.readAllBytes(Path.of(file)), ISO_8859_1);
        for (String text : List.of(bytes.split("\0", -1))) {
            System.out.println(kind + " " + HexFormat.of().formatHex(text.getBytes(ISO_8859_1)));
        }
        System.out.flush();
    }

    /** Return what is printed for this text. */
    static String line(String kind, String text) {
        return kind + " " + HexFormat.of().formatHex(text.getBytes(UTF_8));
    }
}
