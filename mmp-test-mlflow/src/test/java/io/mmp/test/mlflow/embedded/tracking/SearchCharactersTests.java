package io.mmp.test.mlflow.embedded.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mmp.test.mlflow.EnabledIfMlflowProcess;
import io.mmp.test.mlflow.embedded.PythonProgram;
import io.mmp.test.mlflow.embedded.python.PythonJson;
import io.mmp.test.mlflow.embedded.search.SearchFilter;
import io.mmp.test.mlflow.embedded.search.SearchKey;
import io.mmp.test.mlflow.embedded.search.SearchToken;
import io.mmp.test.mlflow.embedded.wire.RestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads filters as the installed MLflow does, whatever character stands in a key, in front of it and behind it.
 *
 * <p>Compared are all code points below U+3000, and above one of each general category in every 256.
 */
@Tag("e2e")
@EnabledIfMlflowProcess
class SearchCharactersTests {

    private static final int SHOWN = 20;

    private static final String PROGRAM = """
            import sys, unicodedata
            from mlflow.exceptions import MlflowException
            from mlflow.utils.search_utils import SearchUtils
            def read(text):
                try:
                    clause, = SearchUtils.parse_search_filter(text)
                    return " ".join(clause[part] for part in ("type", "key", "comparator", "value"))
                except MlflowException as refusal:
                    return refusal.message
            seen = set()
            with open(sys.argv[1], "w", encoding="utf-8") as out:
                for point in range(0x110000):
                    c = chr(point)
                    kind = unicodedata.category(c)
                    if kind in ("Cn", "Co", "Cs") or (point >= 0x3000 and (kind, point >> 8) in seen):
                        continue
                    seen.add((kind, point >> 8))
                    for text in (f"tags.a{c}b = 'x'", f"tags.{c}a = 'x'", f"tags.a{c} = 'x'", f"tags.a ={c}'x'",
                            f"metrics.m > 1{c}"):
                        print(point, text.encode().hex(), read(text).encode().hex(), file=out)
            """;

    @Test
    void a_character_means_what_it_means_to_mlflow(@TempDir Path directory) throws Exception {
        Path answers = directory.resolve("answers.txt");
        assertThat(PythonProgram.run(directory, Map.of(), "-c", PROGRAM, answers.toString())
                        .output())
                .isEmpty();

        List<String> different = new ArrayList<>();
        for (String line : Files.readAllLines(answers)) {
            String[] columns = line.split(" ", -1);
            String filter = decode(columns[1]);
            String expected = decode(columns[2]);
            String found = read(filter);
            if (Character.isDefined(Integer.parseInt(columns[0])) && !found.equals(expected)) {
                different.add("%s: %s in MLflow, %s here".formatted(PythonJson.spaced(filter), expected, found));
            }
        }
        assertThat(different.stream().limit(SHOWN))
                .as("%s differ", different.size())
                .isEmpty();
    }

    private static String read(String filter) {
        try {
            RunSearch.of(filter, List.of());
        } catch (RestException refused) {
            if (!String.valueOf(refused.getMessage()).startsWith("Invalid comparator")) {
                return String.valueOf(refused.getMessage());
            }
        }
        try {
            SearchToken comparison = SearchFilter.comparisons(filter, clause -> "'" + clause + "'")
                    .get(0);
            SearchKey key = SearchKey.ofRun(comparison.parts().get(0).text(), RunAttribute.NAMES);
            SearchToken right = comparison.parts().get(2);
            return "%s %s %s %s"
                    .formatted(
                            key.type(), key.key(), comparison.parts().get(1).text(), SearchKey.unquote(right.text()));
        } catch (RestException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private static String decode(String hex) {
        return new String(HexFormat.of().parseHex(hex), UTF_8);
    }
}
