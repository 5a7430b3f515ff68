package io.mmp.test.mlflow.client;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads a list page by page, and has no more than one page in memory: what was read is given up before the next page is asked for. */
final class PagedObjects extends Spliterators.AbstractSpliterator<Json> {

    private final Pages pages;
    private final String field;
    private final Request request;
    private int size;
    private String token = "";
    private Iterator<Json> objects = Collections.emptyIterator();

    private PagedObjects(Pages pages, String field, Request request) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.pages = pages;
        this.field = field;
        this.request = request;
        this.size = pages.first();
    }

    /** Asks for a page; the token of the first one is empty. */
    interface Request {
        Answer page(int size, String token);
    }

    /** What came, and how long it was. */
    record Answer(Json content, long bytes) {}

    /** Ask for the first page, and for the later ones when the stream gets there. */
    static Stream<Json> stream(Pages pages, String field, Request request) {
        PagedObjects paged = new PagedObjects(pages, field, request);
        paged.read();
        return StreamSupport.stream(paged, false);
    }

    @Override
    public boolean tryAdvance(Consumer<? super Json> action) {
        while (!objects.hasNext()) {
            if (token.isEmpty()) {
                return false;
            }
            objects = Collections.emptyIterator();
            read();
        }
        action.accept(objects.next());
        return true;
    }

    private void read() {
        Answer answer = request.page(size, token);
        List<Json> found = answer.content().objects(field);
        String next = answer.content().text("next_page_token");
        if (!next.isEmpty() && next.equals(token)) {
            throw new MlflowException(
                    "The server names page token '%s' as the one after itself, so that a list of %s would never end; is it an MLflow server?"
                            .formatted(token, field));
        }
        size = pages.next(size, found.size(), answer.bytes());
        token = next;
        objects = found.iterator();
    }
}
