package io.mmp.test.retrieval;

import java.util.List;

/**
 * Searches for documents, such as the client of the service under test.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Search {

    /** Return the ids of the documents that were found, the best first. */
    List<String> search(String query) throws Exception;
}
