package io.mmp.test.training;

import io.mmp.test.training.Sections.Content;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.AssertProvider;

/**
 * What a model says, apart from how its file is written: a digest for each section, so that two models that differ tell where.
 *
 * <p>The bytes of a model file are the wrong thing to compare. LightGBM's ends with the parameters, so that the same trees have another
 * hash on another number of threads; a zip holds times; a JSON may have its keys in any order. What counts and what does not stands at
 * each {@link ModelFormat}; formats that are not understood say so ({@link #isOpaque()}, {@link #notes()}).
 *
 * <p>{@link #sha256()} is SHA-256 over the sections in the order of their names, each as {@code length:name}, its digest in hexadecimal
 * digits and a line feed, where the digest of a section is the same over its keys, and that of a key over its canonical content.
 *
 * <pre>{@code
 * ModelDigest first = ModelDigest.of(Path.of("fraud-1-thread.txt"));
 * ModelDigest second = ModelDigest.of(Path.of("fraud-4-threads.txt"));
 * assertThat(first).usingAllSectionsExcept("parameters").isSameModelAs(second);
 * }</pre>
 *
 * <p>A value: the {@code without} methods return copies.
 *
 * @since 0.1.0
 */
public final class ModelDigest implements AssertProvider<ModelDigestAssert> {

    private final String name;
    private final ModelFormat format;
    private final Map<String, Map<String, Content>> sections;
    private final List<String> notes;

    private ModelDigest(
            String name, ModelFormat format, Map<String, Map<String, Content>> sections, List<String> notes) {
        this.name = name;
        this.format = format;
        this.sections = sections;
        this.notes = List.copyOf(notes);
    }

    /**
     * Digest a file or a directory.
     *
     * @throws TrainingException if it cannot be read, is empty, or is not what it begins as
     */
    public static ModelDigest of(Path file) {
        return of(ModelFile.read(file));
    }

    /**
     * Digest a model in memory.
     *
     * @param name a name for messages; its ending, such as {@code .onnx}, tells the format where the content does not
     * @throws TrainingException if it is empty, or is not what it begins as
     */
    public static ModelDigest of(String name, byte[] content) {
        return of(ModelFile.read(name, content));
    }

    private static ModelDigest of(ModelFile file) {
        return new ModelDigest(
                file.name(),
                file.format(),
                file.sections().content(),
                file.sections().notes());
    }

    /** Return the name that it has in messages. */
    public String name() {
        return name;
    }

    /** Return what it is written in. */
    public ModelFormat format() {
        return format;
    }

    /** Return the names of its sections, in the order of the file. */
    public List<String> sections() {
        return List.copyOf(sections.keySet());
    }

    /** Return the keys of a section, in the order of the file. */
    public List<String> keys(String section) {
        return List.copyOf(section(section).keySet());
    }

    /** Return the digest of all sections, in 64 hexadecimal digits. */
    public String sha256() {
        Hash hash = new Hash();
        new TreeMap<>(sections)
                .forEach((section, entries) ->
                        hash.addName(section).add(Sections.sha256(entries)).add("\n"));
        return hash.hex();
    }

    /** Return the digest of one section, in 64 hexadecimal digits. */
    public String sha256(String section) {
        return Sections.sha256(section(section));
    }

    /** Tell whether all of it is compared byte by byte, so that equal models may have different digests. */
    public boolean isOpaque() {
        return format.isOpaque() || sections.keySet().equals(Set.of("bytes"));
    }

    /** Return what the digest does not cover, or covers byte by byte, in sentences; empty if it understands all. */
    public List<String> notes() {
        return notes;
    }

    /** Return a copy without these sections, such as LightGBM's "parameters". */
    public ModelDigest without(String... names) {
        Map<String, Map<String, Content>> left = new LinkedHashMap<>(sections);
        for (String section : names) {
            section(section);
            left.remove(section);
        }
        return left(left, "sections " + Arrays.asList(names));
    }

    /** Return a copy without these keys of a section, such as "num_threads" of "parameters". */
    public ModelDigest withoutKeys(String section, String... keys) {
        Map<String, Content> entries = new LinkedHashMap<>(section(section));
        for (String key : keys) {
            if (entries.remove(key) == null) {
                throw new IllegalArgumentException("Section '%s' of %s has no key '%s'; it has %s."
                        .formatted(section, this, key, Lines.some(keys(section))));
            }
        }
        Map<String, Map<String, Content>> left = new LinkedHashMap<>(sections);
        left.put(section, entries);
        if (entries.isEmpty()) {
            left.remove(section);
        }
        return left(left, "keys " + Arrays.asList(keys));
    }

    private ModelDigest left(Map<String, Map<String, Content>> left, String without) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException("Without its %s nothing of %s is left.".formatted(without, this));
        }
        return new ModelDigest(name, format, left, notes);
    }

    private Map<String, Content> section(String section) {
        Map<String, Content> entries = sections.get(section);
        if (entries == null) {
            throw new IllegalArgumentException(
                    "%s has no section '%s'; it has %s.".formatted(this, section, Lines.some(sections())));
        }
        return entries;
    }

    /** Return where another model differs, in the order of this file, then what only the other has; empty if they are the same. */
    public List<ModelDifference> differences(ModelDigest other) {
        List<ModelDifference> differences = new ArrayList<>();
        for (String section : union(sections, other.sections)) {
            Map<String, Content> here = sections.getOrDefault(section, Map.of());
            Map<String, Content> there = other.sections.getOrDefault(section, Map.of());
            for (String key : union(here, there)) {
                Content one = here.get(key);
                Content two = there.get(key);
                if (one == null || two == null) {
                    differences.add(new ModelDifference(
                            section, key, one == null ? null : one.text(), two == null ? null : two.text()));
                } else if (!one.sha256().equals(two.sha256())) {
                    differences.add(ModelDifference.between(section, key, one.text(), two.text()));
                }
            }
        }
        return Collections.unmodifiableList(differences);
    }

    private static Set<String> union(Map<String, ?> one, Map<String, ?> two) {
        Set<String> names = new LinkedHashSet<>(one.keySet());
        names.addAll(two.keySet());
        return names;
    }

    /** Return the parameters that a model holds, as LightGBM's does, by name. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        sections.getOrDefault("parameters", Map.of()).forEach((key, content) -> parameters.put(key, content.text()));
        return parameters;
    }

    /** Return the assertions on it. */
    @Override
    public ModelDigestAssert assertThat() {
        return new ModelDigestAssert(this);
    }

    /** Tell whether the other has the same digest, whatever its name. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ModelDigest digest && sha256().equals(digest.sha256());
    }

    @Override
    public int hashCode() {
        return sha256().hashCode();
    }

    /** Return its format and name. */
    @Override
    public String toString() {
        return "%s '%s'".formatted(format, name);
    }
}
