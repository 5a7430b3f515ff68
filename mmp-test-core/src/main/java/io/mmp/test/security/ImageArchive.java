package io.mmp.test.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mmp.test.json.JsonReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Searches the layers of an image, as {@code docker save} or the OCI layout has them. In one pass: which layer is above which stands at the end. */
final class ImageArchive {

    private static final int LARGEST_DOCUMENT = 4 << 20;

    private final SecretContent content;
    private final Map<String, String> documents = new LinkedHashMap<>();
    private final Map<String, ImageLayer> layers = new LinkedHashMap<>();

    ImageArchive(SecretContent content) {
        this.content = content;
    }

    void tar(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(LayerTar.BLOCK);
        byte[] start = buffered.readNBytes(LayerTar.BLOCK);
        buffered.reset();
        if (!LayerTar.isTar(start)) {
            throw new IOException("it is no tar");
        }
        LayerTar tar = new LayerTar(buffered);
        for (LayerTar.@Nullable Entry entry = tar.next(); entry != null; entry = tar.next()) {
            if (entry.isFile()) {
                blob(entry.name(), tar);
            }
        }
        conclude();
    }

    void layout(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    blob(
                            directory
                                    .relativize(file)
                                    .toString()
                                    .replace(file.getFileSystem().getSeparator(), "/"),
                            in);
                }
            }
        }
        conclude();
    }

    private void blob(String name, InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(LayerTar.BLOCK);
        byte[] start = buffered.readNBytes(LayerTar.BLOCK);
        buffered.reset();
        if (start.length > 0 && (start[0] == '{' || start[0] == '[')) {
            documents.put(name, new String(buffered.readNBytes(LARGEST_DOCUMENT), UTF_8));
        } else if (!SecretContent.packing(start).isEmpty()) {
            layers.put(name, ImageLayer.search(name, buffered, content));
        }
    }

    private void conclude() throws IOException {
        Map<String, List<String>> images = images();
        if (images.isEmpty()) {
            throw new IOException("it has no manifest of an image with layers");
        }
        List<SecretFinding> found = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        images.forEach((configuration, names) -> {
            if (seen.add(configuration)) {
                found.addAll(ofConfiguration(configuration));
            }
            for (int i = 0; i < names.size(); i++) {
                ImageLayer layer = layers.get(names.get(i));
                String place = "layer %s of %s".formatted(i + 1, names.size());
                if (layer == null) {
                    content.unjudged.add("%s (it is not in the archive: %s)".formatted(place, names.get(i)));
                } else if (seen.add(names.get(i))) {
                    content.unjudged.replaceAll(each -> each.startsWith(layer.name())
                            ? place + each.substring(layer.name().length())
                            : each);
                    List<@Nullable ImageLayer> above = new ArrayList<>();
                    names.subList(i + 1, names.size()).forEach(name -> above.add(layers.get(name)));
                    for (SecretFinding finding : layer.findings()) {
                        found.add(finding.in(finding.file(), place + ImageLayer.fate(finding.file(), i + 1, above)));
                    }
                }
            }
        });
        content.findings.addAll(found);
    }

    private List<SecretFinding> ofConfiguration(String name) {
        String text = documents.getOrDefault(name, "");
        SecretContent apart = new SecretContent(Long.MAX_VALUE);
        apart.file("configuration.json", new ByteArrayInputStream(text.getBytes(UTF_8)));
        content.files++;
        return apart.findings.stream()
                .map(finding -> finding.in("environment, arguments or history", "configuration"))
                .toList();
    }

    /** Return the names of layers from below, by the names of configurations. */
    private Map<String, List<String>> images() throws IOException {
        Map<String, List<String>> images = new LinkedHashMap<>();
        if (read("manifest.json") instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> image
                        && image.get("Config") instanceof String configuration
                        && image.get("Layers") instanceof List<?> names) {
                    images.put(
                            configuration, names.stream().map(String::valueOf).toList());
                }
            }
        } else {
            ofIndex("index.json", images, 0);
        }
        return images;
    }

    private void ofIndex(String name, Map<String, List<String>> images, int depth) throws IOException {
        if (!(read(name) instanceof Map<?, ?> document) || depth > 4) {
            return;
        }
        if (document.get("manifests") instanceof List<?> manifests) {
            for (Object each : manifests) {
                ofIndex(blob(each), images, depth + 1);
            }
        } else if (document.get("layers") instanceof List<?> names) {
            images.put(
                    blob(document.get("config")),
                    names.stream().map(ImageArchive::blob).toList());
        }
    }

    private static String blob(@Nullable Object descriptor) {
        return descriptor instanceof Map<?, ?> map && map.get("digest") instanceof String digest
                ? "blobs/" + digest.replace(':', '/')
                : "";
    }

    private @Nullable Object read(String name) throws IOException {
        String text = documents.get(name);
        try {
            return text == null ? null : JsonReader.read(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s is no JSON: %s".formatted(name, e.getMessage()), e);
        }
    }
}
