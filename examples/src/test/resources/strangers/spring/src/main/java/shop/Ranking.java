package shop;

import dev.feast.FeastClient;
import dev.feast.Row;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

@Service
public class Ranking {

    private final FeastClient feast;

    Ranking(@Value("${feast.host}") String host, @Value("${feast.port}") int port) {
        feast = FeastClient.create(host, port);
    }

    public double rateOf(long driver) {
        return feast.getOnlineFeatures(List.of("driver_stats:conv_rate"), List.of(Row.create().set("driver_id", driver)))
                .get(0)
                .getDouble("conv_rate");
    }
}
