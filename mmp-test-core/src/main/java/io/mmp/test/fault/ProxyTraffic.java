package io.mmp.test.fault;

/**
 * What went through a {@link FaultProxy} up to a moment.
 *
 * @param connections how many connections of clients were accepted
 * @param openConnections how many of them are open
 * @param requestBytes how many bytes clients sent
 * @param answerBytes how many bytes the server sent
 * @since 0.1.0
 */
public record ProxyTraffic(long connections, int openConnections, long requestBytes, long answerBytes) {}
