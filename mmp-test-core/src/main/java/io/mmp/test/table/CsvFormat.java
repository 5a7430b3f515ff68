package io.mmp.test.table;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Says how a CSV file is written, as far as it does not show: in UTF-8 with all time zones, unless told otherwise.
 *
 * @since 0.1.0
 */
public final class CsvFormat {

    private static final CsvFormat DEFAULT = new CsvFormat(StandardCharsets.UTF_8, null, null);

    private final Charset charset;
    private final @Nullable Character separator;
    private final @Nullable ZoneId zone;

    private CsvFormat(Charset charset, @Nullable Character separator, @Nullable ZoneId zone) {
        this.charset = charset;
        this.separator = separator;
        this.zone = zone;
    }

    /** Return the format of files in UTF-8 whose separator is the comma, semicolon or tab that the header shows. */
    public static CsvFormat detected() {
        return DEFAULT;
    }

    /** Return a copy for files in this character set, such as {@code windows-1252}, in which Excel writes. */
    public CsvFormat withCharset(Charset other) {
        return new CsvFormat(other, separator, zone);
    }

    /** Return a copy for files whose cells are separated by this. */
    public CsvFormat withSeparator(char other) {
        return new CsvFormat(charset, other, zone);
    }

    /** Return a copy for files whose timestamps without a time zone are in this one, which is UTC in Feast. */
    public CsvFormat withZone(ZoneId other) {
        return new CsvFormat(charset, separator, other);
    }

    Charset charset() {
        return charset;
    }

    @Nullable
    Character separator() {
        return separator;
    }

    @Nullable
    ZoneId zone() {
        return zone;
    }
}
