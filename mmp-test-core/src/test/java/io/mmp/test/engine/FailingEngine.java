package io.mmp.test.engine;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** An engine that cannot be had here, and answers each question with one of its errors. */
final class FailingEngine {

    private FailingEngine() {}

    static Engine of(Dialect dialect, String version, String state, String message) {
        DatabaseMetaData metaData = proxy(DatabaseMetaData.class, method -> switch (method) {
            case "getDatabaseProductName" -> dialect.name();
            case "getDatabaseProductVersion" -> version;
            default -> Integer.parseInt(version.replaceFirst("[.].*", ""));
        });
        Statement statement = proxy(Statement.class, method -> {
            if (method.equals("executeQuery")) {
                throw new SQLException(message, state);
            }
            return method.equals("execute");
        });
        Connection connection = proxy(Connection.class, method -> switch (method) {
            case "getMetaData" -> metaData;
            case "createStatement" -> statement;
            default -> method.equals("getAutoCommit");
        });
        return Engine.of(proxy(DataSource.class, method -> connection));
    }

    private interface Answer {
        Object to(String method) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                FailingEngine.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    boolean isVoid = method.getReturnType() == void.class;
                    Object answered = answer.to(method.getName());
                    return isVoid ? null : answered;
                }));
    }
}
