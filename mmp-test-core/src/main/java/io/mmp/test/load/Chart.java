package io.mmp.test.load;

import static io.mmp.test.page.Page.html;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** A chart of lines over a common horizontal axis, as inline SVG. */
final class Chart {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 240;
    private static final int LEFT = 58;
    private static final int BOTTOM = 26;
    private static final int TOP = 8;
    private static final int RIGHT = 10;

    private final String title;
    private final Axis across;
    private final DoubleFunction<String> spell;
    private final List<Line> lines = new ArrayList<>();

    /** Where each line goes: a NaN is a gap. */
    private record Line(String name, List<Double> values) {}

    /**
     * The horizontal axis.
     *
     * @param positions where each value stands, ascending
     * @param ticks where a label stands
     * @param label spells a tick
     */
    record Axis(List<Double> positions, List<Double> ticks, DoubleFunction<String> label) {}

    Chart(String title, Axis across, DoubleFunction<String> spell) {
        this.title = title;
        this.across = across;
        this.spell = spell;
    }

    Chart with(String name, List<Double> values) {
        lines.add(new Line(name, values));
        return this;
    }

    /** Return the chart with its title and the names of its lines. */
    String svg() {
        double highest = Axes.ceiling(lines.stream()
                .flatMapToDouble(line -> line.values.stream().mapToDouble(Double::doubleValue))
                .filter(Double::isFinite)
                .max()
                .orElse(1));
        StringBuilder svg = new StringBuilder();
        svg.append("<div><h2>%s</h2><p class='soft'>%s</p>\n".formatted(html(title), keys()));
        svg.append("<svg class='chart' viewBox='0 0 %s %s' role='img' aria-label='%s'>\n"
                .formatted(WIDTH, HEIGHT, html(title)));
        for (int i = 0; i <= 4; i++) {
            double value = highest * i / 4;
            svg.append("<line class='grid' x1='%s' x2='%s' y1='%s' y2='%s'/>"
                    .formatted(LEFT, WIDTH - RIGHT, y(value, highest), y(value, highest)));
            svg.append("<text x='%s' y='%s' text-anchor='end' dy='.35em'>%s</text>\n"
                    .formatted(LEFT - 6, y(value, highest), html(spell.apply(value))));
        }
        for (double tick : across.ticks) {
            // Text in the middle of the last tick would reach over the edge.
            boolean isLast = tick == across.ticks.get(across.ticks.size() - 1);
            svg.append("<text x='%s' y='%s' text-anchor='%s'>%s</text>\n"
                    .formatted(x(tick), HEIGHT - 8, isLast ? "end" : "middle", html(across.label.apply(tick))));
        }
        for (int i = 0; i < lines.size(); i++) {
            svg.append(drawn(i, lines.get(i), highest));
        }
        return svg.append("</svg></div>\n").toString();
    }

    private String keys() {
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            keys.append("<span class='key line-%s'></span>%s".formatted(i, html(lines.get(i).name)));
        }
        return keys.toString();
    }

    /** Draw a line for each stretch without a gap; a value alone becomes a dot. */
    private String drawn(int number, Line line, double highest) {
        StringBuilder drawn = new StringBuilder();
        List<String> points = new ArrayList<>();
        for (int i = 0; i <= line.values.size(); i++) {
            if (i < line.values.size() && Double.isFinite(line.values.get(i))) {
                points.add(x(across.positions.get(i)) + "," + y(line.values.get(i), highest));
            } else if (!points.isEmpty()) {
                if (points.size() == 1) {
                    points.add(points.get(0));
                }
                drawn.append("<polyline class='line-%s' stroke-linecap='round' points='%s'/>\n"
                        .formatted(number, points.stream().collect(joining(" "))));
                points.clear();
            }
        }
        return drawn.toString();
    }

    private String x(double position) {
        double first = across.positions.get(0);
        double last = across.positions.get(across.positions.size() - 1);
        double share = last > first ? (position - first) / (last - first) : 0.5;
        return pixel(LEFT + share * (WIDTH - LEFT - RIGHT));
    }

    private static String y(double value, double highest) {
        return pixel(HEIGHT - BOTTOM - value / highest * (HEIGHT - BOTTOM - TOP));
    }

    private static String pixel(double position) {
        return String.format(Locale.ROOT, "%.1f", position);
    }
}
