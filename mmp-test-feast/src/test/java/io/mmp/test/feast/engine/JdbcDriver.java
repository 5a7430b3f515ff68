package io.mmp.test.feast.engine;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A driver that {@link DriverManager} knows as long as it is open; its classes, and those of all it needs, are seen by nobody else. */
final class JdbcDriver implements Driver, AutoCloseable {

    private final URLClassLoader classes;
    private final Driver driver;

    private JdbcDriver(URLClassLoader classes, Driver driver) {
        this.classes = classes;
        this.driver = driver;
    }

    /** Load it from the JARs of a directory. */
    static JdbcDriver load(Path directory, String className) throws IOException {
        List<URL> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                jars.add(url(file));
            }
        }
        URLClassLoader classes = new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        try {
            Driver driver = Class.forName(className, true, classes)
                    .asSubclass(Driver.class)
                    .getDeclaredConstructor()
                    .newInstance();
            JdbcDriver known = new JdbcDriver(classes, driver);
            DriverManager.registerDriver(known);
            return known;
        } catch (ReflectiveOperationException | SQLException e) {
            classes.close();
            throw new IOException("%s cannot be loaded from %s: %s".formatted(className, directory, e), e);
        }
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }

    /** The driver of Hive looks for its classes in the loader of the thread. */
    @Override
    public @Nullable Connection connect(String url, Properties given) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(classes);
        try {
            return driver.connect(url, given);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return driver.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties given) throws SQLException {
        return driver.getPropertyInfo(url, given);
    }

    @Override
    public int getMajorVersion() {
        return driver.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return driver.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return driver.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }

    @Override
    public void close() throws IOException, SQLException {
        DriverManager.deregisterDriver(this);
        classes.close();
    }
}
