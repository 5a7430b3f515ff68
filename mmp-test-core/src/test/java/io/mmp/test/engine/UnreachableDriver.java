package io.mmp.test.engine;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A driver of a server that is not there, which says so as that of Hive 2.3 does: with the whole address. */
final class UnreachableDriver implements Driver {

    @Override
    public @Nullable Connection connect(String url, Properties given) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        throw new SQLException(
                "Could not open client transport with JDBC Uri: %s: Connection refused".formatted(url), "08S01");
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith("jdbc:unreachable:");
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties given) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
