package io.mmp.test.examples.checklist;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The checklists that tests prove lines of. */
enum Kind {
    /** What is checked before the RAG system goes into production. Each test of that system is to name a line. */
    RAG(
            "/rag/checklist.txt",
            "rag/checklist",
            "[0-9].*",
            "io\\.mmp\\.test\\.examples\\.rag(\\..*)?",
            Controls.WHERE_THEY_ARE),

    /** What a whole platform is to prove, {@code T01} to {@code T20} and {@code N1} to {@code N3}. */
    MATRIX("/platform/matrix.txt", "matrix/matrix", "[^0-9].*", "", Controls.FOR_EACH_LINE);

    /** Where a line needs a negative control. */
    enum Controls {
        WHERE_THEY_ARE,
        FOR_EACH_LINE
    }

    private final String resource;
    private final String files;
    private final Pattern ids;
    private final Pattern judgedPackages;
    private final Controls controls;

    Kind(String resource, String files, String ids, String judgedPackages, Controls controls) {
        this.resource = resource;
        this.files = files;
        this.ids = Pattern.compile(ids);
        this.judgedPackages = Pattern.compile(judgedPackages);
        this.controls = controls;
    }

    /** Return the part of a result that is about this checklist, if any is. */
    Optional<Result> partOf(Result result, Class<?> type) {
        Result part = result.with(this::has);
        boolean isJudged = judgedPackages.matcher(type.getPackageName()).matches();
        return part.namesNothing() && !isJudged ? Optional.empty() : Optional.of(part);
    }

    /** Return whether a line of this checklist would have such an id. */
    boolean has(String id) {
        return ids.matcher(id).matches();
    }

    Controls controls() {
        return controls;
    }

    String text() {
        try (var text = Objects.requireNonNull(Kind.class.getResourceAsStream(resource), resource)) {
            return new String(text.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ChecklistFiles filesIn(Path directory) {
        Path prefix = directory.resolve(files);
        return new ChecklistFiles(prefix.getParent(), prefix.getFileName().toString());
    }
}
