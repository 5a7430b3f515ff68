package io.mmp.test.feast;

import io.mmp.test.feast.embedded.EmbeddedFeast;
import io.mmp.test.feast.process.FeastStores;
import io.mmp.test.feast.process.FeastStores.Offline;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option of a view and its source works in every call of the embedded feature store. */
class ViewOptionsTests {

    @ParameterizedTest
    @MethodSource("io.mmp.test.feast.ViewOptions#all")
    void a_view_works_in_every_call(ViewOptions options) {
        for (Offline model : List.of(Offline.POSTGRES, Offline.DASK)) {
            try (EmbeddedFeast feast =
                    EmbeddedFeast.start(FeastStores.defaults().withOffline(model))) {
                options.check(feast, model, "stats");
            }
        }
    }
}
