package io.mmp.test.mlflow.differential;

import java.util.ArrayList;
import java.util.List;

/** A generated conversation: requests of all kinds that build on each other, the same for the same seed. */
final class Sequence {

    private final Draw draw;
    private final List<Traffic> traffic;

    Sequence(long seed, String area) {
        draw = new Draw(seed);
        World world = new World(seed);
        Traffic runs = new RunTraffic(draw, world);
        Traffic models = new ModelTraffic(draw, world);
        Traffic searches = new SearchTraffic(draw, world);
        Traffic loggedModels = new LoggedModelTraffic(draw, world);
        Traffic traces = new TraceTraffic(draw, world, seed);
        Traffic traceSearches = new TraceSearchTraffic(draw, world);
        if (area.equals("traces")) {
            traffic = List.of(
                    traces,
                    traces,
                    traces,
                    traces,
                    traces,
                    traceSearches,
                    traceSearches,
                    new ExperimentTraffic(draw, world));
            return;
        }
        traffic = List.of(
                traces,
                traces,
                traceSearches,
                runs,
                runs,
                runs,
                runs,
                models,
                models,
                models,
                searches,
                searches,
                loggedModels,
                loggedModels,
                new ExperimentTraffic(draw, world),
                new ArtifactTraffic(draw, world));
    }

    /** Send so many requests to both servers and return all mismatches. */
    List<Mismatch> play(Dialogue dialogue, int requests) {
        List<Mismatch> mismatches = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            Traffic kind = draw.from(traffic);
            Request request = kind.next();
            Dialogue.Outcome outcome = dialogue.exchange(draw.oneIn(3) ? request.toAjaxTwin() : request);
            kind.answered(outcome.reference());
            mismatches.addAll(outcome.mismatches());
        }
        return mismatches;
    }
}
