package io.mmp.test.examples.rag;

import io.mmp.test.examples.checklist.ChecklistItem;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs one system for the tests of a class, in a static field, and tells the checklist what of it is reduced. */
public final class RagFixture implements BeforeAllCallback, AfterAllCallback {

    private final Supplier<RagSystem> start;
    private final boolean isFilled;
    private RagSystem system;
    private RagClient client;

    private RagFixture(Supplier<RagSystem> start, boolean isFilled) {
        this.start = start;
        this.isFilled = isFilled;
    }

    /** Describe a system that knows no file. */
    public static RagFixture empty() {
        return new RagFixture(RagSystem::start, false);
    }

    /** Describe a system that has the corpus. */
    public static RagFixture filled() {
        return filled(RagSystem::start);
    }

    /** Describe a system that has the corpus, and is started so. */
    public static RagFixture filled(Supplier<RagSystem> start) {
        return new RagFixture(start, true);
    }

    /** Return the system. */
    public RagSystem system() {
        return system;
    }

    /** Return a client of its orchestrator. */
    public RagClient client() {
        return client;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        system = start.get();
        system.reductions().forEach(reduction -> context.publishReportEntry(ChecklistItem.REDUCED, reduction));
        client = system.client();
        if (isFilled) {
            client.indexAll(Corpus.DIRECTORY);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (system != null) {
            system.close();
        }
    }
}
