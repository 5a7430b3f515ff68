package io.mmp.test.security;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A layer of an image: what was found in it, and what it hides of those below.
 *
 * @param paths of its files
 * @param removed paths that it removes, files and directories
 * @param emptied directories of which it keeps nothing from below
 */
record ImageLayer(
        String name, List<SecretFinding> findings, Set<String> paths, Set<String> removed, Set<String> emptied) {

    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";

    static ImageLayer search(String name, InputStream in, SecretContent content) {
        ImageLayer layer = new ImageLayer(name, new ArrayList<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
        int first = content.findings.size();
        try {
            layer.read(in, content);
        } catch (IOException e) {
            content.unjudged.add("%s (%s)".formatted(name, e.getMessage()));
        }
        List<SecretFinding> found = content.findings.subList(first, content.findings.size());
        layer.findings.addAll(found);
        found.clear();
        return layer;
    }

    private void read(InputStream raw, SecretContent content) throws IOException {
        BufferedInputStream in = start(raw);
        byte[] start = peek(in);
        String packing = SecretContent.packing(start);
        if (packing.equals("gzip")) {
            in = start(new GZIPInputStream(in, 1 << 16));
            packing = SecretContent.packing(peek(in));
        }
        if (!packing.equals("tar")) {
            throw new IOException(
                    packing.isEmpty()
                            ? "it is no tar"
                            : "packed by %s, which is not unpacked here: save the image by docker save, which writes layers as they are"
                                    .formatted(packing));
        }
        LayerTar tar = new LayerTar(in);
        for (LayerTar.@Nullable Entry entry = tar.next(); entry != null; entry = tar.next()) {
            String path = plain(entry.name());
            int slash = path.lastIndexOf('/') + 1;
            String file = path.substring(slash);
            if (file.equals(OPAQUE)) {
                emptied.add(path.substring(0, slash));
            } else if (file.startsWith(WHITEOUT)) {
                removed.add(path.substring(0, slash) + file.substring(WHITEOUT.length()));
            } else if (entry.isFile()) {
                paths.add(path);
                content.file(path, tar);
            }
        }
    }

    private static BufferedInputStream start(InputStream in) {
        return new BufferedInputStream(in, 1 << 16);
    }

    private static byte[] peek(BufferedInputStream in) throws IOException {
        in.mark(LayerTar.BLOCK);
        byte[] start = in.readNBytes(LayerTar.BLOCK);
        in.reset();
        return start;
    }

    private static String plain(String name) {
        return name.replaceFirst("^(?:\\./|/)+", "");
    }

    /** Tell what became of a file in the layers above: it is gone from the container, and still in the image. */
    static String fate(String file, int first, List<@Nullable ImageLayer> above) {
        String path = file.contains("!/") ? file.substring(0, file.indexOf("!/")) : file;
        for (int i = 0; i < above.size(); i++) {
            ImageLayer layer = above.get(i);
            if (layer != null && layer.removes(path)) {
                return " (deleted in layer %s)".formatted(first + i + 1);
            }
            if (layer != null && layer.paths.contains(path)) {
                return " (written over in layer %s)".formatted(first + i + 1);
            }
        }
        return "";
    }

    private boolean removes(String path) {
        if (removed.contains(path)) {
            return true;
        }
        for (int slash = path.lastIndexOf('/'); slash >= 0; slash = path.lastIndexOf('/', slash - 1)) {
            if (removed.contains(path.substring(0, slash)) || emptied.contains(path.substring(0, slash + 1))) {
                return true;
            }
            if (slash == 0) {
                break;
            }
        }
        return false;
    }
}
