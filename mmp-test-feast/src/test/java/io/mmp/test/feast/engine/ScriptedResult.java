package io.mmp.test.feast.engine;

import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a query as a driver gives it.
 *
 * @param rows the cells, as numbers, texts and {@code OffsetDateTime}
 */
record ScriptedResult(List<ScriptedColumn> columns, List<List<@Nullable Object>> rows) {

    ResultSet open() {
        int[] place = {-1};
        boolean[] wasNull = {false};
        return (ResultSet) Proxy.newProxyInstance(
                ScriptedResult.class.getClassLoader(), new Class<?>[] {ResultSet.class}, (proxy, method, given) -> {
                    if (method.getName().equals("next")) {
                        return ++place[0] < rows.size();
                    }
                    if (given == null) {
                        return switch (method.getName()) {
                            case "close" -> null;
                            case "wasNull" -> wasNull[0];
                            case "getMetaData" -> metaData();
                            default -> throw new SQLFeatureNotSupportedException(method.getName());
                        };
                    }
                    Object cell = rows.get(place[0]).get((int) given[0] - 1);
                    wasNull[0] = cell == null;
                    return switch (method.getName()) {
                        case "getLong" -> cell == null ? 0L : ((Number) cell).longValue();
                        case "getDouble" -> cell == null ? 0.0 : ((Number) cell).doubleValue();
                        case "getFloat" -> cell == null ? 0.0f : ((Number) cell).floatValue();
                        case "getBoolean" -> cell != null && (boolean) cell;
                        case "getString" ->
                            cell == null ? null : cell.toString().replace("Z", "");
                        case "getBigDecimal", "getObject" -> cell;
                        default -> throw new SQLFeatureNotSupportedException(method.getName());
                    };
                });
    }

    private ResultSetMetaData metaData() {
        return (ResultSetMetaData) Proxy.newProxyInstance(
                ScriptedResult.class.getClassLoader(),
                new Class<?>[] {ResultSetMetaData.class},
                (proxy, method, given) -> method.getName().equals("getColumnCount")
                        ? columns.size()
                        : columns.get((int) given[0] - 1).tell(method.getName()));
    }

    /**
     * A column as a driver tells it.
     *
     * @param type the driver's own name of its type
     * @param scale how many digits its cells have behind the point
     */
    record ScriptedColumn(String name, String type, int scale) {

        ScriptedColumn named(String label) {
            return new ScriptedColumn(label, type, scale);
        }

        private Object tell(String what) throws SQLFeatureNotSupportedException {
            return switch (what) {
                case "getColumnLabel", "getColumnName" -> name;
                case "getColumnTypeName" -> type;
                case "getScale" -> scale;
                case "getPrecision" -> 38;
                case "getColumnType" ->
                    type.equals("timestamp with time zone") || type.equals("timestamptz")
                            ? Types.TIMESTAMP_WITH_TIMEZONE
                            : type.equals("date") ? Types.DATE : Types.OTHER;
                default -> throw new SQLFeatureNotSupportedException(what);
            };
        }
    }
}
