package io.mmp.test.table;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/**
 * Reads tables from CSV files (RFC 4180) with a header, as pandas, Excel and databases write them.
 *
 * <p>An empty cell is null, an empty cell in quotes is empty text, or null where the column is not of text. Columns of the file that
 * are not asked for are left out. The separator is the comma, semicolon or tab by which the header has all columns that are asked for.
 * Blank lines at the end do not count in a file of several columns; in a file of one column they are nulls. Lists, sets, maps and bytes
 * have no form in CSV.
 *
 * <p>What would be changed by being read is refused: a day that no month has, an hour that clocks skipped or showed twice, a number that
 * does not fit its column's type.
 *
 * @since 0.1.0
 */
public final class CsvTables {

    private CsvTables() {}

    /**
     * Read these columns of a file whose timestamps all have a time zone, such as {@code 2026-01-01T10:00:00Z}.
     *
     * @throws TableException if the file cannot be read, a column is missing, or a cell is no value of its type
     */
    public static Table read(Path file, Map<String, ValueType> types) {
        return read(file, types, CsvFormat.detected());
    }

    /**
     * Read these columns of a file; timestamps without a time zone are in this one, which is UTC in Feast.
     *
     * @throws TableException if the file cannot be read, a column is missing, or a cell is no value of its type
     */
    public static Table readInZone(Path file, Map<String, ValueType> types, ZoneId zone) {
        return read(file, types, CsvFormat.detected().withZone(zone));
    }

    /**
     * Read these columns of a file in this format.
     *
     * @throws TableException if the file cannot be read, a column is missing, or a cell is no value of its type
     */
    public static Table read(Path file, Map<String, ValueType> types, CsvFormat format) {
        CsvFile csv = new CsvFile(file, types, format);
        try {
            return Memory.orRefuse(csv::describe, csv::read);
        } catch (CharacterCodingException e) {
            throw new TableException("CSV file %s: %s".formatted(file, csv.undecodable()), e);
        } catch (IOException e) {
            throw new TableException("CSV file %s cannot be read (%s).".formatted(file, e), e);
        } catch (IllegalArgumentException e) {
            throw new TableException("CSV file %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
