package io.mmp.test.table;

import java.nio.ByteBuffer;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Prints cells so that a message stays readable, and that two of them which differ do not look alike. */
final class CellPrinter {

    private static final int SHOWN_CHARACTERS = 200;
    private static final int SHOWN_BYTES = 32;
    private static final int SHOWN_ELEMENTS = 20;

    /** What has no glyph of its own: controls, formats such as the zero-width space, all blanks but the plain one, fillers. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cn}\\p{Co}\\p{Cs}\\p{Z}\\u115F\\u1160\\u3164\\uFFA0&&[^ ]]|^ | $");

    /** What would be taken for a code, though it is text. */
    private static final Pattern CODE = Pattern.compile("\\\\u[0-9A-F]{4}");

    private static final Pattern MARK = Pattern.compile("\\p{M}");

    private CellPrinter() {}

    static String print(@Nullable Object cell) {
        if (cell instanceof String text) {
            return text(text, CellPrinter::visible);
        }
        if (cell instanceof ByteBuffer bytes) {
            return bytes(bytes);
        }
        if (cell instanceof Map<?, ?> map) {
            return elements(map.entrySet(), "{", "}", map.hashCode());
        }
        return cell instanceof Collection<?> elements
                ? elements(elements, "[", "]", elements.hashCode())
                : text(String.valueOf(cell), UnaryOperator.identity());
    }

    private static String text(String text, UnaryOperator<String> printer) {
        if (text.length() <= SHOWN_CHARACTERS) {
            return printer.apply(text);
        }
        int end = SHOWN_CHARACTERS - (Character.isHighSurrogate(text.charAt(SHOWN_CHARACTERS - 1)) ? 1 : 0);
        return printer.apply(text.substring(0, end)) + rest(text.length(), "characters", text.hashCode());
    }

    private static String bytes(ByteBuffer bytes) {
        byte[] shown = new byte[Math.min(bytes.remaining(), SHOWN_BYTES)];
        bytes.duplicate().get(shown);
        boolean isCut = bytes.remaining() > SHOWN_BYTES;
        return "0x" + HexFormat.of().formatHex(shown)
                + (isCut ? rest(bytes.remaining(), "bytes", bytes.hashCode()) : "");
    }

    private static String elements(Collection<?> elements, String start, String end, int hash) {
        StringJoiner printed = new StringJoiner(", ", start, end);
        Iterator<?> rest = elements.iterator();
        for (int i = 0; i < SHOWN_ELEMENTS && rest.hasNext() && printed.length() < SHOWN_CHARACTERS; i++) {
            Object element = rest.next();
            printed.add(
                    element instanceof Map.Entry<?, ?> entry
                            ? print(entry.getKey()) + "=" + print(entry.getValue())
                            : print(element));
        }
        return printed + (rest.hasNext() ? rest(elements.size(), "elements", hash) : "");
    }

    /** Say how much there is, and a number that tells from others what begins alike. */
    private static String rest(int size, String unit, int hash) {
        return "... (%s %s, hash %s)".formatted(size, unit, HexFormat.of().toHexDigits(hash));
    }

    /** Print the codes of what cannot be seen, and of letters that are not composed as usual. */
    private static String visible(String text) {
        String seen = escaped(UNSEEN, CODE.matcher(text).replaceAll("\\\\$0"));
        if (Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            return seen;
        }
        StringBuilder printed = new StringBuilder();
        escaped(MARK, seen)
                .codePoints()
                .mapToObj(Character::toString)
                .forEach(one -> printed.append(Normalizer.isNormalized(one, Normalizer.Form.NFC) ? one : code(one)));
        return printed.toString();
    }

    private static String escaped(Pattern what, String text) {
        return what.matcher(text).replaceAll(found -> Matcher.quoteReplacement(code(found.group())));
    }

    private static String code(String character) {
        StringBuilder code = new StringBuilder();
        HexFormat hex = HexFormat.of().withUpperCase();
        character.chars().forEach(unit -> code.append("\\u").append(hex.toHexDigits((char) unit)));
        return code.toString();
    }
}
