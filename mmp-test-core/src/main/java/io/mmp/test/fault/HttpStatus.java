package io.mmp.test.fault;

/** An answer of the proxy's own. */
record HttpStatus(int status) implements Kind {

    @Override
    public Effect effect(Strike strike) {
        HttpConversation conversation = strike.connection().conversation(strike.injection());
        return strike.direction() == Direction.UPSTREAM ? conversation.answering(this) : conversation.passing();
    }

    @Override
    public boolean isOfConnections() {
        return true;
    }

    @Override
    public boolean isOfHttp() {
        return true;
    }

    @Override
    public String toString() {
        return "HTTP status " + status;
    }
}
