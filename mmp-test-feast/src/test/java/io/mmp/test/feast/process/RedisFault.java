package io.mmp.test.feast.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;

/** Damages what Feast wrote into Redis. */
final class RedisFault {

    /** Feast's message of a double is the byte 0x29 and eight bytes, the least significant of which comes first. */
    private static final String FLIP = """
            local flipped = 0
            for _, key in ipairs(redis.call('KEYS', '*')) do
                for _, field in ipairs(redis.call('HKEYS', key)) do
                    local value = redis.call('HGET', key, field)
                    if value == struct.pack('<Bd', 0x29, %s) then
                        local damaged = string.char(bit.bxor(value:byte(2), 1))
                        redis.call('HSET', key, field, value:sub(1, 1) .. damaged .. value:sub(3))
                        flipped = flipped + 1
                    end
                end
            end
            return flipped""";

    private RedisFault() {}

    /** Flip the last bit of each double that is this one, and return how many there are. */
    static int flipLastBit(URI redis, double value) throws IOException {
        String script = FLIP.formatted(value);
        try (Socket socket = new Socket(redis.getHost(), redis.getPort())) {
            String command = "*3\r\n$4\r\nEVAL\r\n$%s\r\n%s\r\n$1\r\n0\r\n".formatted(script.length(), script);
            socket.getOutputStream().write(command.getBytes(US_ASCII));
            String answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
            if (!answer.startsWith(":")) {
                throw new IOException("Redis says: " + answer);
            }
            return Integer.parseInt(answer.substring(1));
        }
    }
}
